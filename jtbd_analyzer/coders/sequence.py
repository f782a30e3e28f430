"""Codes by a network that encodes each sentence once and then reads the whole interview, questions included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import ModelError
from jtbd_analyzer.model import Coding, Lesson
from jtbd_analyzer.models import file_sha256
from jtbd_analyzer.overlays import FEELINGS, feeling
from jtbd_analyzer.scheme import NONE, kind_of
from jtbd_analyzer.text import digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from jtbd_analyzer.stages import Interview, Vectors

    Row = NDArray[np.float64]

WEIGHTS: Final = Path(__file__).parent / "weights"
#: share of sentences of a code with one feeling from which the other contradicts it
_ONE_SIDED: Final = 0.8


@dataclass(frozen=True)
class SequenceCoder:
    """A fine-tuned encoder with a recurrent reader over the interview; the most accurate coder that fits a laptop."""

    #: "sequence" or "accurate", which come with the project, or the path of a file that `jtbd train` made
    weights: str = "sequence"
    #: factor on the probability of "none"; below 1 codes more. 0.7 gave the best agreement on held-back interviews of the bank
    none_weight: float = field(default=0.7, metadata={"min": 0.05, "max": 20.0})
    #: score below which a quote is shown and not counted until a person confirms it; of those below 0.3 one in five was right on
    #: held-back interviews, of those at 0.3 to 0.5 one in two
    counted_from: float = field(default=0.3, metadata={"min": 0.0, "max": 1.0})
    #: how firmly the head stays where training left it when a researcher's corrections pull at it; chosen on halves of held-back interviews
    firmness: float = field(default=100.0, metadata={"min": 0.01})
    _nets: tuple[Any, ...] = field(default=(), repr=False, compare=False)
    _mark: str = ""  # of the corrections learnt

    def path(self) -> Path:
        """Return the weights file; raises ModelError if it is not there."""
        named = WEIGHTS / f"{self.weights}.safetensors"
        path = named if named.is_file() else Path(self.weights).expanduser()
        if not path.is_file():
            raise ModelError(f"code.weights: must be 'sequence', 'accurate' or a file that 'jtbd train' made; got {self.weights!r}. Check the path.")
        return path

    def fingerprint(self) -> str:
        """Return what identifies the decisions."""
        return f"sequence-3:{_hash(self.path())}:{self.none_weight}:{self.counted_from}" + (f":{self._mark}" if self._mark else "")

    def taught(self, interviews: Sequence[Interview], lessons: Sequence[Lesson]) -> SequenceCoder:
        """Return a coder that has learnt a researcher's corrections to sentences of these interviews; itself where none is of them."""
        from jtbd_analyzer import sequence_net as net

        by_place = {(x.transcript_id, x.char_start): x for x in lessons}
        marked = []
        for i in interviews:
            said, places = _utterances(i)
            own = [(at, by_place[i.transcript.transcript_id, s.char_start].code) for s, at in zip(i.segments, places, strict=True)
                   if (i.transcript.transcript_id, s.char_start) in by_place]
            if own:
                marked.append((said, own))
        if not marked:
            return self
        mark = digest(str(self.firmness), *(f"{x.transcript_id}:{x.char_start}:{x.char_end}:{x.code}" for x in sorted(lessons)))[:16]
        return replace(self, _nets=tuple(net.taught(n, marked, self.firmness) for n in _nets(self.path())), _mark=mark)

    def claims(self, texts: Sequence[str], codes: Sequence[str]) -> list[tuple[float, float]]:
        """Return per text, said alone, how much likelier it is of its code than of none, p / (p + p of none), and how far its feeling fits, 0..1.

        The feeling counts for codes that are nearly always good or bad news: a theme of pains is not to be named "everything else is solid".
        """
        from jtbd_analyzer import sequence_net as net

        read, felt = net.read_alone(self._nets or _nets(self.path()), texts)
        at = [net.LABELS.index(c) for c in codes]
        none = net.LABELS.index(NONE)
        claimed = [float(row[k] / (row[k] + row[none])) for row, k in zip(read, at, strict=True)]
        return [(round(p, 3), round(_fits(c, f.tolist()), 3)) for p, c, f in zip(claimed, codes, felt, strict=True)]

    def __call__(self, interview: Interview, embed: Callable[[Sequence[str]], Vectors]) -> tuple[Coding, ...]:
        """Return one coding per segment; `embed` is not needed, the network brings its own encoder."""
        from jtbd_analyzer import sequence_net as net

        nets = self._nets or _nets(self.path())
        utterances, places = _utterances(interview)
        if not places:
            return ()
        codes, phases, valences = net.read(nets, utterances)
        return tuple(self._coding(s.quote_id, codes[i], phases[i], valences[i]) for s, i in zip(interview.segments, places, strict=True))

    def _coding(self, quote_id: str, code: Row, phase: Row, valence: Row) -> Coding:
        """Return the decision on one segment: first its kind, by the sum of its codes, then the likeliest code of that kind."""
        from jtbd_analyzer.sequence_net import LABELS, PHASES

        p = code.copy()
        p[0] *= self.none_weight
        p /= p.sum()
        kinds = [kind_of(c) for c in LABELS]
        shares = {k: sum(x for x, own in zip(p, kinds, strict=True) if own == k) for k in dict.fromkeys(kinds)}
        kind = max(shares, key=lambda k: shares[k])
        best = max((i for i, k in enumerate(kinds) if k == kind), key=lambda i: p[i])
        second = max((i for i in range(len(p)) if i != best), key=lambda i: p[i])
        among = phase[:3] / max(1e-9, phase[:3].sum())
        k = int(among.argmax())
        return Coding(
            quote_id, LABELS[best], round(float(p[best]), 4), LABELS[second], round(float(p[second]), 4),
            _reason(LABELS[best], float(p[best]), LABELS[second], float(p[second])), PHASES[k], round(float(among[k]), 4), "",
            feeling(dict(zip(LABELS, p.tolist(), strict=True)), valence.tolist()), bool(best == 0 or p[best] >= self.counted_from),
        )


