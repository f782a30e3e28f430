"""How each interview was led: who talked, how it was asked, how much of the answer was in the question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import summaries
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._questions import is_leading, is_open, questions

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Transcript
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "transcript_id", "interviewer", "participants", "words_interviewer", "words_participant", "talk_ratio", "questions", "open_questions",
    "leading_questions", "quotes", "led_quotes", "led_of_quotes", "hypothetical_quotes", "leading_examples", "flags",
)
#: an interview shorter than this in participant words cannot tell a whole story
_FEW_WORDS: Final = 300


@dataclass(frozen=True)
class Interviewer:
    """One row per transcript. `talk_ratio` is the share of words that are the participant's, 0..1.

    Flags: more than `talks` of the words are the interviewer's; more than `led` of the coded quotes are led. Questions in
    `leading_examples` are the interviewer's, shown to learn from; they are never evidence.
    """

    talks: float = field(default=0.4, metadata={"min": 0, "max": 1})
    led: float = field(default=0.2, metadata={"min": 0, "max": 1})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the transcripts."""
        import pandas as pd

        own: dict[str, list[Quote]] = {}
        for q in study.quote_rows:
            own.setdefault(q.transcript_id, []).append(q)
        return pd.DataFrame([self._row(t, own.get(t.transcript_id, [])) for t in study.transcript_rows], columns=list(COLUMNS))

    def _row(self, t: Transcript, quotes: list[Quote]) -> dict[str, Any]:
        words = {role: sum(s.words for s in t.speakers if s.role == role) for role in ("interviewer", "participant")}
        both = sum(words.values())
        asked = [q for _, q in questions(t)]
        summed_up = [q for _, q, _ in summaries.held_out(t)]
        leading = [*(q for q in asked if is_leading(q)), *summed_up]
        asked += summed_up
        led = sum(q.elicitation == "led" for q in quotes)
        unreal = sum(q.reality in ("hypothetical", "future", "counterfactual") for q in quotes)
        checks = (
            (not t.speakers_known, "speakers guessed"),
            (bool(both) and words["interviewer"] > self.talks * both, f"the interviewer speaks {n_of(words['interviewer'], both)} words"),
            (len(quotes) >= 5 and led > self.led * len(quotes), f"many led answers ({n_of(led, len(quotes))} quotes)"),
            (len(asked) >= 5 and len(leading) * 3 > len(asked), f"many leading questions ({n_of(len(leading), len(asked))})"),
            (len(quotes) >= 5 and unreal * 3 > len(quotes), f"much hypothetical talk ({n_of(unreal, len(quotes))} quotes)"),
            (words["participant"] < _FEW_WORDS, f"few words ({words['participant']})"),
            (not asked and bool(t.turns), "no questions found"),
        )
        return {
            "transcript_id": t.transcript_id, "interviewer": ", ".join(s.name for s in t.speakers if s.role == "interviewer"),
            "participants": ", ".join(s.participant_id for s in t.speakers if s.participant_id), "words_interviewer": words["interviewer"],
            "words_participant": words["participant"], "talk_ratio": round(words["participant"] / both, 2) if both else None, "questions": len(asked),
            "open_questions": sum(is_open(q) for q in asked), "leading_questions": len(leading), "quotes": len(quotes), "led_quotes": led,
            "led_of_quotes": n_of(led, len(quotes)), "hypothetical_quotes": unreal, "leading_examples": "\n".join(f"“{q}”" for q in leading[:2]),
            "flags": "; ".join(text for holds, text in checks if holds),
        }
