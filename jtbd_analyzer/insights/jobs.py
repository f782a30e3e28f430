"""Candidate jobs: what people with like stories hire a product for, in their own clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import entries, review, wording
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clauses import MOTIVATION, OUTCOME, WHEN, title_of
from jtbd_analyzer.insights._clusters import Cluster, stories
from jtbd_analyzer.insights._feelings import feeling_job, social_job
from jtbd_analyzer.insights._gather import NO_EVIDENCE, ids
from jtbd_analyzer.insights._profile import told
from jtbd_analyzer.insights._slots import slots as story_slots
from jtbd_analyzer.insights._statements import EMPTY, Slot, Statement, gates, own_quotes, statements
from jtbd_analyzer.insights.shared_progress import by_kind
from jtbd_analyzer.progress import KINDS

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "job_id", "job_title", "status", "members", "members_n", "heard_in", "stability", "separation", "job_statement_clg", "job_story", "participants", "n",
    "n_of_members", "support_by_slot", "progress", "wanted_n_of_members", "wanted_by", "wanted_quote_ids", "spoken_n_of_members", "spoken_by",
    "spoken_quote_ids", "when", "when_verbatim", "when_quote_ids", "when_told", "motivation", "motivation_verbatim", "motivation_quote_ids",
    "motivation_told", "outcome", "outcome_verbatim", "outcome_quote_ids", "outcome_told", "functional_job", "emotional_job", "social_job", "pushes", "pulls",
    "anxieties", "habits", "fired", "hired", "also_considered", "success_measures", "gates_passed", "gates", "quote_ids", "wish", "human_statement",
    "human_status",
)
#: a job that fewer people support in all three slots is thin: its gates are not shown as a mark
THIN: Final = 2
_FORCES: Final = (("pushes", "push"), ("pulls", "pull"), ("anxieties", "anxiety"), ("habits", "habit"))
_MEASURE: Final = re.compile(
    r"\b\d|\b(?:half|twice|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|zero|no one|nobody|nothing|never|less|fewer|faster|quicker|sooner"
    r"|any ?more|minutes?|hours?|days?|weeks?|since)\b", re.I)


@dataclass(frozen=True)
class Jobs:
    """One row per cluster of stories: two statements, slots with quote ids, what the members tell, gates.

    `n` counts the people who support all three slots (a counted quote in each that says what the clause shown says); below two
    the status is thin, and where the three are not of one topic; a job of fewer than two people has no mark of gates, which reads
    "thin". Jobs of most people come first. `heard_in` are the people with a quote in at least two of the slots, or else in one.
    Both statements hold the same clauses, word for word in quotation marks with their ids, after the template of customer-led
    growth and that of a job story; the words outside are ours. A slot that no quote of a fairly sure code fills by itself reads
    "[no evidence]", and the clauses are never of people of whom none supports them all. `…_told`, levels, forces, what is fired,
    hired and considered are told by members of the cluster, each line with its people. Where stories form no separate groups,
    everybody with a counted quote is a member of one cluster, J1. A statement is around the kind of progress (`progress`) that
    most members want: `wanted_by` are those who say it as a wish before the purchase, `spoken_by` also those who have reached
    it, by the words of their quotes and nothing else. `each` is how many jobs a cluster of stories may have, `most` how many
    everybody together; more than one only where two people support all of it. `human_statement` and `human_status` are what a researcher wrote.
    """

    each: int = 2
    most: int = 5

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the jobs, largest cluster first; where there are no clusters, those of everybody who told something."""
        import pandas as pd

        found = stories(study)
        names = wording.names_in(q.verbatim for q in study.quote_rows)
        most = self.each if found.parted else self.most
        rows = [_row(study, replace(c, id=_job_id(c, k)), found.reading, made, "first" if k == 0 else "further")
                for c in found.clusters
                for k, made in enumerate(sorted(statements(study, c.members, names, most), key=lambda s: -len(s.supporters)))]
        return pd.DataFrame(_reviewed(study, rows), columns=list(COLUMNS))


