"""Candidate jobs: what people with like stories hire a product for, in their own clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import standing, wording
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import Cluster, stories
from jtbd_analyzer.insights._gather import NO_EVIDENCE, best, ids, lines, people
from jtbd_analyzer.insights._statements import EMPTY, Slot, Statement, gates, statements
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "job_id", "job_title", "status", "members", "members_n", "heard_in", "stability", "separation", "job_statement_clg", "job_story", "participants", "n",
    "n_of_members", "when", "when_verbatim", "when_quote_ids", "motivation", "motivation_verbatim", "motivation_quote_ids", "outcome",
    "outcome_verbatim", "outcome_quote_ids", "functional_job", "emotional_job", "social_job", "pushes", "pulls", "anxieties", "habits", "fired",
    "hired", "also_considered", "success_measures", "gates_passed", "gates", "quote_ids",
)
#: a job that fewer people support in all three slots is thin: its gates are not shown as a mark
THIN: Final = 2
#: canonical steps of living with the old way, and of choosing
_OLD, _CHOOSING = ("p01", "p02", "p03", "p04"), ("p05", "p06", "p07", "p08", "p09", "p10", "p11")
_FELT: Final = ("desired_outcome", "pain_point", "struggle_trigger", "value_realized", "priority")
_WANTED: Final = ("desired_outcome", "value_realized", "priority")
_MEASURE: Final = re.compile(
    r"\b\d|\b(?:half|twice|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|zero|no one|nobody|nothing|never|less|fewer|faster|quicker|sooner"
    r"|any ?more|minutes?|hours?|days?|weeks?|since)\b", re.I)


@dataclass(frozen=True)
class Jobs:
    """One row per cluster of stories: statement, slots with quote ids, levels, forces, what is fired and hired, gates.

    `n` counts the people who support all three slots (a counted quote in each); below two the status is thin, and where the
    three are not of one topic; a job of fewer than two people has no mark of gates, which reads "thin". Jobs of most people come
    first. `heard_in` are the people with a quote in at least two of the slots, or else in one: forces, levels, what is fired, hired and
    considered are theirs alone. `top` is the number of lines in the lists. Where clauses of two people's own make a sentence,
    the statement is one: only person, tense and names changed, added words in [brackets]. Else it is the three quotes, word
    for word. A slot that no quote of a fairly sure code fills by itself reads "[no evidence]". `each` is how many jobs a
    cluster of stories may have, `most` how many everybody together where stories form no clusters.
    """

    top: int = 3
    each: int = 2
    most: int = 5

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the jobs, largest cluster first; with too few people for clusters, one job over all who told something."""
        import pandas as pd

        found = stories(study)
        names = wording.names_in(q.verbatim for q in study.quote_rows)
        clusters, most = list(found.clusters), self.each
        if not clusters and (who := people(q for q in study.quote_rows if q.counted)):
            clusters, most = [Cluster("J", tuple(sorted(who)), None)], self.most
        rows = [self._row(study, replace(c, id=_job_id(c, k)), found.reading, made)
                for c in clusters
                for k, made in enumerate(sorted(statements(study, c.members, names, most), key=lambda s: -len(s.supporters)))]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _row(self, study: Study, cluster: Cluster, reading: str, made: Statement) -> dict[str, Any]:
        heard, who = _heard_in(made) or list(cluster.members), made.supporters
        own = [q for q in study.quote_rows if q.counted and q.participant_id in heard]
        size = len(cluster.members)
        old = [q for q in own if q.code in ("alternative", "habit") and q.step in _OLD]
        checks = gates(study, made, bool(old))

        def listed(quotes: Sequence[Quote]) -> str:
            return lines(study, quotes, self.top, len(heard))

        used = dict.fromkeys(q for s in made.slots for q in s.quotes if q.participant_id in who)
        return {
            "job_id": cluster.id, "job_title": _title(made), "status": _status(cluster, made), "members": ", ".join(cluster.members), "members_n": size,
            "heard_in": ", ".join(heard), "stability": cluster.stability, "separation": reading,
            "job_statement_clg": made.said("help me"), "job_story": made.said("I want to"),
            "participants": ", ".join(who), "n": len(who), "n_of_members": n_of(len(who), size),
            **_slot("when", made.when), **_slot("motivation", made.motivation), **_slot("outcome", made.outcome),
            "functional_job": made.motivation.text if made.motivation.fits else made.motivation.quoted if made.motivation.source else NO_EVIDENCE,
            "emotional_job": _level(own, "emotional", "feel", len(heard)), "social_job": _level(own, "social", "be seen as", len(heard)),
            **{name: listed([q for q in own if q.force == force]) for name, force in
               (("pushes", "push"), ("pulls", "pull"), ("anxieties", "anxiety"), ("habits", "habit"))},
            "fired": listed(old), "hired": listed([q for q in own if q.code == "deal_maker"]),
            "also_considered": listed([q for q in own if q.code == "alternative" and q.step in _CHOOSING]),
            "success_measures": listed([q for q in own if q.code == "value_realized" and _MEASURE.search(q.verbatim)]),
            "gates_passed": n_of(sum(ok for _, ok in checks), len(checks)) if len(who) >= THIN else "thin",
            "gates": "\n".join(f"{i}. {'pass' if ok else 'FAIL'}: {what}" for i, (what, ok) in enumerate(checks, 1)), "quote_ids": ids(used),
        }


