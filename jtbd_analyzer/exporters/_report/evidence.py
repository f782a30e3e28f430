"""The evidence a page carries: quotes, transcripts, and the set of quotes behind every number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import chart_data, journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.text import clock

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Transcript
    from jtbd_analyzer.study import Study

#: what the page shows in one place, as plain values
Block = dict[str, Any]
#: how a status is shown: what the machine suggests must look other than what a researcher decided
STATUS: Final = {"provisional": "suggested", "reviewed": "confirmed", "edited": "edited"}
_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def utf16(text: str) -> int:
    """Return the length of `text` as a browser counts it."""
    return len(text) + sum(c > "\uffff" for c in text)


def quotes_of(n: int) -> str:
    """Return "1 quote" or "3 quotes"."""
    return f"{n} quote{'' if n == 1 else 's'}"


def script_json(value: Any) -> str:
    """Return `value` as JSON that is safe inside a script element: no <, >, &, nor line separators."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


class Evidence:
    """Collects the sets of quotes that numbers lead to while a page is made, and returns all the page needs to show them."""

    def __init__(self, study: Study, transcripts: bool) -> None:
        self.study, self.transcripts = study, transcripts
        self._place = {q.quote_id: i for i, q in enumerate(study.quote_rows)}
        self._homes = {t.transcript_id: t for t in study.transcript_rows}
        self._sets: dict[tuple[str, tuple[int, ...]], str] = {}

    def link(self, title: str, quote_ids: Sequence[str]) -> str:
        """Return the place in the page that shows `quote_ids` under `title`, or "" for no quotes."""
        key = (title, tuple(self._place[i] for i in dict.fromkeys(quote_ids) if i in self._place))
        return f"see={self._sets.setdefault(key, f's{len(self._sets)}')}" if key[1] else ""

    def count(self, title: str, quote_ids: Iterable[str], text: str = "") -> dict[str, str]:
        """Return a number to click on: its text ("n of N" people by counted quotes unless given) and where it leads."""
        ids = list(quote_ids)
        n = len(chart_data.voices(self.study, ids))
        place = self.link(title, ids)
        return {"text": text or n_of(n, self.study.n_total), "href": f"#{place}" if place else ""}

    def said(self, q: Quote) -> dict[str, str]:
        """Return one quote to show, with who said it and where it leads: to its transcript, or else to itself with its question."""
        href = f"#at={self._place[q.quote_id]}" if self.transcripts else f"#{self.link(q.quote_id, [q.quote_id])}"
        return {"text": q.verbatim, "who": q.participant_id, "time": clock(q.start_s), "id": q.quote_id, "href": href}

    def data(self) -> dict[str, Any]:
        """Return quotes, their questions, sets and (unless left out) transcripts as plain values for the page's script.

        A quote is a list in the order of `fields`; people, themes, codes and phases are numbered by their lists.
        """
        study = self.study
        people = {p.participant_id: i for i, p in enumerate(study.participant_rows)}
        themes = {t.theme_id: i for i, t in enumerate(study.theme_rows)}
        codes = {c: i for i, c in enumerate(CODES)}
        phases = {p.id: i for i, p in enumerate(study.framework.phases)}
        homes = {t.transcript_id: i for i, t in enumerate(study.transcript_rows)}
        cuts = list(dict.fromkeys(r["column"] for r in chart_data.table(study, "segments")))
        prompts: dict[str, int] = {}
        rows = []
        for q in study.quote_rows:
            start, end = self._span(q)
            rows.append([
                q.quote_id, homes.get(q.transcript_id, -1), people.get(q.participant_id, -1), q.turn, start, end, q.verbatim,
                prompts.setdefault(q.prompt, len(prompts)), codes.get(q.code, -1), phases.get(q.phase, -1), q.force, q.grade, int(q.counted),
                themes.get(q.theme_id, -1), clock(q.start_s), q.grade_reason, q.reason, round(q.score, 2), journey.step_name(q.step) or "unclear",
                q.polarity, STATUS.get(getattr(q, "status", "provisional"), "suggested"),
            ])
        return {
            "fields": "id home who turn start end text prompt code phase force grade counted theme time why reason score step polarity status".split(),
            "quotes": rows, "prompts": list(prompts),
            "people": [[p.participant_id, p.display_name, [f"{c}: {v}" for c in cuts if (v := p.attributes.get(c, ""))]]
                       for p in study.participant_rows],
            "segments": list(dict.fromkeys(f"{c}: {v}" for c in cuts for p in study.participant_rows if (v := p.attributes.get(c, "")))),
            "themes": [[t.theme_id, t.statement, codes.get(t.code, -1), n_of(t.n, study.n_total), STATUS.get(t.status, "suggested")] for t in study.theme_rows],
            "codes": [[c.name, c.label] for c in CODES.values()], "phases": [[p.id, p.name] for p in study.framework.phases], "n": study.n_total,
            "sets": {name: [title, list(ids)] for (title, ids), name in self._sets.items()},
            "transcripts": [_turns(t) for t in study.transcript_rows] if self.transcripts else [],
        }

    def _span(self, q: Quote) -> tuple[int, int]:
        """Return where a quote stands in its turn, as a browser counts."""
        t = self._homes.get(q.transcript_id)
        if t is None or not 0 <= q.turn < len(t.turns) or not self.transcripts:
            return 0, 0
        start = utf16(t.source_text[t.turns[q.turn].char_start : q.char_start])
        return start, start + utf16(q.verbatim)


def _turns(t: Transcript) -> list[Any]:
    return [t.transcript_id, [[x.speaker, x.role[0], clock(x.start_s), t.text(x)] for x in t.turns]]
