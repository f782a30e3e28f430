"""What finds a thing decided on again in another run: of a quote its words and place, of a theme its quotes, of a person the transcripts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.text import digest, squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Participant, Study

#: fewest words by which a quote is known again in a transcript of another name
_KNOWN_WORDS: Final = 5


def place_of(q: Quote) -> tuple[str, int, int]:
    """Return where `q` stands: transcript (of an excerpt without one, its row) and span."""
    return q.transcript_id or q.quote_id, q.char_start, q.char_end


def mark_of(q: Quote) -> str:
    """Return what tells the words of `q`, so that a theme is known again where lines were added or a file was renamed."""
    return digest(squeeze(q.verbatim))[:8]


def anchor_of_quote(q: Quote) -> dict[str, Any]:
    """Return what finds `q` again: transcript, span and words; and the code it had."""
    transcript, start, end = place_of(q)
    return {"transcript": transcript, "start": start, "end": end, "verbatim": q.verbatim, "code": q.code}


def anchor_of_theme(base: Study, theme: Theme) -> dict[str, Any]:
    """Return what finds `theme` again: its members in `base`, the study before corrections, by place."""
    own = [q for q in base.quote_rows if q.theme_id == theme.theme_id]
    return {"code": theme.code, "statement": theme.statement, "quotes": [[*place_of(q), mark_of(q)] for q in own]}


def anchor_of_participant(study: Study, person: Participant) -> dict[str, Any]:
    """Return what finds `person` again: the transcripts they speak in and the name they have there."""
    names = {s.name for t in study.transcript_rows for s in t.speakers if s.participant_id == person.participant_id}
    return {"transcripts": list(person.transcript_ids), "names": sorted(names)}


@dataclass(frozen=True)
class Places:
    """Where the things decided on are in one study as the machine made it."""

    study: Study

    @cached_property
    def _by_span(self) -> dict[tuple[str, int, int], Quote]:
        return {place_of(q): q for q in self.study.quote_rows}

    @cached_property
    def _by_words(self) -> dict[str, list[Quote]]:
        found: dict[str, list[Quote]] = defaultdict(list)
        for q in self.study.quote_rows:
            found[squeeze(q.verbatim)].append(q)
        return found

    @cached_property
    def _by_transcript(self) -> dict[str, list[Quote]]:
        found: dict[str, list[Quote]] = defaultdict(list)
        for q in self.study.quote_rows:
            found[place_of(q)[0]].append(q)
        return found

    def quote(self, anchor: Mapping[str, Any]) -> str:
        """Return the id of the quote of these words at this place, or "": same span, else the same words nearest to it, else words around it."""
        transcript, start, end, words = (anchor.get(k, d) for k, d in (("transcript", ""), ("start", 0), ("end", 0), ("verbatim", "")))
        exact = self._by_span.get((transcript, start, end))
        if exact and squeeze(exact.verbatim) == squeeze(words):
            return exact.quote_id
        same = self._by_words.get(squeeze(words), [])
        here = [q for q in same if place_of(q)[0] == transcript]
        if here:
            nearest = sorted(here, key=lambda q: abs(q.char_start - start))
            tied = len(nearest) > 1 and abs(nearest[0].char_start - start) == abs(nearest[1].char_start - start)
            return "" if tied else nearest[0].quote_id
        around = [q for q in self._by_transcript.get(transcript, []) if _within(squeeze(words), squeeze(q.verbatim))]
        if len(around) == 1:
            return around[0].quote_id
        elsewhere = len(same) == 1 and len(words.split()) >= _KNOWN_WORDS
        return same[0].quote_id if elsewhere else ""

    @cached_property
    def _by_mark(self) -> dict[str, list[Quote]]:
        found: dict[str, list[Quote]] = defaultdict(list)
        for q in self.study.quote_rows:
            found[mark_of(q)].append(q)
        return found

    def at(self, spans: Iterable[Sequence[Any]]) -> list[Quote]:
        """Return the quotes that stand at `spans`, each once, in their order: at the same place, else the only ones of the same words."""
        found: dict[str, Quote] = {}
        for transcript, start, end, *mark in spans:
            q = self._by_span.get((str(transcript), int(start), int(end)))
            if mark and not (q and mark_of(q) == mark[0]):
                same = self._by_mark.get(str(mark[0]), [])
                here = [x for x in same if place_of(x)[0] == transcript] or same
                q = here[0] if len(here) == 1 else None
            if q:
                found[q.quote_id] = q
        return list(found.values())

    def theme(self, anchor: Mapping[str, Any], target: str) -> tuple[str, str]:
        """Return the id of the theme that is the anchor's, and "", or "" and where its quotes are now.

        It holds at least half of all quotes of the anchor, which has its code; one of another id is made of them by at least half, too: else
        a decision on few quotes would fall on many that nobody decided on.
        """
        spans, codes = list(anchor.get("quotes", ())), {t.theme_id: t.code for t in self.study.theme_rows}
        if not spans:
            return (target, "") if target in codes else ("", "no theme of this study is it")
        homes = Counter(q.theme_id for q in self.at(spans) if q.theme_id)
        ranked = sorted(homes, key=lambda t: (-homes[t], t != target, t))
        for t in ranked:
            if homes[t] * 2 >= len(spans) and codes.get(t) == anchor.get("code", codes.get(t)) and (t == target or self.mostly(t, spans)):
                return t, ""
        if not ranked:
            return "", "none of its quotes is in a theme any more"
        return "", "its quotes are now in " + ", ".join(f"{t} ({homes[t]} of {len(spans)})" for t in ranked)

    def mostly(self, theme_id: str, spans: Sequence[Sequence[Any]]) -> bool:
        """Tell whether at least half of the counted quotes of a theme stand at `spans`."""
        own = {q.quote_id for q in self.study.quote_rows if q.theme_id == theme_id and q.counted}
        return bool(own) and len(own & {q.quote_id for q in self.at(spans)}) * 2 >= len(own)

    def participant(self, anchor: Mapping[str, Any], target: str) -> str:
        """Return the id of the person who speaks in the anchor's transcripts under the same name, or ""."""
        spoken = set(anchor.get("transcripts", ()))
        here = [p.participant_id for p in self.study.participant_rows if spoken & set(p.transcript_ids)]
        if len(here) > 1:
            names = set(anchor.get("names", ()))
            here = list(dict.fromkeys(s.participant_id for t in self.study.transcript_rows if t.transcript_id in spoken for s in t.speakers
                                      if s.participant_id and s.name in names))
        known = any(p.participant_id == target for p in self.study.participant_rows)
        return here[0] if len(here) == 1 else target if known and not spoken else ""


def _within(a: str, b: str) -> bool:
    """Tell whether one of two texts is most of the other: a sentence cut or joined differently in another run."""
    short, long = sorted((a, b), key=len)
    return len(short) * 2 >= len(long) > 0 and short in long
