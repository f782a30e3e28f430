"""Stages that remember: what is dear to compute is looked up in the store first, and kept there for the next run."""

from __future__ import annotations

import hashlib
import inspect
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from jtbd_analyzer import models, themes
from jtbd_analyzer import vectors as shared
from jtbd_analyzer.model import Clause, Coding, Grammar, Quote, Segment, Transcript
from jtbd_analyzer.text import digest
from jtbd_analyzer.trimming import trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.cache import Store
    from jtbd_analyzer.stages import Interview, Labels, Offers, Progress, Vectors


class Embedding:
    """An embedder that remembers: each distinct text is embedded once per model, over runs if the store is kept."""

    def __init__(self, embedder: Any, store: Store) -> None:
        self._embedder, self._store, self._known = embedder, store, dict[str, Any]()
        self._space = f"vector:{embedder.fingerprint()}"

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors (len(texts), dimensions)."""
        keys = [digest(t) for t in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        stored = self._store.get(self._space, sorted(missing))
        self._known |= {k: np.frombuffer(b, dtype=np.float32) for k, b in stored.items()}
        new = sorted(k for k in missing if k not in stored)
        if new:
            rows = np.asarray(self._embedder([missing[k] for k in new]), dtype=np.float32)
            self._known |= dict(zip(new, rows, strict=True))
            self._store.put(self._space, [(k, r.tobytes()) for k, r in zip(new, rows, strict=True)])
        return np.stack([self._known[k] for k in keys]) if keys else np.zeros((0, 0), dtype=np.float32)


class Clustering:
    """A clusterer that remembers the groups of each array it was given; a run groups every family some twenty times over resamples.

    What is kept is labels, by a hash of the array and of all that decides on them: options, source text, libraries.
    """

    def __init__(self, clusterer: Any, store: Store) -> None:
        self._clusterer, self._store = clusterer, store
        state = hashlib.sha256(repr(clusterer).encode())
        own = inspect.getmodule(type(clusterer))
        beside = sorted(Path(own.__file__).parent.glob("*.py")) if own is not None and own.__file__ else []
        for path in (*beside, Path(shared.__file__)):
            state.update(path.read_bytes())
        for library in ("numpy", "hdbscan", "scikit-learn"):
            state.update(f"{library} {metadata.version(library)}".encode())
        self._space = f"group:{state.hexdigest()[:24]}"

    def __call__(self, vectors: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return a label per row, -1 for none, and which rows were rescued; see `stages.Clusterer`."""
        labels, rescued = self._kept(lambda: self._clusterer(vectors, people), (vectors,), people)
        return labels, rescued.astype(np.bool_)

    def _kept(self, made: Callable[[], tuple[Labels, NDArray[Any]]], arrays: Sequence[NDArray[Any]], people: Sequence[str]) -> tuple[Labels, Labels]:
        """Return two rows of whole numbers for `arrays`, from the store or else `made` now and kept there."""
        rows = [np.ascontiguousarray(x) for x in arrays]
        key = hashlib.sha256(f"{[(x.shape, str(x.dtype)) for x in rows]} {[*people]}".encode())
        for x in rows:
            key.update(x.tobytes())
        name, n = key.hexdigest(), len(rows[0])
        found = np.frombuffer(self._store.get(self._space, [name]).get(name, b""), dtype=np.int64)
        if n and len(found) >= n:
            return found[:n].copy(), found[n:].copy()
        labels, second = made()
        self._store.put(self._space, {name: np.concatenate([labels, second]).astype(np.int64).tobytes()})
        return labels, second


class Stating(Clustering):
    """The same of a clusterer that can make groups around clauses."""

    def around(self, vectors: NDArray[np.floating], words: NDArray[np.floating], offers: Offers, people: Sequence[str] = (),
               drawn_from: int = 0) -> tuple[Labels, Labels]:
        """Return a label per row and the place in `offers` of the clause each label is around; see `stages.Clusterer`."""
        arrays = (vectors, words, offers.rows, offers.source, offers.rating, offers.claim, np.array([drawn_from]))
        return self._kept(lambda: self._clusterer.around(vectors, words, offers, people, drawn_from), arrays, people)


