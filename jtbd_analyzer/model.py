"""The frozen values that pass between stages. Each refers to earlier ones by id, never back.

Character offsets count Unicode code points from 0, end exclusive, in `Transcript.source_text`.
Times are seconds from the start of the recording, or None where the file gives none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import IntFlag
from pathlib import Path
from typing import Any, Literal

Role = Literal["participant", "interviewer", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of speech as one loader found it, before turns are put together.

    `speaker` is None where the file does not say who speaks; `line` counts from 1 in the file (or record, paragraph, cue).
    """

    text: str
    speaker: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the file that is not speech (a header, a time stamp, a label), kept so that nothing is lost unseen."""

    text: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a loader returns: the speech, what it set aside, and what a reader should be told.

    `body_chars` is the number of characters, white space not counted, in the source body the loader was to account for;
    the conservation check compares it with the characters of `passages` and `dropped`.
    """

    passages: tuple[Passage, ...]
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    body_chars: int = 0
    #: shape found, in words for the researcher, e.g. "Zoom VTT"
    format: str = ""
    #: kind of listening post ("survey", "review", "ticket", ...), "" for an interview
    source_type: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a transcript, the role it was given, how sure that is (0..1) and why."""

    name: str
    role: Role
    confidence: float
    reason: str
    words: int
    participant_id: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without interruption: a span of the transcript's `source_text`."""

    index: int
    speaker: str
    role: Role
    participant_id: str
    char_start: int
    char_end: int
    start_s: float | None = None
    end_s: float | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One interview as text with speakers.

    `source_text` is the transcript in one fixed form: `Speaker: text` blocks with LF line ends, so that offsets hold in
    every export. `speakers_known` is False where the file labels no speakers and turns were guessed from questions.
    `source_type` is "interview" or the kind of listening post the words come from: "survey", "review", "ticket", ...
    """

    transcript_id: str
    file: str
    format: str
    encoding: str
    sha256: str
    source_text: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    speakers_known: bool = True
    source_type: str = "interview"

    def text(self, turn: Turn) -> str:
        """Return the words of `turn`."""
        return self.source_text[turn.char_start : turn.char_end]


class Form(IntFlag):
    """What a clause looks like to somebody in search of a title; kept as a number, so that the store holds no words."""

    UNKNOWN = 0  #: no parser has seen it
    NOUN = 1  #: the subject is a thing or person named by a common noun
    SELF = 2  #: the subject is I, we, you, nobody, everyone: clear without what came before
    VAGUE = 4  #: the subject is it, that, they, she: points to what came before
    EVENT = 8  #: something that happened once: simple past, not denied
    FRAME = 16  #: only says that somebody says, thinks or knows something
    NAMED = 32  #: holds a proper name, a number, a day or a time
    LOOSE = 64  #: holds it, that, them, there … after the verb
    MAIN = 128  #: is the main clause of its sentence
    THING = 256  #: holds a noun that names something one can picture
    POINTING = 512  #: holds "that one", "the other", "the same": clear only to who was there
    ABOUT_TALK = 1024  #: is about the interview, or only announces what is to come
    UNSURE = 2048  #: leaves one waiting for more, or the parser found no place for some of its words
    ASKED = 4096  #: what somebody wonders, without the question mark: "what happens to the data if they close"
    PHRASE = 8192  #: an action without its subject: "being able to see who has it"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of a quote that could stand alone as a statement, and what they look like."""

    text: str
    form: Form = Form.UNKNOWN
    #: share 0..1 by which the coder reads these words, alone, as of their quote's code rather than as none; none where nobody asked
    claim: float | None = None
    #: how likely, 0..1, the feeling of these words alone does not contradict the usual one of that code
    fits: float = 1.0
    #: how well it would do as a theme's name, about 0 (no name at all) to 3 (as it is); none where nobody asked
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the words themselves show, found once per segment, so that later stages need no parser.

    `tense` is past, present, future or "" (no finite verb). `would` is habitual, conditional or "".
    `person` is first, second, third or "" (the subject of the main verb). `clauses` are spans relative to the segment that
    could stand alone as a statement, `clause_forms` what each looks like (a sum of `Form` values).
    """

    tense: str = ""
    would: str = ""
    person: str = ""
    negated: bool = False
    question: bool = False
    quotative: bool = False
    conditional: bool = False
    modal: bool = False
    volition: bool = False
    comparison: bool = False
    intensifiers: int = 0
    tokens: int = 0
    clauses: tuple[tuple[int, int], ...] = ()
    clause_forms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """One idea unit of a participant: normally a sentence.

    `verbatim == source_text[char_start:char_end]` of its transcript. `prompt` is what the interviewer said last before it.
    `ordinal` counts the segments of the transcript from 0 and makes `quote_id` the same on every run.
    """

    quote_id: str
    transcript_id: str
    participant_id: str
    turn: int
    ordinal: int
    char_start: int
    char_end: int
    verbatim: str
    prompt: str
    start_s: float | None
    first_of_turn: bool
    grammar: Grammar = field(default_factory=Grammar)


@dataclass(frozen=True, slots=True)
class Coding:
    """The code of one segment ("none" for most), its calibrated score (0..1), the runner-up and the reason in words.

    `step` is the coder's own guess at the canonical step ("" for none), `phase` the same over clg3 with its score,
    `valence` -2..2. A code the coder is not `sure` of is shown and not counted until a person confirms it.
    """

    quote_id: str
    code: str
    score: float
    second_code: str = ""
    second_score: float = 0.0
    reason: str = ""
    phase: str = ""
    phase_score: float = 0.0
    step: str = ""
    valence: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Lesson:
    """A researcher's word on the code of one stretch of a transcript ("none" included): what a coder may learn from."""

    transcript_id: str
    char_start: int
    char_end: int
    code: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who says it, did it happen, is it denied, was it led: and so the grade A, B, C or X, with the reason in words."""

    quote_id: str
    experiencer: str
    reality: str
    polarity: str
    elicitation: str
    referent: str
    intensity: int
    grade: str
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where in the journey a quote belongs: a canonical step p01..p20 or "" (unclear), how sure (0..1) and which rule said so."""

    quote_id: str
    step: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One coded segment with all that is known of it: a row of the evidence table."""

    quote_id: str
    transcript_id: str
    participant_id: str
    turn: int
    char_start: int
    char_end: int
    start_s: float | None
    verbatim: str
    prompt: str
    code: str
    kind: str
    score: float
    second_code: str
    reason: str
    step: str
    phase: str
    phase_score: float
    phase_rule: str
    valence: int
    intensity: int
    force: str
    job_level: str
    experiencer: str
    reality: str
    polarity: str
    elicitation: str
    referent: str
    grade: str
    grade_reason: str
    counted: bool
    markers: str
    features: str
    theme_id: str = ""
    theme_role: str = ""
    #: provisional (suggested), reviewed (a researcher agreed) or edited (a researcher changed it)
    status: str = "provisional"


@dataclass(frozen=True, slots=True)
class Theme:
    """Quotes of one code that say the same thing, named in the customers' words.

    `participants` are those with at least one counted quote; `quote_ids` all members, most central first; `counter_ids`
    members or neighbours that deny it. It came back in `returned` of the `draws` resamples that could tell. Where speakers
    are not known, `n` and `n_total` are 0.
    """

    theme_id: str
    code: str
    kind: str
    statement: str
    keywords: str
    n: int
    n_total: int
    n_eligible: int
    prevalence: str
    participants: tuple[str, ...]
    quote_ids: tuple[str, ...]
    counter_ids: tuple[str, ...]
    exemplar_id: str
    second_id: str
    step_main: str
    phase_main: str
    valence: float
    intensity: float
    force: str
    job_levels: str
    spontaneous_n: int
    cohesion: float
    confidence: str
    status: str = "provisional"
    returned: int = 0
    draws: int = 0

    @classmethod
    def head(cls, theme_id: str, code: str, kind: str, statement: str) -> Theme:
        """Return a theme of this id and statement in which nothing is counted yet."""
        return cls(theme_id, code, kind, statement, "", 0, 0, 0, "", (), (), (), "", "", "", "", 0.0, 0.0, "", "", 0, 0.0, "")


@dataclass(frozen=True, slots=True)
class Decision:
    """One word of the researcher on one field of one quote, theme or participant, or one entry of a planning sheet; it survives re-runs.

    `target` is the id when it was decided; `anchor` finds the target again when ids have moved: of a quote its transcript,
    span and verbatim, of a theme its members, of a participant the transcripts. `new` is "" where an earlier decision is
    withdrawn. `replaces` are the ids of the decisions it takes the place of, so that the order of the file says nothing.
    `source` names the file it was read from and the state of the study that file was written from.
    """

    decision_id: str
    kind: Literal["quote", "theme", "participant", "entry"]
    target: str
    field: str
    old: str
    new: str
    who: str = ""
    when: str = ""
    replaces: tuple[str, ...] = ()
    source: str = ""
    anchor: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Decisions that could not be carried out together or at all, and why; the machine's suggestion stands meanwhile."""

    decision_ids: tuple[str, ...]
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileStatus:
    """How one input file fared: read, skipped (set aside: no transcript, or a copy of one) or failed (could not be read), and why."""

    file: str
    status: Literal["read", "skipped", "failed"]
    message: str = ""


def as_row(value: Any) -> dict[str, Any]:
    """Return a frozen value as a flat dict in field order, tuples joined by a space."""
    row = {}
    for f in fields(value):
        item = getattr(value, f.name)
        row[f.name] = " ".join(str(x) for x in item) if isinstance(item, tuple) else item
    return row


@dataclass(frozen=True, slots=True)
class Source:
    """A file as bytes, with what loaders ask of it again and again.

    `text` is the decoded content with LF line ends, or None where the bytes are not text (a zip, a PDF).
    """

    path: Path
    data: bytes
    text: str | None
    encoding: str
    warnings: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The file name's extension in lower case, with the dot."""
        return self.path.suffix.lower()
