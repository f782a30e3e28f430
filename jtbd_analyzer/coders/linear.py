"""Codes by logistic regression on frozen vectors: the sentence, the sentences beside it, the question, and what the words show."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from jtbd_analyzer import bank
from jtbd_analyzer.cache import open_store
from jtbd_analyzer.model import Coding
from jtbd_analyzer.overlays import feeling
from jtbd_analyzer.scheme import CODES, NONE
from jtbd_analyzer.text import digest, readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.stages import Interview, Vectors

LABELS: Final = (NONE, *CODES)
_PHASES: Final = ("struggle", "evaluation", "growth")
#: surface cues of tense, frame and person; soft evidence beside the vectors
_CUES: Final = tuple(re.compile(p, re.I) for p in (
    r"\?", r"n't\b|\bnot\b|\bnever\b|\bno\b", r"\b(?:i|we)\b", r"\byou\b", r"\bthey|he|she\b", r"\bwould\b|'d\b", r"\bused to\b|\balways\b|\bevery\b", r"\bnow\b|\bsince\b|\bthese days\b",
    r"\b(?:want|need|hope|wish)(?:ed|s|ing)?\b", r"\b(?:was|were|did|had|went|came|got|said)\b", r"\b\w+ed\b", r"\b(?:will|'ll|going to)\b", r"\bif\b", r"\b(?:more|less|better|than|rather|most)\b",
    r"[£$€]|\b(?:price|cost|paid|pay|expensive|cheap|budget)\b", r"\b(?:because|so that|so)\b", r"\b(?:worried|nervous|afraid|scared|not sure|concern\w*)\b", r"\d",
))
_CONTEXT: Final = 0.5  #: weight of the neighbours' and the question's vectors beside the sentence's own


@dataclass(frozen=True)
class LinearCoder:
    """Learns from the bank with any sentence model in under a minute, once per bank and model; then codes in no time."""

    strength: float = field(default=2.0, metadata={"min": 0.001})  #: inverse of the regularisation
    none_weight: float = field(default=1.0, metadata={"min": 0.05, "max": 20.0})  #: factor on the probability of "none"
    #: sentences of participants learnt from at most, whole interviews in an order that has nothing to do with what they are about;
    #: the time that learning takes grows with it, about a minute for these on two cores
    examples: int = field(default=5000, metadata={"min": 100})
    seed: int = 7

    def fingerprint(self) -> str:
        """Return what identifies the decisions, together with the embedder's own fingerprint."""
        return f"linear-1:{bank.fingerprint()[:16]}:{self.strength}:{self.none_weight}:{self.examples}:{self.seed}"

    def __call__(self, interview: Interview, embed: Callable[[Sequence[str]], Vectors]) -> tuple[Coding, ...]:
        """Return one coding per segment; see `stages.Coder`."""
        if not interview.segments:
            return ()
        weights = _weights(self, embed)
        x = features([s.verbatim for s in interview.segments], [s.prompt for s in interview.segments],
                     [s.first_of_turn for s in interview.segments], embed)
        code, phase, valence = (_softmax(x @ weights[f"{k}.w"].T + weights[f"{k}.b"]) for k in ("code", "phase", "valence"))
        code[:, 0] *= self.none_weight
        code /= code.sum(axis=1, keepdims=True)
        out = []
        for s, p, ph, v in zip(interview.segments, code, phase, valence, strict=True):
            order = np.argsort(-p, kind="stable")
            best, second, k = int(order[0]), int(order[1]), int(ph.argmax())
            name, other = LABELS[best].replace("_", " "), LABELS[second].replace("_", " ")
            out.append(Coding(
                s.quote_id, LABELS[best], round(float(p[best]), 4), LABELS[second], round(float(p[second]), 4),
                f"most like the bank's examples of {name} ({p[best]:.2f}), then {other} ({p[second]:.2f})", _PHASES[k], round(float(ph[k]), 4),
                "", feeling(dict(zip(LABELS, p.tolist(), strict=True)), v.tolist()),
            ))
        return tuple(out)


