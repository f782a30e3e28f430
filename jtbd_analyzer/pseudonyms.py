"""A study without the names of the people in it: participants, interviewers and files become ids wherever they stand in text.

`of_study` replaces the names the study knows itself: labels of speakers, display names, file names, and their parts. Names that
are only spoken of (a colleague, a company, a town) are for the recognisers of `privacy` to find: see `spoken`.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey, names
from jtbd_analyzer.scheme import CODES

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme, Transcript
    from jtbd_analyzer.privacy.register import Register
    from jtbd_analyzer.study import Participant, Study

#: columns of participants.csv that stay in the shared form; others may hold a company, an address or a note
KEPT: Final = ("persona", "segment", "recruited_as", "months_since_switch")
#: parts of names that are also everyday words: replaced only where written as a name is, with a capital
_WORDS: Final = frozenset(
    "will mark may grace rose art bill frank grant hope joy faith sue pat rob jack dean guy ray chase june april august penny max miles drew rich "
    "gene dawn summer autumn iris ivy amber ruby pearl crystal carol josh don nick wade ward lance chip cliff dale glen reed stone young king long "
    "brown green white black gray cook baker page price day rice berry wood hill lane field banks case bell fox wolf bird bush".split()
)
_PART: Final = re.compile(r"[^\W\d_][\w'’-]+")
_MIN_PART: Final = 3
#: what a reader of markup is shown: text between tags, and descriptions
_SHOWN: Final = re.compile(r"""(?P<lead>>|\b(?:aria-label|aria-description|title|xlink:title)=")(?P<text>[^<>"]+)(?P<end>[<"])""")
#: an id that says nothing of its person
_PLAIN_ID: Final = re.compile(r"P\d{1,4}")

Replace = Callable[[str], str]


@dataclass(frozen=True)
class Pseudonyms:
    """Names and what stands for each, longest first; called with a text it returns the text with the names replaced."""

    words: Mapping[str, str]
    #: names only spoken of, as the recognisers found them; none where they were not asked for
    spoken: Register | None = None

    def __call__(self, text: str) -> str:
        """Return `text` with every name replaced, on word boundaries."""
        return self.located(text)[0]

    def located(self, text: str) -> tuple[str, Callable[[int], int]]:
        """Return the text with names replaced, and where a character of the old text stands in the new one."""
        out, at = [], 0
        found = self._found(text)
        cuts = [(start, end, len(new)) for start, end, new in found]
        for start, end, new in found:
            out += [text[at:start], new]
            at = end
        shifts = list(accumulate((new - (end - start) for start, end, new in cuts), initial=0))

        def place(old: int) -> int:
            for (start, end, new), before in zip(cuts, shifts, strict=False):
                if old <= start:
                    return old + before
                if old < end:
                    return start + before + (new if old > start else 0)
            return old + shifts[-1]

        return "".join([*out, text[at:]]), place

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Return where names stand, from the left, the longest first at each place, and what is put there."""
        found = [(m.start(), m.end(), new) for m in self._pattern.finditer(text) if (new := self._for(m.group())) is not None] if self.words else []
        if self.spoken is not None:
            found += [(start, end, k.pseudonym) for start, end, k in self.spoken.found(text)]
        apart: list[tuple[int, int, str]] = []
        for f in sorted(found, key=lambda f: (f[0], -f[1])):
            if not apart or f[0] >= apart[-1][1]:
                apart.append(f)
        return apart

    def values(self, value: Any) -> Any:
        """Return nested plain values with the names in every text of theirs replaced; keys stay."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {k: self.values(v) for k, v in value.items()}
        return type(value)(map(self.values, value)) if isinstance(value, list | tuple) else value

    def markup(self, text: str) -> str:
        """Return a picture as markup with the names in its texts and descriptions replaced."""
        return _SHOWN.sub(lambda m: m["lead"] + html.escape(self(html.unescape(m["text"])), quote=True) + m["end"], text)

    def put(self, text: str) -> list[str]:
        """Return what is put for the names in `text`, in order."""
        return [new for _, _, new in self._found(text)]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.words, key=lambda w: (-len(w), w))
        return re.compile(r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in longest) + r")(?!\w)", re.IGNORECASE)

    def _for(self, found: str) -> str | None:
        key = " ".join(found.split()).casefold()
        return None if key in _WORDS and found.islower() else self.words.get(key)


