"""Puts the page together: template, styles, script and data into one file that asks for nothing else."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import registry
from jtbd_analyzer.exporters._report import explore, story
from jtbd_analyzer.exporters._report.evidence import Evidence, script_json
from jtbd_analyzer.exporters._values import legal
from jtbd_analyzer.pseudonyms import Pseudonyms, pseudonymised
from jtbd_analyzer.rendering import renderer

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: charts after the story, each with its heading
_MORE: Final = (("value_map", "Value map"), ("decision_factors", "Decision factors"), ("concerns", "Concerns"),
                ("wanted_achieved", "Wanted and achieved"), ("timeline", "Timelines"))
#: what the page says of itself, in words of ours
_OURS: Final = frozenset({"codebook", "made", "more_figures", "shared", "transcripts", "n"})


def build(study: Study, known: Pseudonyms | None = None) -> str:
    """Return the report on `study` as one HTML page; with `known` the form to hand on: without transcripts, what is known replaced.

    Names are replaced in what the page shows, after everything is counted: its numbers are those of the full report.
    """
    import jinja2
    from markupsafe import Markup

    files = resources.files(__package__)
    template, css, js = (files.joinpath(f"page.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    values = _values(study, known)
    for figure in values["figures"].values():
        if figure:
            figure["svg"] = Markup(figure["svg"])
    page = environment.from_string(template).render(
        **{**values, "data": Markup(values["data"])}, css=Markup(css), js=Markup(js), policy=policy(css, js),
    )
    return legal(page)


def policy(css: str, js: str) -> str:
    """Return a content security policy under which only this style and this script run, and nothing is loaded."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in (js, css)]
    return f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; img-src data:; base-uri 'none'; form-action 'none'"


def _values(study: Study, known: Pseudonyms | None) -> dict[str, Any]:
    """Return what the template shows; the data comes last, since making the blocks collects the sets that numbers lead to."""
    shared, told = known is not None, explore.replaced(study, known) if known is not None else []
    study = pseudonymised(study, Pseudonyms({})) if known is not None else study
    renderer().start()
    evidence = Evidence(study, transcripts=not shared and any(t.turns for t in study.transcript_rows))
    figures = {name: explore.figure(study, evidence, name) for name in ("forces", "journey", "saturation", *(name for name, _ in _MORE))}
    more = [(name, title) for name, title in _MORE if figures[name]]
    jobs, decisions = story.jobs(study, evidence), explore.decisions(study, shared)
    values = {
        "front": story.front(study, evidence), "answers": story.answers(study, evidence), "segments": explore.segments(study, evidence),
        "jobs": jobs, "figures": figures, "more_figures": more, "themes": story.top_themes(study, evidence),
        "lanes": story.lanes(study, evidence), "cautions": story.cautions(study, evidence, shared), "decisions": decisions, "review": explore.review(study),
        "heat": explore.heat(study, evidence), "people": explore.people(study, evidence), "against": story.against(study, evidence),
        "not_found": story.not_found(study), "tables": explore.other_tables(study, evidence, registry.names("insights")), "codebook": explore.codebook(),
        "made": explore.made_with(study, shared), "n": study.n_total, "shared": told, "transcripts": evidence.transcripts,
    }
    places = [("story", "Story"), ("answers", "At a glance"),
              ("jobs", "Jobs") if jobs else None, ("forces", "Forces"), ("themes", "Themes"), ("journey", "Journey"),
              ("saturation", "Saturation"), ("care", "Cautions"), ("decided", "Decisions") if decisions else None, ("heat", "All themes"), *more,
              ("segments", "Segments") if values["segments"] else None, ("people", "People"), ("quotes", "Search quotes"), ("reading", "How to read")]
    data = evidence.data()
    values["figures"] = {name: explore.drawn(f) for name, f in figures.items()}
    if known is not None:
        values |= _covered({k: values[k] for k in values if k not in _OURS}, known)
        data = known.values(data)
    return values | {"sections": [p for p in places if p], "data": script_json(data)}


def _covered(values: dict[str, Any], known: Pseudonyms) -> dict[str, Any]:
    """Return what the page shows with names replaced, in texts and in pictures."""
    figures = values.pop("figures")
    drawn = {name: known.values({k: v for k, v in f.items() if k != "svg"}) | {"svg": known.markup(f["svg"])} if f else f for name, f in figures.items()}
    return {**known.values(values), "figures": drawn}