def _heard_in(made: Statement) -> list[str]:
    """Return the people heard in at least two of the slots, or where there is nobody, in one."""
    in_slots = Counter(p for s in made.slots for p in s.voices)
    return sorted(p for p, n in in_slots.items() if n >= 2) or sorted(in_slots)


def _job_id(cluster: Cluster, k: int) -> str:
    """Return J1, J2 … for jobs of everybody; J1, J1b … for those of cluster J1."""
    return f"J{k + 1}" if cluster.id == "J" else cluster.id + ("" if k == 0 else chr(ord("a") + k))


def _status(cluster: Cluster, made: Statement) -> str:
    doubts = [] if len(made.supporters) >= THIN else [f"all three slots from {' and '.join(made.supporters) or 'nobody'}"]
    if not made.one_topic:
        doubts.append("the three are not clearly of one topic")
    return f"thin: {'; '.join(doubts)}" if doubts else cluster.status


def _slot(name: str, slot: Slot) -> dict[str, str]:
    said = f"{slot.source.participant_id}: “{slot.source.verbatim}” [{slot.source.quote_id}]" if slot.source else EMPTY
    return {name: slot.text, f"{name}_verbatim": said, f"{name}_quote_ids": slot.ids}


def _title(made: Statement) -> str:
    """Return the first words of the motivation, or of the circumstance where no wish was voiced."""
    slot = next((s for s in (made.motivation, made.outcome, made.when) if s.source), None)
    if slot is None:
        return EMPTY
    words = (slot.text.removeprefix("[have] ").removeprefix("so I can ") if slot.fits else standing.bare(slot.stands.removeprefix("… "))).rstrip(".…, ").split()
    return " ".join(words[:10]) + (" …" if len(words) > 10 else "")


def _level(own: Sequence[Quote], level: str, verb: str, size: int) -> str:
    """Return the quote that says it best: what people want to feel (or be seen as), or want to avoid."""
    found = [q for q in own if level in q.job_level.split() and q.code in _FELT]
    if not found:
        return NO_EVIDENCE
    wanted = [q for q in found if q.code in _WANTED]
    shown = best(wanted or found)
    lead = verb if wanted else f"avoid {'feeling' if verb == 'feel' else 'being seen as'}"
    return f"{lead}: “{short(shown.verbatim)}” ({shown.participant_id}) [{shown.quote_id}]\nat this level: {n_of(len(people(found)), size)}"
