"""What speaks against the findings: denials, opposite voices, segments that disagree, and what was looked for but not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import stories
from jtbd_analyzer.insights._gather import best, group, ids, mean_per_person
from jtbd_analyzer.insights._questions import interviews_asked
from jtbd_analyzer.scheme import CODES

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "contradiction", "theme_id", "code", "statement", "n_of_N", "quote_for", "for_id", "for_participant", "quote_against", "against_id",
    "against_participant", "n_against", "quote_ids",
)
#: codes that fill the slots of a job
_OF_A_JOB: Final = ("struggle_trigger", "pain_point", "desired_outcome", "priority", "value_realized")


@dataclass(frozen=True)
class Contradictions:
    """One row per denial, theme felt opposite, theme of one segment only, person whose story fits no candidate job, and code never heard.

    `gap` is the distance between two people's mean valence (-2..2) from which a theme counts as felt opposite. Segments
    disagree where most of one and none of another voice a theme, each of at least `people` people.
    """

    gap: float = 2.0
    people: int = 3

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in that order."""
        import pandas as pd

        rows = [*_denials(study), *_lone_denials(study), *self._opposites(study), *self._segments(study), *_in_no_job(study), *_not_found(study)]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _opposites(self, study: Study) -> Iterator[dict[str, Any]]:
        for t in study.theme_rows:
            counted = [q for q in _members(study, t) if q.counted]
            means = mean_per_person(counted, lambda q: q.valence)
            if not means or max(means.values()) - min(means.values()) < self.gap or max(means.values()) <= 0 or min(means.values()) >= 0:
                continue
            high, low = (pick(means, key=lambda p: means[p]) for pick in (max, min))
            pair = [best([q for q in counted if q.participant_id == p]) for p in (high, low)]
            yield _row(study, "felt opposite", t, pair[0], pair[1], against=[q for q in counted if means[q.participant_id] < 0])

    def _segments(self, study: Study) -> Iterator[dict[str, Any]]:
        columns = dict.fromkeys(k for p in study.participant_rows for k in p.attributes)
        for column in columns:
            groups: dict[str, set[str]] = {}
            for p in study.participant_rows:
                groups.setdefault(p.attributes.get(column, ""), set()).add(p.participant_id)
            large = {name: own for name, own in groups.items() if name and len(own) >= self.people}
            for t in study.theme_rows if len(large) > 1 else ():
                said = {name: len(own & set(t.participants)) for name, own in large.items()}
                most = max(large, key=lambda name: said[name] / len(large[name]))
                silent = [name for name in large if not said[name]]
                if silent and said[most] * 2 > len(large[most]) and said[most] > 1:
                    counts = ", ".join(f"{n_of(said[x], len(large[x]))} {x}" for x in (most, *silent))
                    own = [q for q in _members(study, t) if q.counted and q.participant_id in large[most]]
                    yield dict.fromkeys(COLUMNS, "") | {
                        "contradiction": "segments disagree", "theme_id": t.theme_id, "code": t.code,
                        "statement": f"{t.statement} ({column}: {counts})", "n_of_N": n_of(t.n, study.n_total),
                        "quote_for": best(own).verbatim, "for_id": best(own).quote_id, "for_participant": best(own).participant_id, "n_against": 0,
                        "quote_ids": ids(own),
                    }


def _members(study: Study, theme: Theme) -> list[Quote]:
    return [study.quotes_by_id[i] for i in theme.quote_ids if i in study.quotes_by_id]


def _row(study: Study, what: str, theme: Theme | None, pro: Quote | None, con: Quote, *, against: list[Quote]) -> dict[str, Any]:
    return {
        "contradiction": what, "theme_id": theme.theme_id if theme else "", "code": theme.code if theme else con.code,
        "statement": theme.statement if theme else "", "n_of_N": n_of(theme.n if theme else 0, study.n_total),
        "quote_for": pro.verbatim if pro else "", "for_id": pro.quote_id if pro else "", "for_participant": pro.participant_id if pro else "",
        "quote_against": con.verbatim, "against_id": con.quote_id, "against_participant": con.participant_id,
        "n_against": len({q.participant_id for q in against}), "quote_ids": ids(against),
    }


def _denials(study: Study) -> Iterator[dict[str, Any]]:
    for t in study.theme_rows:
        against = [study.quotes_by_id[i] for i in t.counter_ids if i in study.quotes_by_id]
        pro = study.quotes_by_id.get(t.exemplar_id)
        for own in group(against, lambda q: q.participant_id).values():
            yield _row(study, "denied", t, pro if pro not in against else None, best(own), against=against)


def _lone_denials(study: Study) -> Iterator[dict[str, Any]]:
    known = {i for t in study.theme_rows for i in t.counter_ids}
    for q in study.quote_rows:
        if q.polarity == "denied" and q.quote_id not in known:
            yield _row(study, "denied, outside themes", None, None, q, against=[q])


def _in_no_job(study: Study) -> Iterator[dict[str, Any]]:
    """Yield who stands outside the clusters of stories and behind no slot of a candidate job, with what they say, against the wish of the largest job.

    Where stories form no separate groups, everybody is a member of the one job, and nobody speaks against it by being of another.
    """
    jobs = study.table("jobs").to_dict("records")
    if not jobs or not stories(study).parted:
        return
    heard = {i for r in jobs for slot in ("when", "motivation", "outcome") for i in str(r[f"{slot}_quote_ids"]).split(", ")}
    told = {q.participant_id for q in study.quote_rows if q.quote_id in heard} | {m for r in jobs for m in str(r["members"]).split(", ")}
    wish = study.quotes_by_id.get(str(jobs[0]["wish"]).removeprefix("first").strip())
    for p in study.participant_rows:
        person = p.participant_id
        own = [q for q in study.quote_rows if q.counted and q.participant_id == person and q.code in _OF_A_JOB]
        if own and person not in told:
            yield _row(study, "fits no candidate job", None, wish, best(own), against=own) | {
                "statement": f"{person} is in no job's cluster and says nothing of what fills the slots of one; against the wish of {jobs[0]['job_id']}",
                "n_of_N": n_of(1, study.n_total)}


def _not_found(study: Study) -> Iterator[dict[str, Any]]:
    heard, asked_for = {q.code for q in study.quote_rows if q.counted}, interviews_asked(study)
    for code in CODES.values():
        if code.name not in heard:
            blank = dict.fromkeys(COLUMNS, "")
            asked = n_of(asked_for.get(code.name, 0), len(study.transcript_rows))
            yield {**blank, "contradiction": "looked for, not found", "code": code.name, "n_of_N": n_of(0, study.n_total), "n_against": 0,
                   "statement": f"{code.question} (asked in {asked} interviews)"}
