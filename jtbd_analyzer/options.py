"""What else people could have done: each sentence that names an option, which, who, and whether it was the old way, looked at, tried or left for.

Products go by the names the study gives them, everything else by kind (`option_words`), so that "Excel", "the Google Sheet" and "my
spreadsheet" are one option. Sentences of quotes and those that nobody coded are both read: who names an option is known
though the sentence does not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import attributes, recruits
from jtbd_analyzer import option_words as w
from jtbd_analyzer.families import Sorting
from jtbd_analyzer.products import PLACE, has, names, spelt
from jtbd_analyzer.text import sentences

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Transcript
    from jtbd_analyzer.study import Study

#: what somebody did with an option, what tells most first
LEFT_FOR, USED, TRIED, LOOKED = "left for it", "old way", "tried", "looked at"
STATUSES: Final = (LEFT_FOR, USED, TRIED, LOOKED)
COMPETITOR: Final = "competitor"
_OWN_SYSTEM: Final = "existing_system"
_CHOOSING, _USING = "p05", "p12"
_BEFORE, _DECIDING, AFTER = "before", "deciding", "after"
#: codes of quotes about the choice, in which a product named is an option
_WEIGHING: Final = ("alternative", "deal_breaker", "price", "criterion", "social_influence", "objection")
#: codes whose quotes tell of the way things were done
_OF_THE_OLD_WAY: Final = ("alternative", "habit", "pain_point", "struggle_trigger")
#: codes of sentences that may weigh an option of no proper name; "" is none
_MAY_WEIGH: Final = ("", "alternative", "deal_breaker", "social_influence", "objection", "price", "priority", "deal_maker")
#: ways that are used and hardly ever weighed
_ONLY_USED: Final = ("memory", "e-mail")
#: end of a question that names what is asked about, a turn to one more option
_ASKED_CHARS: Final = 160
_ANOTHER: Final = re.compile(r"(?:and |or |but |then )*(?:then|another|the other|one other|there was (?:another|one|also))\b", re.I)
_LEAST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of a participant in their place: a quote, or what nobody coded between quotes; `prompt` is the question before."""

    text: str
    transcript_id: str
    turn: int
    participant_id: str
    prompt: str
    quote: Quote | None = None
    #: what stands before it of the same sentence, where a long one was cut
    before: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is a quote that counts."""
        return self.quote is not None and self.quote.counted

    @property
    def code(self) -> str:
        """The code of the quote, "" for none."""
        return self.quote.code if self.quote else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names an option, or goes on about it (`words` is then ""): which, of which type, and what its speaker did with it."""

    sentence: Sentence
    option: str
    alt_type: str
    status: str
    words: str = ""
    when: str = ""


def told(study: Study) -> list[Sentence]:
    """Return everything participants said in order: the quotes, and the sentences between them."""
    by_turn: dict[tuple[str, int], list[Quote]] = {}
    for q in study.quote_rows:
        by_turn.setdefault((q.transcript_id, q.turn), []).append(q)
    out: list[Sentence] = []
    read: set[str] = set()
    for t in study.transcript_rows:
        prompt = ""
        for turn in t.turns:
            if turn.role == "interviewer":
                prompt = t.text(turn)
            elif turn.role == "participant":
                own = sorted(by_turn.get((t.transcript_id, turn.index), ()), key=lambda q: q.char_start)
                read.update(q.quote_id for q in own)
                out += _of_turn(t, turn.index, own, prompt)
    out += [Sentence(q.verbatim, q.transcript_id, q.turn, q.participant_id, q.prompt, q) for q in study.quote_rows if q.quote_id not in read]
    return out


def _of_turn(t: Transcript, index: int, own: Sequence[Quote], prompt: str) -> Iterator[Sentence]:
    turn, at, last = t.turns[index], t.turns[index].char_start, ""
    for q in (*own, None):
        gap = t.source_text[at : q.char_start if q else turn.char_end]
        for words in (gap[a:b] for a, b in sentences(gap)):
            if len(words.split()) >= _LEAST_WORDS:
                yield Sentence(words, t.transcript_id, index, turn.participant_id, prompt, before=last)
            last = "" if words[-1] in ".?!…" else words
        if q:
            yield Sentence(q.verbatim, q.transcript_id, index, q.participant_id, q.prompt, q, last)
            at, last = max(at, q.char_end), "" if q.verbatim.rstrip()[-1:] in ".?!…" else q.verbatim


def mentions(study: Study) -> list[Mention]:
    """Return each sentence that names an option or goes on about one, in order, options called by one name each."""
    if "options" not in study.memory:
        known, product = names(study)
        study.memory["options"] = _Reader(study, told(study), tuple(n for n in known if n not in product)).read()
    return list(study.memory["options"])


def tells(q: Quote) -> bool:
    """Tell whether a quote coded alternative tells of an option, though it names none: its words weigh, use or leave something before the purchase."""
    return "" < q.step < _USING and any(a.name in ("alt_status", "alt_type") for a in attributes.read(q.verbatim, q.code, q.step, q.features))