class Contextual(Clustering):
    """The same of a clusterer that can read rows that hold their context."""

    def within(self, vectors: NDArray[np.floating], alone: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return a label per row, -1 for none, and which rows were rescued; see `stages.Clusterer`."""
        labels, rescued = self._kept(lambda: self._clusterer.within(vectors, alone, people), (vectors, alone), people)
        return labels, rescued.astype(np.bool_)


def clustering(clusterer: Any, store: Store) -> Clustering:
    """Return `clusterer` remembering its groups."""
    kind = Stating if hasattr(clusterer, "around") else Contextual if hasattr(clusterer, "within") else Clustering
    return kind(clusterer, store)


def rated(clauses: Mapping[str, tuple[Clause, ...]], quotes: Sequence[Quote], alike: Any, embed: Callable[[Sequence[str]], Vectors],
          store: Store) -> dict[str, tuple[Clause, ...]]:
    """Return `clauses` by quote id, each with how well it would do as a name; as they were from embedders that cannot say.

    What is rated is the clause as it would be shown.
    """
    if not hasattr(alike, "ratings"):
        return dict(clauses)
    code_of = {q.quote_id: q.code for q in quotes}
    wanted = {digest(t, code_of[i]): (t, code_of[i]) for i, found in clauses.items() for c in found for t in (trimmed(c.text),)}
    known = _known(f"rating:{alike.fingerprint()}", wanted, lambda texts, codes: [(x,) for x in alike.ratings(embed(texts), codes)], store)
    return {i: tuple(replace(c, worth=known[digest(trimmed(c.text), code_of[i])][0]) for c in found) for i, found in clauses.items()}


def _known(space: str, wanted: Mapping[str, tuple[str, str]], ask: Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]],
           store: Store) -> dict[str, list[float]]:
    """Return the numbers for each key of `wanted` (words, code), from the store or else asked for and kept there, three places of each."""
    known = {k: [float(x) for x in told.split()] for k, told in store.get(space, sorted(wanted)).items()}
    new = sorted(k for k in wanted if k not in known)
    if new:
        fresh = [[round(float(x), 3) for x in told] for told in ask([wanted[k][0] for k in new], [wanted[k][1] for k in new])]
        known |= dict(zip(new, fresh, strict=True))
        store.put(space, [(k, " ".join(map(str, told)).encode()) for k, told in zip(new, fresh, strict=True)])
    return known


def segmented(transcripts: Sequence[Transcript], segmenter: Any, store: Store, progress: Progress) -> list[tuple[Segment, ...]]:
    """Return the segments of each transcript, from the store where its text and the segmenter are as before."""
    space = f"segment:{segmenter.fingerprint()}"
    keys = [digest(t.source_text, t.transcript_id, json.dumps([(x.role, x.participant_id, x.start_s, x.end_s) for x in t.turns])) for t in transcripts]
    found = store.get(space, keys)
    if any(k not in found for k in keys):
        # new words will need vectors: the model library takes seconds to import, so it is imported beside the parsing
        threading.Thread(target=models.warm_up, daemon=True).start()
    out = []
    for k, (t, key) in enumerate(zip(transcripts, keys, strict=True)):
        progress("segment", t.file, k, len(transcripts))
        if key in found:
            out.append(_unpacked(t, json.loads(found[key])))
            continue
        segments = segmenter(t)
        store.put(space, {key: json.dumps(_packed(segments)).encode()})
        out.append(segments)
    progress("segment", "", len(transcripts), len(transcripts))
    return out


def _packed(segments: Sequence[Segment]) -> list[list[Any]]:
    """Return segments as numbers and flags only: the store holds no words."""
    return [[s.turn, s.char_start, s.char_end, len(s.prompt), s.start_s, s.first_of_turn, asdict(s.grammar)] for s in segments]


def _unpacked(t: Transcript, rows: Sequence[Sequence[Any]]) -> tuple[Segment, ...]:
    asked, last = [], ""
    for turn in t.turns:
        asked.append(last)
        last = t.text(turn) if turn.role == "interviewer" else last
    out = []
    for n, (turn, a, b, prompt, start, first, g) in enumerate(rows):
        grammar = Grammar(**{**g, "clauses": tuple(tuple(c) for c in g["clauses"]), "clause_forms": tuple(g["clause_forms"])})
        text = asked[turn][len(asked[turn]) - prompt :] if prompt else ""
        out.append(Segment(f"{t.transcript_id}-{n:04d}", t.transcript_id, t.turns[turn].participant_id, turn, n, a, b, t.source_text[a:b],
                           text, start, first, grammar))
    return tuple(out)


def coded(interviews: Sequence[Interview], coder: Any, embed: Callable[[Sequence[str]], Vectors], store: Store,
          progress: Progress) -> list[tuple[Coding, ...]]:
    """Return the codings of each interview, from the store where its words and the coder are as before."""
    space, out = f"code:{coder.fingerprint()}", []
    for k, i in enumerate(interviews):
        progress("code", i.transcript.file, k, len(interviews))
        turns = json.dumps([(x.role, x.char_start, x.char_end) for x in i.transcript.turns])
        key = digest(i.transcript.source_text, turns, *(f"{s.quote_id}:{s.char_start}:{s.char_end}" for s in i.segments))
        found = store.get(space, [key])
        if key in found:
            codings = tuple(Coding(**row) for row in json.loads(found[key]))
        else:
            codings = tuple(coder(i, embed))
            store.put(space, {key: json.dumps([asdict(c) for c in codings]).encode()})
        out.append(codings)
    progress("code", "", len(interviews), len(interviews))
    return out


def claimed(clauses: Mapping[str, tuple[Clause, ...]], quotes: Sequence[Quote], coder: Any, store: Store) -> dict[str, tuple[Clause, ...]]:
    """Return the clauses of `quotes`, each with how much of its quote's claim it makes alone; as they were from coders that cannot say.

    A quote is often a long sentence of which one clause is why it was coded and the others tell what happened around it.
    """
    own = {q.quote_id: clauses.get(q.quote_id, ()) for q in quotes if q.counted and q.kind in themes.GROUPED}
    if not hasattr(coder, "claims"):
        return own
    code_of = {q.quote_id: q.code for q in quotes}
    wanted = {digest(c.text, code_of[i]): (c.text, code_of[i]) for i, found in own.items() for c in found}
    known = _known(f"claim-2:{coder.fingerprint()}", wanted, coder.claims, store)

    def told(c: Clause, code: str) -> Clause:
        claim, fits = known[digest(c.text, code)]
        return replace(c, claim=claim, fits=fits)

    return {i: tuple(told(c, code_of[i]) for c in found) for i, found in own.items()}