def of_study(study: Study, ids: Mapping[str, str], files: Mapping[str, str]) -> Pseudonyms:
    """Return the names a study knows: speakers and display names as participant ids or roles, files as transcript ids.

    A part of a name that two people share stands for both: "P03/P07".
    """
    full: dict[str, str] = {}
    parts: dict[str, list[str]] = {}

    def know(name: str, new: str) -> None:
        plain = " ".join(names.clean_name(name).split())
        if not plain or names.is_role(plain) or plain.casefold() == new.casefold():
            return
        full.setdefault(plain.casefold(), new)
        for part in _PART.findall(plain):
            if len(part) >= _MIN_PART and not names.is_role(part):
                parts.setdefault(part.casefold(), []).append(new)

    for p in study.participant_rows:
        know(p.display_name, ids[p.participant_id])
        know(p.participant_id, ids[p.participant_id])
    for t in study.transcript_rows:
        for s in t.speakers:
            know(s.name, ids.get(s.participant_id) or ("Interviewer" if s.role == "interviewer" else "Speaker"))
    shared = {k: "/".join(dict.fromkeys(v)) for k, v in parts.items()}
    return Pseudonyms({**shared, **{k.casefold(): v for k, v in files.items() if any(c.isalpha() for c in k)}, **full})


def shown_ids(study: Study) -> dict[str, str]:
    """Return for each participant id the one that is handed on: P01, P02 … of the researcher's own stay, names and others become such."""
    taken = {p.participant_id for p in study.participant_rows if _PLAIN_ID.fullmatch(p.participant_id)}
    free = (i for i in (f"P{k:02d}" for k in range(1, 100_000)) if i not in taken)
    return {p.participant_id: p.participant_id if p.participant_id in taken else next(free) for p in study.participant_rows}


def spoken(study: Study, keep: Iterable[str] = ()) -> Register | None:
    """Return what the recognisers find in the talk of a study: people, organisations, places, addresses; raises ModelError without Presidio.

    None for a study whose names were taken out before it was analysed: its pseudonyms stand, and new ones would clash with them.
    """
    if (study.manifest.get("privacy") or {}).get("pseudonymised"):
        return None
    from jtbd_analyzer import privacy
    from jtbd_analyzer.privacy import recognisers
    from jtbd_analyzer.privacy.register import Register

    recognisers.check_installed()
    register, known = Register(), of_study(study, shown_ids(study), {})
    # full names first, so that a first name spoken of joins the one person it can be; a part two people share names neither
    for name, new in sorted(known.words.items(), key=lambda item: (-len(item[0].split()), item[0])):
        if "/" not in new:
            register.add(name.title(), "person", new)
    texts = [t.text(x) for t in study.transcript_rows for x in t.turns] or [x for q in study.quote_rows for x in (q.verbatim, q.prompt)]
    texts += [v for p in study.participant_rows for k, v in p.attributes.items() if k in KEPT and v]
    # our own words: the recognisers may take a phase that somebody speaks of with a capital for a firm
    ours = [*(c.label for c in CODES.values()), *(p.name for p in study.framework.phases), *(journey.step_name(x.step) for x in study.quote_rows)]
    privacy.take_in(register, texts, study.features, (*keep, *ours))
    return register


def pseudonyms_of(study: Study, found: Register | None = None) -> Pseudonyms:
    """Return what stands for the names of people and files in what is handed on, and for what was `found` in the talk (see `spoken`)."""
    homes = _homes(study)
    files = {name: homes[t.transcript_id] for t in study.transcript_rows for name in (t.transcript_id, t.file, Path(t.file).stem)}
    return replace(of_study(study, shown_ids(study), files), spoken=found)


def _homes(study: Study) -> dict[str, str]:
    return {t.transcript_id: f"T{i:02d}" for i, t in enumerate(study.transcript_rows, 1)}


