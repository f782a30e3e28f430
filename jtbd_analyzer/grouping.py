"""From coded quotes to themes: what stands around each quote and which clauses it has, then the chosen parts of grouping and naming."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import likeness, themes
from jtbd_analyzer.families import Around
from jtbd_analyzer.model import Clause, Form, Quote
from jtbd_analyzer.remembered import Embedding, clustering, rated
from jtbd_analyzer.text import readable
from jtbd_analyzer.vectors import one_thread, unit

if TYPE_CHECKING:
    from jtbd_analyzer.cache import Store
    from jtbd_analyzer.stages import Interview, Progress, Vectors


def grouped_by(quotes: Sequence[Quote], clauses: Mapping[str, tuple[Clause, ...]], parts: Mapping[str, Any], store: Store,
             setting: themes.Setting, progress: Progress) -> themes.Grouping:
    """Return the themes of `quotes`, grouped and named by the chosen parts, with `clauses` of each quote to be named by."""
    progress("group", "", 0, 1)
    alike = Embedding(parts["alike"], store)
    rating = rated(clauses, quotes, parts["alike"], alike, store)
    with one_thread():
        made = themes.group(quotes, alike, clustering(parts["group"], store), parts["name"], rating, setting)
    progress("group", "", 1, 1)
    return made


def around_of(interviews: Sequence[Interview], quotes: Sequence[Quote], embed: Callable[[Sequence[str]], Vectors]) -> Around:
    """Return what stands around the quotes that may form themes: the end of the question and what their speaker says beside them."""
    told = {i.transcript.transcript_id: i.transcript for i in interviews}
    words = {}
    for q in (q for q in quotes if q.counted and q.kind in themes.GROUPED):
        t = told[q.transcript_id]
        turn = t.turns[q.turn]
        words[q.quote_id] = likeness.surroundings(t.source_text, (turn.char_start, turn.char_end), (q.char_start, q.char_end), q.prompt)
    rows = unit(embed(list(words.values()))) if words else ()
    return Around(words, dict(zip(words, rows, strict=True)))


def clauses_of(interviews: Sequence[Interview]) -> dict[str, tuple[Clause, ...]]:
    """Return the clauses of every segment by quote id, words as said."""
    return {
        s.quote_id: tuple(Clause(s.verbatim[a:b], Form(f)) for (a, b), f in zip(s.grammar.clauses, s.grammar.clause_forms, strict=True))
        for i in interviews for s in i.segments
    }


def vectors_of(quotes: Sequence[Quote], embed: Callable[[Sequence[str]], Vectors]) -> dict[str, Any]:
    """Return the unit vector of each quote's words by id, in half precision; they are in the store since the grouping."""
    import numpy as np

    rows = unit(embed([readable(q.verbatim) for q in quotes])).astype(np.float16) if quotes else ()
    return dict(zip((q.quote_id for q in quotes), rows, strict=True))
