"""What a page about a study holds, whatever it is written in: top themes, forces, cautions, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import onsets
from jtbd_analyzer.exporters._sheets_front import FORCES, exemplar, pressing, sample_statement, strongest, top_themes, watch_outs
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.jobs import standing_jobs, stated
from jtbd_analyzer.insights.review_queue import prevalence
from jtbd_analyzer.recruits import missed
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study

NO_EVIDENCE: Final = "no evidence"
#: heading -> kind of theme
_BLOCKS: Final = (
    ("What set them moving", "struggle_trigger"), ("What they struggle with, want and have gained", "value_theme"), ("What decided", "decision_factor"),
)
_FORCE_THEMES: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One theme: statement, people as "n of N", label, the best quote (without fillers) and where it is; "" without a quote."""

    statement: str
    n_of_N: str
    prevalence: str
    quote: str
    who: str
    quote_id: str
    denied_by: int


@dataclass(frozen=True, slots=True)
class Pressure:
    """One force: its name, how it acts, people as "n of N" or "no evidence", and its strongest themes with theirs."""

    force: str
    direction: str
    n_of_N: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A candidate job: id and title, who supports all of it among those who told such a story, how firm it is, the statement."""

    title: str
    n_of_members: str
    status: str
    statement: str


@dataclass(frozen=True, slots=True)
class Page:
    """All of it: title, what the sample allows to say, blocks of findings, candidate jobs, forces, cautions, where the rest is."""

    title: str
    scope: str
    blocks: tuple[tuple[str, tuple[Finding, ...]], ...]
    jobs: tuple[Job, ...]
    forces: tuple[Pressure, ...]
    cautions: tuple[str, ...]
    source: str


def page(study: Study, most: int) -> Page:
    """Return the page about `study` with at most `most` themes in each block; nobody is quoted much more than others."""
    voices: dict[str, int] = {}
    blocks = tuple((title, tuple(_finding(study, t, voices) for t in top_themes(study, kind, most))) for title, kind in _BLOCKS)
    counts = f"{len(study.transcript_rows)} transcripts, {len(study.quote_rows)} coded quotes, {len(study.theme_rows)} themes"
    cautions = [f"{what}: {count}{f' ({detail})' if detail else ''}" for what, count, detail, _ in watch_outs(study) if not count.startswith("0 of")]
    made = ", ".join(x for x in (f"jtbd_analyzer {study.manifest.get('version', '')}".strip(), str(study.manifest.get("date", ""))) if x)
    return Page(study.name, sample_statement(study.n_total), blocks, _jobs(study, most), tuple(_pressure(study, f) for f in FORCES), (*cautions, missed(study)),
                f"{counts}. Ids in brackets lead to the quote in the workbook and in tables/quotes.csv. {made}.")


def _finding(study: Study, theme: Theme, voices: dict[str, int]) -> Finding:
    onset = next((o for o in onsets.onsets(study) if o.theme.theme_id == theme.theme_id), None) if theme.code == onsets.TRIGGER else None
    quote = onset.best_first[0] if onset and onset.quotes else exemplar(study, theme, voices)
    denied = {study.quotes_by_id[i].participant_id for i in theme.counter_ids if i in study.quotes_by_id}
    said = (short(quote.verbatim, 170), quote.participant_id, quote.quote_id) if quote else ("", "", "")
    if onset:
        n = len(onset.people)
        return Finding(onset.theme.statement, n_of(n, study.n_total), prevalence(n, study.n_total), *said, len(denied))
    return Finding(theme.statement, n_of(theme.n, study.n_total), theme.prevalence, *said, len(denied))


def _jobs(study: Study, most: int) -> tuple[Job, ...]:
    rows = standing_jobs({str(k): v for k, v in r.items()} for r in study.table("jobs").to_dict("records"))[:most]
    return tuple(
        Job(f"{r['job_id']}: {r['job_title']}", str(r["n_of_members"]), str(r["status"]).split(":", maxsplit=1)[0], stated(r)) for r in rows
    )


def _pressure(study: Study, force: str) -> Pressure:
    people = pressing(study, force)
    told = tuple(f"{r['statement']} ({r['n_of_N']})" for r in strongest(study, force, _FORCE_THEMES))
    return Pressure(force, FORCES[force], n_of(len(people), study.n_total) if people else NO_EVIDENCE, told)
