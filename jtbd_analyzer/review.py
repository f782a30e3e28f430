"""What a review is good for: what the yellow columns show, how far it has come, and what the coder can learn from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer import decisions as kept
from jtbd_analyzer import entries, journey
from jtbd_analyzer.corrections import applied, settled
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Decision
from jtbd_analyzer.scheme import NONE, label_of
from jtbd_analyzer.study import Study

#: an example for the coder: transcript, character span, code
Example = tuple[str, tuple[int, int], str]
#: columns whose names are not the field's
_COLUMNS: Final = {("quote", "code"): "human_class", ("quote", "step"): "human_stage"}


def cells(study: Study) -> dict[str, dict[str, str]]:
    """Return what the human columns show: "quote Q1" (theme, participant likewise) -> column -> the word that holds."""
    if not study.decisions:
        return {}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (kind, target, name), d in settled(study).shown.items():
        row = found[f"{kind} {target}"]
        if kind == entries.KIND:
            row[name] = d.new
            continue
        if name != "reviewed":
            shown = shown_step(d.new, study.framework) if name == "step" else label_of(d.new) if (kind, name) == ("quote", "code") else d.new
            row[_COLUMNS.get((kind, name), f"human_{name}")] = shown
        if name == "merge_into":
            row["human_status"] = "merge"
        if kind != "participant" and name != "note":
            row |= {"reviewer": d.who or row.get("reviewer", ""), "reviewed_at": max(d.when, row.get("reviewed_at", ""))}
    return dict(found)


def shown_step(steps: str, frame: journey.Framework) -> str:
    """Return a decided step as the drop-down shows it: "p04 Event …", or the phase that holds exactly these steps."""
    phase = next((p.id for p in frame.phases if set(p.steps) == set(steps.split())), "")
    return phase or (f"{steps} {journey.step_name(steps)}" if " " not in steps else steps)


def examples(decisions: Sequence[Decision], study: Study) -> list[Example]:
    """Return what the decisions teach a coder: (transcript, character span in its `source_text`, code or "none"), by place.

    A code chosen, a code confirmed by review and a theme chosen (whose code it takes) teach; rejecting a quote from the
    counts does not, since it may be of its code and still not count.
    """
    base = study.suggested or study
    corrected = applied(base, decisions)
    held = kept.settle(base, decisions)
    found = []
    for q in corrected.quote_rows:
        moved = held.word("quote", q.quote_id, "theme")
        taught = held.word("quote", q.quote_id, "code") or held.word("quote", q.quote_id, "reviewed") or (moved and moved.new != NONE)
        if taught:
            found.append((q.transcript_id, (q.char_start, q.char_end), q.code))
    return sorted(found)


@dataclass(frozen=True)
class Lesson:
    """What a coder learns from in a run into a folder: the study there before it, and how many corrected or signed quotes teach."""

    before: Study
    examples: int

    def told(self, after: Study) -> str:
        """Return what the lesson came to: how many quotes of the interviews in both runs have another code, count or theme than before."""
        there = {t.transcript_id for t in self.before.transcript_rows} & {t.transcript_id for t in after.transcript_rows}
        old, new = ({q.quote_id: (q.verbatim, q.code, q.counted, q.theme_id) for q in s.quote_rows if q.transcript_id in there} for s in (self.before, after))
        changed = sum(old[i] != new[i] for i in old.keys() & new.keys())
        return (f"corrected or signed quotes that the coder learnt from: {self.examples}; of {len(old)} quotes of the last run {changed} have another "
                f"code, count or theme, {len(old.keys() - new.keys())} are gone, {len(new.keys() - old.keys())} are new in the same interviews")


def lesson(out: Path) -> Lesson | None:
    """Return what a coder will learn in the next run into `out`, None where there is nothing to learn from."""
    try:
        if not kept.read(out / "study"):
            return None
        before = Study.open(out)
    except InputError:  # no earlier run that can be opened; the run itself says what is wrong with it
        return None
    taught = len(examples(before.decisions, before))
    return Lesson(before, taught) if taught else None


def progress(study: Study) -> dict[str, tuple[int, int]]:
    """Return how many quotes and themes were reviewed, and of how many."""
    rows: dict[str, Sequence[Any]] = {"quotes": study.quote_rows, "themes": study.theme_rows}
    return {name: (sum(x.status != "provisional" for x in own), len(own)) for name, own in rows.items()}
