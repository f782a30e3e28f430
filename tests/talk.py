"""Invented talk for tests, and the values that stages pass made from a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jtbd_analyzer import grammar, models
from jtbd_analyzer.model import Coding, Passage, Quote, Reading, Segment, Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.scheme import kind_of
from jtbd_analyzer.text import solid
from jtbd_analyzer.transcripts import People, Read, assemble

#: file name -> text; one story of moving a choir's sheet music, one of a kennel's bookings
INTERVIEWS = {
    "ada.txt": """Interviewer: How did you keep the bookings before?
Participant: Every Sunday night I copied the slips into a sheet, it took hours. I hated it. You never knew which kennel was free.
Interviewer: And what made you look for something else?
Participant: In March two families turned up for the same kennel, and that's when I said, enough. So I googled kennel software that night.
Interviewer: What worried you?
Participant: I was scared we'd lose the whole calendar when we moved over. My husband said we've got a perfectly good book already.
Interviewer: Why this one?
Participant: What sold me was they imported my sheet while I watched. It was forty a month, which is nothing next to my Sundays.
Interviewer: And today?
Participant: Now I have my Sundays back. We haven't had a double booking since April.
""",
    "ben.txt": """Interviewer: Tell me about the old way.
Participant: Sunday evenings were for typing up the slips, always. Half of them I couldn't read.
Interviewer: What did you want instead?
Participant: I just wanted to look at one screen and know who comes in tomorrow. It had to run on the old tablet at the door.
Interviewer: Was there a moment you decided?
Participant: We lost a regular in May because nobody had written her down, so we had to do something.
Interviewer: Did you look at others?
Participant: We looked at two others, but they wanted a three-year contract, so they were out. A woman in our trade group swears by this one.
Interviewer: How is it now?
Participant: The first morning it was all there, and I thought, okay, this works. I don't type slips any more.
""",
}


def write_interviews(folder: Path) -> Path:
    """Write the interviews into `folder` and return it."""
    for name, text in INTERVIEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def transcript(said: Sequence[tuple[str | None, str]], name: str = "talk.txt", *, interviewer: tuple[str, ...] = (), people: People | None = None,
               options: LoadOptions | None = None) -> Transcript:
    """Return the transcript of (speaker, words) pairs as the reading stage puts it together."""
    passages = tuple(Passage(words, who) for who, words in said)
    read = Read(Path(name), "labelled", Reading(passages, body_chars=sum(solid(p.text) for p in passages), format="test"), "utf-8", "0" * 64)
    return assemble(read, options or LoadOptions(interviewer=interviewer), people or People(), {}, 1, Path(name).stem)


def segment(text: str, prompt: str = "", **values: Any) -> Segment:
    """Return `text` as one parsed segment of a participant, first of its turn unless `values` say else."""
    shown = grammar.describe(models.spacy_pipeline()(text))
    given: dict[str, Any] = {
        "quote_id": "t-0000", "transcript_id": "t", "participant_id": "P1", "turn": 1, "ordinal": 0, "char_start": 0, "char_end": len(text),
        "verbatim": text, "prompt": prompt, "start_s": None, "first_of_turn": True, "grammar": shown,
    }
    return Segment(**given | values)


def coding(code: str, **values: Any) -> Coding:
    """Return the coding of the segment above with `code`."""
    return Coding("t-0000", code, values.pop("score", 0.8), **values)


def quote(quote_id: str, who: str, text: str, code: str = "pain_point", **values: Any) -> Quote:
    """Return a counted quote of grade A; `values` override."""
    given: dict[str, Any] = {
        "quote_id": quote_id, "transcript_id": who.lower(), "participant_id": who, "turn": 1, "char_start": 0, "char_end": len(text), "start_s": None,
        "verbatim": text, "prompt": "", "code": code, "kind": kind_of(code), "score": 0.8, "second_code": "", "reason": "", "step": "p01",
        "phase": "struggle", "phase_score": 0.8, "phase_rule": "", "valence": -1, "intensity": 1, "force": "", "job_level": "functional",
        "experiencer": "self", "reality": "episode", "polarity": "affirmed", "elicitation": "spontaneous", "referent": "old_way", "grade": "A",
        "grade_reason": "", "counted": True, "markers": "", "features": "",
    }
    return Quote(**given | values)