def features(texts: Sequence[str], prompts: Sequence[str], first: Sequence[bool], embed: Callable[[Sequence[str]], Vectors]) -> NDArray[np.float32]:
    """Return (n, 4·d + cues): vectors of sentence, previous, next and question (the last three at half weight), and surface cues."""
    own = [readable(t) or "." for t in texts]
    asked = [" ".join(readable(p).split()[-40:]) or "." for p in prompts]
    both = embed([*own, *asked])
    v, q = both[: len(own)], both[len(own) :]
    zero = np.zeros_like(v[:1])
    before, after = np.vstack([zero, v[:-1]]), np.vstack([v[1:], zero])
    length = np.array([[min(2.0, len(t.split()) / 20)] for t in own])
    cues = np.array([[float(bool(c.search(t))) for c in _CUES] for t in own]) * 0.3
    starts = np.array([[float(f)] for f in first]) * 0.3
    return np.hstack([v, _CONTEXT * before, _CONTEXT * after, _CONTEXT * q, cues, starts, length]).astype(np.float32)


def _softmax(z: NDArray[np.floating]) -> NDArray[np.float64]:
    wide = np.asarray(z, dtype=np.float64)
    e = np.exp(wide - wide.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


_made: dict[str, dict[str, Any]] = {}


def _weights(coder: LinearCoder, embed: Callable[[Sequence[str]], Vectors]) -> dict[str, Any]:
    """Return the weights for this bank and sentence model: from memory, from the cache, or trained now."""
    probe = embed(["I just wanted to know who had it."])  # two models with the same answer here are the same model
    key = digest(coder.fingerprint(), np.round(probe, 3).tobytes().hex())
    if key not in _made:
        store = open_store()
        found = store.get("linear", [key])
        if key in found:
            with np.load(io.BytesIO(found[key])) as packed:
                _made[key] = {k: packed[k] for k in packed.files}
        else:
            _made[key] = train(some(bank_rows(), coder.examples), coder.strength, embed)
            out = io.BytesIO()
            np.savez(out, **_made[key])
            store.put("linear", {key: out.getvalue()})
        store.close()
    return _made[key]


@cache
def bank_rows(held_back: bool = False) -> tuple[bank.Labelled, ...]:
    """Return the interviews to learn from, or those held back."""
    return tuple(i for i in bank.load() if i.held_back == held_back)


def some(interviews: Sequence[bank.Labelled], examples: int) -> tuple[bank.Labelled, ...]:
    """Return interviews that together hold at most `examples` sentences of participants (one interview at least), by a hash of their names."""
    out: list[bank.Labelled] = []
    for i in sorted(interviews, key=lambda i: digest(i.name)):
        examples -= sum(line.code is not None for line in i.lines)
        if examples < 0 and out:
            break
        out.append(i)
    return tuple(out)


def laid_out(interviews: Sequence[bank.Labelled], embed: Callable[[Sequence[str]], Vectors]) -> tuple[NDArray[np.float32], list[bank.Line]]:
    """Return the features of every participant line and the lines."""
    rows, lines = [], []
    for i in interviews:
        texts, prompts, first, prompt, fresh = [], [], [], "", True
        for line in i.lines:
            if line.code is None:
                prompt, fresh = line.text, True
                continue
            texts.append(line.text)
            prompts.append(prompt)
            first.append(fresh)
            lines.append(line)
            fresh = False
        if texts:
            rows.append(features(texts, prompts, first, embed))
    return np.vstack(rows), lines


def train(interviews: Sequence[bank.Labelled], strength: float, embed: Callable[[Sequence[str]], Vectors]) -> dict[str, Any]:
    """Return weights and biases of the three heads: code, phase, valence."""
    from sklearn.linear_model import LogisticRegression

    embed([t for i in interviews for line in i.lines for t in [readable(line.text) or "."]])  # one pass over all texts is faster than one per interview
    x, lines = laid_out(interviews, embed)
    out: dict[str, Any] = {}
    heads: tuple[tuple[str, tuple[Any, ...], list[Any]], ...] = (
        ("code", LABELS, [line.code for line in lines]),
        ("phase", _PHASES, [line.phase for line in lines]),
        ("valence", (-1, 0, 1), [int(np.sign(line.valence)) for line in lines]),
    )
    for name, classes, labels in heads:
        inside = [i for i, y in enumerate(labels) if y in classes]
        y = np.array([classes.index(labels[i]) for i in inside])
        model = LogisticRegression(C=strength, max_iter=300).fit(x[inside], y)
        w = np.zeros((len(classes), x.shape[1]), dtype=np.float32)
        b = np.full(len(classes), -30.0, dtype=np.float32)  # a class without examples is never chosen
        w[model.classes_], b[model.classes_] = model.coef_, model.intercept_
        out |= {f"{name}.w": w, f"{name}.b": b}
    return out