def pseudonymised(study: Study, known: Pseudonyms | None = None) -> Study:
    """Return the study to hand on: ids for the names of people and files in every text, offsets set anew.

    `known` says what is replaced in texts, `pseudonyms_of` the study unless given; ids of people, transcripts and quotes are
    always new ones. `verbatim == source_text[char_start:char_end]` holds in it. Of participants.csv the columns in KEPT stay.
    What was set aside from files, their hashes and the names of researchers are left out.
    """
    ids, homes = shown_ids(study), _homes(study)
    known = pseudonyms_of(study) if known is None else known
    moved = {t.transcript_id: known.located(t.source_text) for t in study.transcript_rows}
    quote_ids = {q.quote_id: _quote_id(q, homes) for q in study.quote_rows}
    plain: dict[str, Any] = {"decisions": (), "conflicts": (), "suggested": None}
    return replace(
        study, name=known(study.name), manifest={k: v for k, v in study.manifest.items() if k not in ("inputs", "files")},
        vectors={quote_ids[i]: v for i, v in study.vectors.items() if i in quote_ids},
        transcript_rows=tuple(_transcript(t, known, ids, homes, moved[t.transcript_id]) for t in study.transcript_rows),
        participant_rows=tuple(_participant(p, known, ids, homes) for p in study.participant_rows),
        quote_rows=tuple(_quote(q, known, ids, homes, quote_ids, moved.get(q.transcript_id)) for q in study.quote_rows),
        theme_rows=tuple(_theme(t, known, ids, quote_ids) for t in study.theme_rows),
        files=tuple(replace(f, file=f"file {i}", message="") for i, f in enumerate(study.files, 1)),
        **{f.name: plain[f.name] for f in fields(study) if f.name in plain},
    )


def replaced(study: Study, known: Pseudonyms) -> tuple[dict[str, int], int]:
    """Return how many different names of each kind stand in quotes, questions and names of themes, and how often something is put for them.

    The kind "known" are people and files of the study itself.
    """
    texts = [*(q.verbatim for q in study.quote_rows), *{q.prompt for q in study.quote_rows}, *(t.statement for t in study.theme_rows)]
    kinds = {k.pseudonym: k.kind for k in known.spoken.known.values()} if known.spoken else {}
    put = Counter(new for text in texts for new in known.put(text))
    own = set(known.words.values())
    return Counter("known" if new in own else kinds.get(new, "known") for new in put), put.total()


def _quote_id(q: Quote, homes: Mapping[str, str]) -> str:
    return homes.get(q.transcript_id, "T00") + q.quote_id.removeprefix(q.transcript_id) if q.transcript_id else q.quote_id


def _transcript(t: Transcript, known: Pseudonyms, ids: Mapping[str, str], homes: Mapping[str, str], moved: tuple[str, Callable[[int], int]]) -> Transcript:
    text, place = moved
    return replace(
        t, transcript_id=homes[t.transcript_id], file=homes[t.transcript_id], sha256="", source_text=text, dropped=(),
        warnings=tuple(known(w) for w in t.warnings),
        speakers=tuple(replace(s, name=known(s.name), reason=known(s.reason), participant_id=ids.get(s.participant_id, "")) for s in t.speakers),
        turns=tuple(replace(x, speaker=known(x.speaker), participant_id=ids.get(x.participant_id, ""), char_start=place(x.char_start),
                            char_end=place(x.char_end)) for x in t.turns),
    )


def _participant(p: Participant, known: Pseudonyms, ids: Mapping[str, str], homes: Mapping[str, str]) -> Participant:
    return replace(p, participant_id=ids[p.participant_id], display_name=ids[p.participant_id], transcript_ids=tuple(homes[t] for t in p.transcript_ids),
                   attributes={k: known(v) for k, v in p.attributes.items() if k in KEPT})


def _quote(q: Quote, known: Pseudonyms, ids: Mapping[str, str], homes: Mapping[str, str], quote_ids: Mapping[str, str],
           moved: tuple[str, Callable[[int], int]] | None) -> Quote:
    start, end, words = q.char_start, q.char_end, known(q.verbatim)
    if moved:
        text, place = moved
        start, end = place(q.char_start), place(q.char_end)
        words = text[start:end]
    return replace(q, quote_id=quote_ids[q.quote_id], transcript_id=homes.get(q.transcript_id, ""), participant_id=ids.get(q.participant_id, ""),
                   char_start=start, char_end=end, verbatim=words, prompt=known(q.prompt), reason=known(q.reason), grade_reason=known(q.grade_reason))


def _theme(t: Theme, known: Pseudonyms, ids: Mapping[str, str], quote_ids: Mapping[str, str]) -> Theme:
    def moved(values: Iterable[str]) -> tuple[str, ...]:
        return tuple(quote_ids.get(i, i) for i in values)

    return replace(t, statement=known(t.statement), keywords=known(t.keywords), participants=tuple(ids.get(p, p) for p in t.participants),
                   quote_ids=moved(t.quote_ids), counter_ids=moved(t.counter_ids), exemplar_id=quote_ids.get(t.exemplar_id, t.exemplar_id),
                   second_id=quote_ids.get(t.second_id, t.second_id), confidence=known(t.confidence))
