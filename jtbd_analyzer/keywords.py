"""Content words of quotes, and those that set one group of quotes apart from others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.text import readable
from jtbd_analyzer.wording import names_in

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote

_WORD: Final = re.compile(r"[a-z][a-z'’-]{2,}")
#: endings taken off, so that "reports", "reported" and "reporting" are one word to be shared
_ENDING: Final = re.compile(r"(?:'s|’s|ing|ed|es|s)$")
_LONG: Final = 5
#: of two letters on, since "AI" and "HR" are what a quote is about
_SHORT_TOO: Final = re.compile(r"[a-z][a-z'’-]+")


def keywords(members: Sequence[Quote], others: Sequence[Quote], count: int = 5) -> str:
    """Return words that more people use in this theme than in its siblings, by weighted log-odds over quotes, joined by ", "."""
    def said(quotes: Sequence[Quote]) -> Counter[str]:
        return Counter(w for q in quotes for w in _said(q.verbatim))

    mine, theirs = said(members), said(others)
    n, m = max(1, len(members)), max(1, len(others))
    score = {w: math.log((c + 0.5) / (n + 1)) - math.log((theirs[w] + 0.5) / (m + 1)) for w, c in mine.items() if c > 1 or len(members) < 4}
    ranked = sorted(score, key=lambda w: (-score[w] * math.sqrt(mine[w]), w))
    return ", ".join(ranked[:count])


@lru_cache(maxsize=1 << 15)
def _said(verbatim: str) -> frozenset[str]:
    """Return the words a quote may give to a theme; kept, since every sibling theme asks for them again."""
    return frozenset(w for w in _WORD.findall(readable(verbatim).lower()) if w not in STOP)


def content(text: str) -> frozenset[str]:
    """Return the content words of `text`, lower case, common endings off."""
    return frozenset(_ENDING.sub("", w) if len(w) >= _LONG else w for w in _SHORT_TOO.findall(text.lower()) if w not in STOP)


@lru_cache(maxsize=1 << 15)
def telling(text: str, names: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the content words of `text` that can tell what a quote is about, endings off: no dates, numbers, talk of talk, words for anything at all or `names` (lower case)."""
    words = (w for w in _SHORT_TOO.findall(text.lower()) if w not in STOP and not (w in _ANYTHING or _COUNTED.fullmatch(w)))
    return frozenset(_ENDING.sub("", w) if len(w) >= _LONG else w for w in words if _OWNER.sub("", w) not in names)


def is_counted(word: str) -> bool:
    """Tell whether a word is a number, a day or a month."""
    return bool(_COUNTED.fullmatch(word.lower())) or any(c.isdigit() for c in word)


def people_named(texts: Iterable[str]) -> frozenset[str]:
    """Return the words, lower case, that name people in `texts`: written with a capital inside sentences, and somewhere before what only a person does or after what only a person is."""
    pool = list(texts)
    inside = names_in(pool)
    return frozenset(w for t in pool for m in _PERSON.finditer(t) if (w := (m["doer"] or m["who"] or m["whose"]).lower()) in inside)


_OWNER: Final = re.compile(r"['’]s?$")
_CAPITAL: Final = r"[A-Z][a-z]+"
#: how names of people stand in talk: before a verb of speaking or feeling, after a title or a relation, beside a pronoun
_PERSON: Final = re.compile(
    rf"\b(?P<doer>{_CAPITAL})(?:'d|’d)? (?:said|says|told|tells|asked|asks|thought|thinks|rang|phoned|called|texted|emailed|goes|went|wanted|wants|knows|knew|laughed|hates?d?|loves?d?|reckons|came|took|sat|and (?:I|me)\b|who\b)"
    rf"|\b(?:Mr|Mrs|Ms|Miss|Dr|[Aa]unt(?:ie|y)?|[Uu]ncle|(?:my|our|his|her) (?:wife|husband|partner|son|daughter|brother|sister|mum|mother|dad|father|cousin|friend|boss|manager|colleague)),? (?P<who>{_CAPITAL})"
    rf"|\b(?P<whose>{_CAPITAL})['’]s (?:wife|husband|partner|son|daughter|brother|sister|mum|mother|dad|father|cousin|friend|boss|manager|colleague|house|phone|desk|job)\b")
#: numbers as words, whole and put together, and days
_UNIT: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|quarter|dozen)"
_ORDER: Final = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth)"
_COUNTED: Final = re.compile(rf"{_UNIT}s?(?:-(?:{_UNIT}|{_ORDER}))*(?:-\w+)?|{_ORDER}|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december|once|twice")
#: words that quotes of any theme may share: times, talk of talk and of thought, verbs and nouns for anything at all
_ANYTHING: Final = frozenset(
    """day days week weeks month months year years hour hours minute minutes second seconds morning mornings afternoon evening night nights weekend weekends today yesterday tomorrow tonight spring summer autumn winter term
    season christmas easter ago later early late before since until till ever already yet soon sometimes often usually always never never half past o'clock end ended start started begin began beginning moment
    said says saying say tell tells telling told ask asks asked asking talk talks talked talking speak spoke call calls called word words question questions answer answered mention mentioned explain explained hear heard
    think thinks thinking thought know knows knowing known knew feel feels feeling felt guess suppose believe wonder wondered wondering remember remembered forget forgot mean means meant seem seems seemed sound sounds understand
    come comes coming came goes went gone go leave left bring brought put puts take takes taking took taken give gives giving gave given keep keeps keeping kept hold held let happen happens happened happening turn turned
    get got getting gets do did done doing make made making has had have having be being been was were find finds finding found see sees seeing saw seen look looks looked looking watch show shows showed try tries tried trying
    use uses used using need needs needed want wants wanted like likes liked work works worked working set sit sat stand stood walk walked run ran move moved stay stayed stop stopped
    thing things stuff bit lot lots kind sort type way ways side part parts piece place places point case fact idea reason problem problems issue issues matter example number numbers couple rest
    person people man men woman women guy guys somebody someone anybody anyone nobody everybody everyone lady girl boy folk folks other others
    big small long short new old good bad better best worse great nice fine different same able sure whole full own next last first hard easy real actual certain main sudden straight okay love hate
    anyway basically honestly literally totally absolutely completely exactly especially particularly almost maybe perhaps instead together around away back down round across along through without within against between
    cannot couldn shouldn hadn hadn't hadn’t she'd she’d he'd he’d they'd they’d we'd we’d i'd i’d you'd you’d it'd it’d i'll i’ll we'll we’ll there'd that'd who'd who's wasn haven't haven’t hasn't hasn’t they're they’re they've they’ve we've we’ve you've you’ve
    might must should shall may ought needn't""".split())


STOP: Final = frozenset(
    """a about actually after again all also always an and any anything are as at back be because been before being but by can can't could couldn't did didn't do does doesn't doing don't
    down each else even ever every everything for from get gets getting go goes going gone gonna good got had has have haven't having he he's her here him his how i i'd i'll i'm i've if in into is isn't it
    it's its just kind know let lets like little look lot lots made make makes maybe me mean more most much my need never no not nothing now of off oh okay on one only or other our out over people probably
    put quite really right said same say says see she she's so some something sort still such take than that that's the their them then there there's these they they'd they'll they're they've thing things
    think this those thought three through time to too try two up us use used using very want wanted was wasn't way we we'd we'll we're we've well went were weren't what what's when where which while who
    why will with without won't would wouldn't yeah yes you you'd you'll you're you've your don’t it’s i’m that’s didn’t can’t there’s we’re you’re they’re i’ve doesn’t wasn’t couldn’t wouldn’t he’s she’s what’s""".split()
)
