"""Sentences by punctuation, long run-on talk cut at clause borders by spaCy's parser, each with its grammar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import grammar, models
from jtbd_analyzer.model import Segment, Transcript
from jtbd_analyzer.text import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class SpacySegmenter:
    """Cuts participant turns into sentences; speech without punctuation is cut by the parser."""

    #: a unit longer than this many words is cut at sentence or clause borders the parser finds
    max_words: int = field(default=45, metadata={"min": 15})
    #: characters of the interviewer's last turn kept as context
    prompt_chars: int = field(default=400, metadata={"min": 0})

    def fingerprint(self) -> str:
        """Return what identifies the units: settings and the parser's package."""
        return f"spacy-4:{self.max_words}:{self.prompt_chars}:{models.spacy_package()}"

    def __call__(self, transcript: Transcript) -> tuple[Segment, ...]:
        """Return the participant segments of `transcript` in order; see `stages.Segmenter`."""
        nlp = models.spacy_pipeline()
        units: list[tuple[int, int, int]] = []
        for k, turn in enumerate(transcript.turns):
            if turn.role == "participant":
                words = transcript.text(turn)
                units += [(k, turn.char_start + a, turn.char_start + b) for a, b in sentences(words)]
        text = transcript.source_text
        docs = list(nlp.pipe((text[a:b] for _, a, b in units), batch_size=128))
        cut: list[tuple[int, int, int, Any]] = []
        for (k, a, b), doc in zip(units, docs, strict=True):
            pieces = _pieces(doc, self.max_words)
            if len(pieces) == 1:
                cut.append((k, a, b, doc))
            else:
                parsed = nlp.pipe((doc.text[x:y] for x, y in pieces), batch_size=128)
                cut += [(k, a + x, a + y, d) for (x, y), d in zip(pieces, parsed, strict=True)]
        return self._made(transcript, cut)

    def _made(self, transcript: Transcript, cut: list[tuple[int, int, int, Any]]) -> tuple[Segment, ...]:
        prompts, last = [], ""
        for turn in transcript.turns:
            prompts.append(last)
            if turn.role == "interviewer":
                last = transcript.text(turn)[-self.prompt_chars :] if self.prompt_chars else ""
        out, previous = [], -1
        for n, (k, a, b, doc) in enumerate(cut):
            turn = transcript.turns[k]
            out.append(Segment(
                f"{transcript.transcript_id}-{n:04d}", transcript.transcript_id, turn.participant_id, k, n, a, b, transcript.source_text[a:b],
                prompts[k], _time(turn.start_s, turn.end_s, turn.char_start, turn.char_end, a), k != previous, grammar.describe(doc),
            ))
            previous = k
        return tuple(out)


def _time(start: float | None, end: float | None, char_start: int, char_end: int, at: int) -> float | None:
    """Return about when the unit was said: the turn's time, moved on by its place in the turn."""
    if start is None or end is None or char_end <= char_start:
        return start
    return round(start + max(0.0, end - start) * (at - char_start) / (char_end - char_start), 1)


#: where run-on talk may be cut: before these words at the head of a clause
_CUTS = frozenset({"and", "but", "so", "because", "then", "which", "or", "cause", "cos", "'cause"})
_MIN_PIECE = 8


def _pieces(doc: Doc, limit: int) -> list[tuple[int, int]]:
    """Return the spans `doc` is cut into: itself if short, else its parsed sentences, those again cut before clause heads."""
    def count(a: int, b: int) -> int:
        return sum(1 for t in doc[a:b] if not t.is_punct and not t.is_space)

    if count(0, len(doc)) <= limit:
        return [(0, len(doc.text))]
    spans = [(s.start, s.end) for s in doc.sents]
    out: list[tuple[int, int]] = []
    for start, b in spans:
        a = start
        while count(a, b) > limit:
            borders = [i for i in range(a + 1, b) if doc[i].lower_ in _CUTS and doc[i].dep_ in ("cc", "mark", "advmod", "nsubj", "ROOT", "dobj")
                       and count(a, i) >= _MIN_PIECE and count(i, b) >= _MIN_PIECE and count(a, i) <= limit]
            if not borders:
                break
            out.append((a, borders[-1]))
            a = borders[-1]
        out.append((a, b))
    merged: list[tuple[int, int]] = []
    for a, b in out:
        if merged and (count(a, b) < 4 or count(*merged[-1]) < 4) and count(merged[-1][0], b) <= limit:
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    spans_c = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in merged if b > a]
    return [(x, y) for x, y in spans_c if doc.text[x:y].strip()] or [(0, len(doc.text))]