def sorting(study: Study) -> Sorting:
    """Return how quotes coded alternative sort before their likeness is asked: by the option that most people name, those that tell of none apart.

    One that names no option and is not told of the time before the purchase is no alternative to it: it makes no theme with others.
    """
    own = [m for m in mentions(study) if m.sentence.code == "alternative" and m.words]
    voices = Counter(option for option, _ in {(m.option, m.sentence.participant_id) for m in own})
    named: dict[str, Mention] = {}
    for m in sorted(own, key=lambda m: (-voices[m.option], m.option)):
        if m.sentence.quote:
            named.setdefault(m.sentence.quote.quote_id, m)
    silent = {q.quote_id: q.step for q in study.quote_rows if q.code == "alternative" and q.quote_id not in named and not tells(q)}
    alone = {i: i for i, step in silent.items() if not "" < step < _USING}
    return Sorting(frozenset(silent), {i: m.option for i, m in named.items()} | alone, {i: m.words for i, m in named.items()})


class _Reader:
    """Reads the sentences of a study for options; holds what has to be known of all of them first."""

    def __init__(self, study: Study, said: list[Sentence], products: tuple[str, ...]) -> None:
        self.said, self.products = said, spelt(products, [s.text for s in said])
        self.left = {p for p, (outcome, _) in recruits.outcomes(study).items() if outcome == recruits.LEFT}
        self.votes: dict[tuple[str, int], Counter[str]] = {}
        for s in said:
            if s.quote and s.quote.step:
                self.votes.setdefault((s.transcript_id, s.turn), Counter())[_time_of(s.quote.step)] += 1
        self.with_sheets = {s.participant_id for s in said if next(k for k in w.KINDS if k.name == "spreadsheet").words.search(s.text)}
        self.systems = dict.fromkeys(name for s in said if self._weighs(s) and self.time(s) != AFTER for name in w.systems(s.text))
        self.gone_to = {(s.participant_id, name) for s in said for name in self.systems if s.participant_id in self.left
                        and re.search(w.MOVED.format(re.escape(name.split()[0])), f"{s.prompt[-_ASKED_CHARS:]} {s.text}", re.I)}

    def read(self) -> list[Mention]:
        """Return the mentions, in the order of the sentences."""
        out: list[Mention] = []
        topic, once, place = "", True, ("", -1)
        for s in self.said:
            if (s.transcript_id, s.turn) != place:
                asked = self._asked(s)
                keeps = place[0] == s.transcript_id and w.GOES_ON.match(s.prompt[-_ASKED_CHARS:].strip()) is not None
                topic, once, place = asked or (topic if keeps else ""), not (asked or keeps), (s.transcript_id, s.turn)
            own = self._named(s)
            out += own
            options = list(dict.fromkeys(m.option for m in own if m.alt_type in (COMPETITOR, _OWN_SYSTEM, "internal_build")))
            if options:
                topic, once = (options[0], True) if len(options) == 1 else ("", True)
            elif _ANOTHER.match(s.text):
                topic = ""
            elif topic and not own:
                out.append(self._mention(s, topic, self._type(topic), USED if self._type(topic) == "diy" else LOOKED))
                topic = "" if once and s.quote else topic
        return out

    def time(self, s: Sentence) -> str:
        """Return when a sentence is told of: as its words or question say, else by its own step, unless the rest of its answer is of the time of use."""
        asked = s.prompt[-_ASKED_CHARS:]
        if w.BEFORE.search(s.text):
            return _BEFORE
        if w.ASKED_OF_USE.search(asked):
            return AFTER
        if w.ASKED_OF_BEFORE.search(asked):
            return _BEFORE
        votes = self.votes.get((s.transcript_id, s.turn), Counter())
        own = _time_of(s.quote.step) if s.quote and s.quote.step else ""
        others = votes - Counter([own])
        if own and own != AFTER and others[AFTER] >= 2 and others[AFTER] == others.total():
            return AFTER
        if own:
            return own
        return votes.most_common(1)[0][0] if votes else ""

    def _named(self, s: Sentence) -> list[Mention]:
        products = [n for n in self.products if has(s.text, n)]
        found = [self._mention(s, n, COMPETITOR, LOOKED, n) for n in products if self._as_option(s)]
        found += self._own_systems(s, bool(products))
        if self.time(s) == AFTER or _of_others(s) or (s.quote and s.quote.experiencer in ("other_known", "generic_other")):
            return found
        return [*found, *self._kinds(s)]

    def _as_option(self, s: Sentence) -> bool:
        """Tell whether a product is named as an option: told of the choice or the time before, or by a quote that weighs."""
        return s.code in _WEIGHING or self.time(s) in ("", _BEFORE, _DECIDING)

    def _own_systems(self, s: Sentence, beside_names: bool) -> list[Mention]:
        out = []
        for name in self.systems:
            gone = (s.participant_id, name) in self.gone_to
            if name in w.systems(s.text):
                told_of = self._weighs(s) or gone
            else:
                alias = re.search(w.ALIAS.format(re.escape(name.split()[0])), s.text, re.I)
                told_of = alias is not None and (beside_names or w.WEIGHED.search(s.text) is not None) and not gone
            if told_of and (gone or self.time(s) != AFTER):
                out.append(self._mention(s, name, _OWN_SYSTEM, LOOKED, name))
        return out

    def _kinds(self, s: Sentence) -> list[Mention]:
        out = []
        for kind in w.KINDS:
            hit = kind.words.search(s.text) or (kind.name == "spreadsheet" and s.participant_id in self.with_sheets and w.BARE_SHEET.search(s.text)) or None
            if not hit or w.CARRIED.search(s.text) or (kind.name == "message group" and _asked_there(s.text, hit.group())):
                continue
            used = not kind.told_by_words and self._used(s, kind, hit)
            weighed = (s.code not in ("", "deal_maker") and self._weighs(s) and kind.name not in _ONLY_USED) if not kind.told_by_words else self._put_forward(s, kind)
            if used or weighed or (s.code == "habit" and self.time(s) == _DECIDING):
                out.append(self._mention(s, kind.name, kind.alt_type, USED if used else LOOKED, hit.group()))
        return out

    def _used(self, s: Sentence, kind: w.Kind, hit: re.Match[str]) -> bool:
        """Tell whether a kind of option is named as a way used: of the time before, in words for that where the sentence does not count, or made by the speaker."""
        if self._asked(s) == kind.name:
            return True
        if s.code in ("", *_OF_THE_OLD_WAY) and w.OWN_DOING.search(s.text[: hit.start()]) and not w.A_LIST_OF.match(s.text[hit.end() :]):
            return True
        if self.time(s) != _BEFORE:
            return False
        if s.counted:
            return s.code in _OF_THE_OLD_WAY
        return w.BEFORE.search(s.text) is not None or w.ASKED_OF_BEFORE.search(s.prompt[-_ASKED_CHARS:]) is not None or w.WAS_THERE.search(s.text) is not None

    def _put_forward(self, s: Sentence, kind: w.Kind) -> bool:
        """Tell whether a kind told by its words alone is meant as an option: a quote about the choice, or words of weighing by it or in its question."""
        if s.code and s.code not in (*_MAY_WEIGH, "habit", *_OF_THE_OLD_WAY):
            return False
        return self.time(s) in (_BEFORE, _DECIDING) and (bool(s.code) or kind.alt_type == "internal_build" or w.WEIGHED.search(s.text) is not None
                                                         or w.ASKED_OF_OPTIONS.search(s.prompt[-_ASKED_CHARS:]) is not None)

    def _weighs(self, s: Sentence) -> bool:
        """Tell whether a sentence weighs what it names: by a word for that, or as a quote coded so."""
        if s.code not in _MAY_WEIGH:
            return False
        if self.time(s) != _DECIDING and not (self.time(s) in ("", _BEFORE) and s.code in ("alternative", "deal_breaker")):
            return False
        return w.WEIGHED.search(s.text) is not None or s.code == "alternative" or (s.counted and w.ASKED_OF_OPTIONS.search(s.prompt[-_ASKED_CHARS:]) is not None)

    def _asked(self, s: Sentence) -> str:
        asked = s.prompt[-_ASKED_CHARS:]
        found = [n for n in self.products if has(asked, n)] + [n for n in self.systems if n in w.systems(asked)]
        if not found and w.PAST.search(asked):
            found = [k.name for k in w.KINDS if not k.told_by_words and k.words.search(asked)]
        return found[0] if len(found) == 1 else ""

    def _type(self, option: str) -> str:
        return COMPETITOR if option in self.products else _OWN_SYSTEM if option in self.systems else next(k.alt_type for k in w.KINDS if k.name == option)

    def _mention(self, s: Sentence, option: str, alt_type: str, status: str, words: str = "") -> Mention:
        when = self.time(s)
        if (s.participant_id, option) in self.gone_to:
            status = LEFT_FOR
        elif status == LOOKED and words and when == _BEFORE and (w.BEFORE.search(s.text) or (s.counted and s.code == "alternative" and alt_type in (COMPETITOR, _OWN_SYSTEM))):
            status = USED
        elif status == LOOKED and w.TRIED.search(s.text):
            status = TRIED
        return Mention(s, option, alt_type, status, words, when)


def _asked_there(text: str, group: str) -> bool:
    """Tell whether a group is where people were asked or told something, not a way of working."""
    name = re.escape(group)
    told_in = rf"\b{name}\b[^.?!]*\b(?:wrote|posted|recommended|asked|someone said|told me)\b"
    return re.search(rf"{PLACE.format(name)}|{told_in}", text, re.I) is not None


def _of_others(s: Sentence) -> bool:
    """Tell whether a sentence tells what other people use, and offers it to nobody here."""
    whole = f"{s.before} {s.text}"
    return w.OTHERS.search(whole) is not None and w.TO_US.search(whole) is None


def _time_of(step: str) -> str:
    return _BEFORE if step < _CHOOSING else _DECIDING if step < _USING else AFTER
