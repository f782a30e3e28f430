"""Pseudonymised transcripts as files: plain labelled text that every tool, this one too, reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import outputs
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.text import clock

if TYPE_CHECKING:
    from jtbd_analyzer.model import Transcript
    from jtbd_analyzer.privacy import Veil


def labelled(t: Transcript) -> str:
    """Return a transcript as `[h:mm:ss] Label: words` blocks; the time only where the file gave one."""
    out = []
    for x in t.turns:
        stamp = f"[{clock(x.start_s)}] " if x.start_s is not None else ""
        out.append(f"{stamp}{x.speaker}: {' '.join(t.text(x).split())}\n")
    return "\n".join(out)


def table(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return rows as CSV that spreadsheet programs open without harm: UTF-8 with a mark, formulas disarmed."""
    from jtbd_analyzer.exporters._values import is_risky

    given = [{k: f"'{v}" if isinstance(v, str) and is_risky(v) else v for k, v in r.items()} for r in rows]
    out = io.StringIO(newline="")
    writer: Any = csv.DictWriter(out, list(dict.fromkeys(k for r in given for k in r)), lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(given)
    return out.getvalue().encode("utf-8-sig", "replace")


def write(veil: Veil, out: Path) -> list[Path]:
    """Write transcripts, participants.csv and the review sheet redactions.csv into `out`, as one set; raises Leak and OutputError.

    Nothing is published where a name that was replaced is left anywhere in it; the key, if asked for, is written apart.
    """
    def fill(folder: Path) -> None:
        for t in veil.transcripts:
            write_atomically(folder / f"{t.transcript_id}.txt", labelled(t))
        write_atomically(folder / "redactions.csv", table(veil.register.counts()))
        interviewers = {s.name: "interviewer" for t in veil.transcripts for s in t.speakers if s.role == "interviewer"}
        rows = [{**r, "file": f"{Path(r['file']).stem}.txt"} if r.get("file") else dict(r) for r in veil.people.rows]
        if rows:
            rows += [{"name": name, "interview_role": "interviewer"} for name in interviewers]
            write_atomically(folder / "participants.csv", table(rows))

    veil.write_key()
    try:
        return outputs.publish(out, fill, {"tool": "jtbd_analyzer redact", "privacy": veil.summary()}, check=veil.check(None, out))
    except BaseException:
        veil.drop_key()
        raise