def _fits(code: str, felt: Sequence[float]) -> float:
    """Return how likely words of feeling `felt` (negative, neutral, positive) do not contradict the usual feeling of `code`; 1 where it has none."""
    bad, _, good = FEELINGS.get(code, (0.0, 1.0, 0.0))
    return 1.0 - (felt[2] if bad > _ONE_SIDED else felt[0] if good > _ONE_SIDED else 0.0)


def _reason(code: str, score: float, second: str, other: float) -> str:
    words = {NONE: "no code"}
    name, runner = words.get(code, code.replace("_", " ")), words.get(second, second.replace("_", " "))
    how = "clearly" if score - other > 0.5 else "rather" if score - other > 0.2 else "narrowly"
    # a kind is chosen first, by the sum of its codes, so that the likeliest single code may be of another kind
    return f"read in context {how} as {name} ({score:.2f}); next {runner} ({other:.2f})"


def _utterances(interview: Interview) -> tuple[list[Any], list[int]]:
    """Return the interview as the network reads it, and where each segment stands in it."""
    from jtbd_analyzer.sequence_net import Utterance

    by_turn: dict[int, list[Any]] = {}
    for s in interview.segments:
        by_turn.setdefault(s.turn, []).append(s)
    utterances: list[Utterance] = []
    places: list[int] = []
    previous = "interviewer"
    for turn in interview.transcript.turns:
        if turn.index in by_turn:
            for s in by_turn[turn.index]:
                places.append(len(utterances))
                utterances.append(Utterance(s.verbatim, True, previous != "participant"))
                previous = "participant"
        elif turn.role == "interviewer":
            utterances.append(Utterance(interview.transcript.text(turn), False, previous != "interviewer"))
            previous = "interviewer"
    return utterances, places


@cache
def _nets(path: Path) -> Any:
    from jtbd_analyzer import sequence_net as net

    return net.restore(path)[0]


@cache
def _hash(path: Path) -> str:
    return file_sha256(path)[:16]
