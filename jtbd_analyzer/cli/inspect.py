"""`jtbd inspect`: what would be read, before anything is computed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer


def inspect(
    inputs: Annotated[list[Path], typer.Argument(help="Transcript files or folders of them.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="A list of objects, one per file.")] = False,
    interviewer: Annotated[list[str], typer.Option(help="Name of an interviewer; may be given more than once.")] = [],  # noqa: B006 - Typer's form
    participants: Annotated[Path | None, typer.Option(help="Table of participants; default: participants.csv beside the transcripts.")] = None,
    settings: Annotated[list[str], typer.Option("--set", help="Change an option of the recipe, e.g. --set load.unlabelled=guess.")] = [],  # noqa: B006
) -> None:
    """Show format, speakers, roles, words, talk ratio, dropped lines and warnings of each file."""
    from jtbd_analyzer.errors import InputError
    from jtbd_analyzer.inputs import people_beside
    from jtbd_analyzer.recipe import load_recipe
    from jtbd_analyzer.transcripts import discover, load_all

    changes = [*settings, *([f"load.interviewer={json.dumps(interviewer)}"] if interviewer else [])]
    options = load_recipe("standard", changes).load
    people, unread = people_beside(inputs, participants)
    paths, aside = discover(inputs)
    aside += unread
    if not paths:
        raise InputError(f"{', '.join(map(str, inputs))}: must hold transcripts; got none. Put the exported files there.")
    transcripts, statuses = load_all(paths, options, people, lambda *_: None, drop_copies=False)
    failed = [s for s in (*statuses, *aside) if s.status == "failed"]
    told = {s.file: s for s in failed}
    rows = [_row(t) | ({"status": "failed", "warnings": [told[t.file].message, *t.warnings]} if t.file in told else {}) for t in transcripts]
    shown = {t.file for t in transcripts}
    rows += [{"file": s.file, "format": "", "turns": 0, "words": 0, "speakers": [], "dropped": 0, "warnings": [s.message], "status": s.status}
             for s in dict.fromkeys((*failed, *aside)) if s.file not in shown]
    rows.sort(key=lambda r: r["file"])
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for r in rows:
            _show(r)
    if failed:
        raise typer.Exit(1)


def _row(t: Any) -> dict[str, Any]:
    words = sum(s.words for s in t.speakers)
    said = sum(s.words for s in t.speakers if s.role == "participant")
    return {
        "file": t.file, "format": t.format, "source_type": t.source_type, "turns": len(t.turns), "words": words,
        "speakers": [{"name": s.name, "role": s.role, "words": s.words, "confidence": s.confidence, "reason": s.reason,
                      "participant_id": s.participant_id} for s in t.speakers],
        "talk_ratio": round(said / words, 2) if words else 0.0, "dropped": len(t.dropped),
        "dropped_lines": [{"line": d.line, "reason": d.reason, "characters": len(d.text)} for d in t.dropped],
        "warnings": list(t.warnings), "encoding": t.encoding, "transcript_id": t.transcript_id, "status": "read",
    }


def _show(r: dict[str, Any]) -> None:
    if not r["format"]:
        typer.echo(f"{r['file']}  {r['status']}: {r['warnings'][0]}")
        return
    typer.echo(f"{r['file']}  {r['format']}, {r['encoding']}, {r['turns']} turns, {r['words']} words, participants {r['talk_ratio']:.2f} of the talk")
    for s in r["speakers"]:
        typer.echo(f"    {s['name']}: {s['role']} ({s['confidence']:.2f}, {s['reason']}), {s['words']} words")
    if r["dropped"]:
        reasons: dict[str, int] = {}
        for d in r["dropped_lines"]:
            reasons[d["reason"]] = reasons.get(d["reason"], 0) + 1
        typer.echo("    set aside: " + ", ".join(f"{n} × {reason}" for reason, n in sorted(reasons.items())))
    for w in r["warnings"]:
        typer.echo(f"    ! {w}")