def _row(study: Study, cluster: Cluster, reading: str, made: Statement, place: str) -> dict[str, Any]:
    members, who = cluster.members, made.supporters
    own = [q for q in study.quote_rows if q.counted and q.participant_id in members]
    slots = own_quotes(study, members)
    slots[OUTCOME] = [q for q in slots[OUTCOME] if q.code == "value_realized" or q in made.outcome.quotes]
    fits = story_slots(study)
    old = [q for q in own if fits.may("old_way", q)]
    checks = gates(study, made, bool(old))
    spoken = by_kind(study, members).get(made.kind, [])
    wanted = [q for q in spoken if q.code == "desired_outcome"]
    used = dict.fromkeys(q for s in made.slots for q in s.quotes if q.participant_id in who)
    lists = {
        **{name: [q for q in own if q.force == force] for name, force in _FORCES},
        "fired": old, "hired": [q for q in own if fits.may("deal_maker", q)],
        "also_considered": [q for q in own if fits.may("alternatives", q)],
        "success_measures": [q for q in own if q.code == "value_realized" and _MEASURE.search(q.verbatim)],
    }
    return {
        "job_id": cluster.id, "job_title": _title(made), "status": _status(cluster, made), "members": ", ".join(members), "members_n": len(members),
        "heard_in": ", ".join(_heard_in(made)), "stability": cluster.stability, "separation": reading,
        "job_statement_clg": made.growth, "job_story": made.story, "participants": ", ".join(who), "n": len(who),
        "n_of_members": n_of(len(who), len(members)), "support_by_slot": _support_by_slot(made, members, slots),
        "progress": KINDS.get(made.kind, ""), **_heard("wanted", wanted, members, made.kind), **_heard("spoken", spoken, members, made.kind),
        **_slot(WHEN, made.when), **_slot(MOTIVATION, made.motivation), **_slot(OUTCOME, made.outcome),
        **{f"{slot}_told": told(study, quotes, members, slot) for slot, quotes in slots.items()},
        "functional_job": _functional(made),
        "emotional_job": feeling_job(own, len(members)), "social_job": social_job(own, len(members)),
        **{name: told(study, quotes, members) for name, quotes in lists.items()},
        "gates_passed": n_of(sum(ok for _, ok in checks), len(checks)) if len(who) >= THIN else "thin",
        "gates": "\n".join(f"{i}. {'pass' if ok else 'FAIL'}: {what}" for i, (what, ok) in enumerate(checks, 1)), "quote_ids": ids(used),
        "wish": f"{place} {made.motivation.source.quote_id if made.motivation.source else ''}".strip(),
    }


def _reviewed(study: Study, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `rows` with what a researcher wrote of each."""
    kept = {k.removeprefix(f"{entries.KIND} "): own for k, own in review.cells(study).items() if k.startswith(f"{entries.KIND} ")}
    for r in rows:
        written = kept.get(entries.known_as(entries.target_of("Jobs", [r["members"], r["wish"]]), kept), {})
        r |= {name: written.get(name, "") for name in ("human_statement", "human_status")}
    return rows


def stated(row: Mapping[str, Any]) -> str:
    """Return the statement of a job as it is shown first: the researcher's where there is one, said to be a person's, else the composed one."""
    human = str(row.get("human_statement") or "")
    return f"{human} (confirmed by a person)" if human else str(row.get("job_statement_clg") or "")


def standing_jobs(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the jobs that no researcher dropped."""
    return [r for r in rows if r.get("human_status") != "drop"]


def _support_by_slot(made: Statement, members: Sequence[str], told_of: Mapping[str, Sequence[Quote]]) -> str:
    """Return who says the same as the clause shown in each slot, and who tells something else there, as "when: P01; something else: P02"."""
    out = []
    for name, s in zip((WHEN, MOTIVATION, OUTCOME), made.slots, strict=True):
        others = sorted(m for m in members if m not in s.voices and any(q.participant_id == m for q in told_of[name]))
        out.append(f"{name}: {', '.join(sorted(s.voices)) or 'nobody'}" + (f"; something else: {', '.join(others)}" if others else ""))
    return "\n".join(out)


def _heard(name: str, quotes: Sequence[Quote], members: Sequence[str], kind: str) -> dict[str, str]:
    """Return who of `members` says a kind of progress, and where; all empty where the statement is around none."""
    who = sorted({q.participant_id for q in quotes})
    return {f"{name}_n_of_members": n_of(len(who), len(members)) if kind else "", f"{name}_by": ", ".join(who), f"{name}_quote_ids": ids(quotes)}


def _functional(made: Statement) -> str:
    """Return what several want to get done, in our words; worry is no task, and one person's wish stays their own words."""
    return NO_EVIDENCE if made.kind in ("", "calm") else KINDS[made.kind]


def _heard_in(made: Statement) -> list[str]:
    """Return the people heard in at least two of the slots, or where there is nobody, in one."""
    in_slots = Counter(p for s in made.slots for p in s.voices)
    return sorted(p for p, n in in_slots.items() if n >= 2) or sorted(in_slots)


def _job_id(cluster: Cluster, k: int) -> str:
    """Return J1, J1b … for the jobs of cluster J1."""
    return cluster.id + ("" if k == 0 else chr(ord("a") + k))


def _status(cluster: Cluster, made: Statement) -> str:
    doubts = [] if len(made.supporters) >= THIN else [f"all three slots from {' and '.join(made.supporters) or 'nobody'}"]
    if not made.one_topic:
        doubts.append("the three are not clearly of one topic")
    return f"thin: {'; '.join(doubts)}" if doubts else cluster.status


def _slot(name: str, slot: Slot) -> dict[str, str]:
    said = f"{slot.source.participant_id}: “{slot.source.verbatim}” [{slot.source.quote_id}]" if slot.source else EMPTY
    return {name: slot.text, f"{name}_verbatim": said, f"{name}_quote_ids": slot.ids}


def _title(made: Statement) -> str:
    """Return the kind of progress that several want, in our words, with the motivation as a title; the latter alone where it is of no such kind.

    Where no wish was voiced, the outcome or the circumstance stands for it.
    """
    slot = next((s for s in (made.motivation, made.outcome, made.when) if s.source), None)
    title = title_of(slot.clause) if slot else EMPTY
    return f"{KINDS[made.kind]}: {title}" if made.kind else title
