"""Dates, relative times and spans as people say them: found whole, compared only where they can be.

A number is no date by itself: a year counts after "in" or "since" and not as what something is worth or when it falls due,
a due date is the date of a duty and not of what is told, and a day of use ("day three") is no day of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

NUMBER: Final = (
    r"(?:\d+(?:[.,]\d+)?|a (?:few|couple(?: of)?)|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|thirty|forty|several)")
_LONG: Final = r"(?:days?|nights?|weeks?|fortnights?|months?|terms?|seasons?|years?)"
#: a length of time, "six weeks", "a year and a half"
SPAN: Final = rf"{NUMBER} (?:and a half )?(?:minutes?|hours?|{_LONG[3:-1]})(?: and a half)?"
_NAMES: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SHORT: Final = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?"
#: "may" and "march" are verbs too: without a capital they are months only after such a word or beside a day
_MONTH: Final = (
    rf"(?:{'|'.join(_NAMES)}|{_SHORT}|january|february|april|june|july|august|september|october|november|december"
    r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bin the )|(?<=since )|(?<=early )|(?<=late )|(?<=mid )|(?<=last ))(?:march|may))\b")
_ORDINAL: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)")
_YEAR: Final = r"(?:(?:19|20)\d\d|two thousand and (?:\w+teen|\w+))"
_DAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_HOUR: Final = r"(?: (?:morning|afternoon|evening|night|teatime))"
_PART: Final = r"(?:(?:the )?(?:very )?(?:end|start|beginning|middle|back end|first (?:week|half)|second (?:week|half|weekend)|last (?:week|day)|(?:first|second|third|last) \w+day|weekend) of |early |late |mid[- ])"
_SEASON: Final = r"(?:spring|summer|autumn|fall|winter)"
_FEAST: Final = r"(?:Christmas|Easter|New Year|half[- ]term|christmas|easter)"
#: in the order of how much each says: a date, a time of the year, a time before now, a time before or after something
_TIMES: Final = tuple(re.compile(p) for p in (
    rf"(?:\b{_PART})?(?:\bthe )?\b(?:{_ORDINAL} (?:of )?|\d{{1,2}} (?:of )?)(?!week|half){_MONTH}(?:,? (?:of )?(?:last year|this year|{_YEAR}))?",
    rf"(?:\b{_PART})?(?:\b(?:the|last|this) )?\b{_MONTH}(?: (?:the )?{_ORDINAL}\b(?! (?:{_DAY}|one|time))| \d{{1,2}}\b(?![:.]\d| ?(?:am|pm|%)))?(?:,? (?:of )?(?:last year|this year|the year before|two years ago|{_YEAR})| before last)?"
    r"(?:,? the (?:second|first|third|last) week(?:end)?)?",
    rf"\b(?i:(?:about |maybe |nearly |almost |over )?{NUMBER} (?:and a half )?{_LONG}(?: and a half)? (?:ago|back))\b",
    rf"\b(?i:(?:in (?:the )?|that |last |this )(?:very )?{_SEASON}|the {_SEASON}(?= of {_YEAR}| {_YEAR}))(?: of {_YEAR}| {_YEAR})?\b",
    rf"\b(?:in|back in|it was|winter|summer) {_YEAR}\b",
    rf"\b(?:(?:at|over|before|after|just (?:before|after)) )?(?:the )?{_FEAST}(?: before)?\b",
    rf"\b(?i:(?:about |maybe |nearly |almost |over )?{NUMBER} {_LONG} (?:later|(?:before|after)(?: (?:term|(?:an?|the|my|our|his|her) \w+|that|we \w+|i \w+))?))\b",
    r"\b(?i:last (?:week|month|year|term|season)|the (?:week|month|term|year|summer|winter) before(?: (?:that|last))?(?= ?(?:[,.;:!?]|$|and\b|we\b|i\b|when\b|that\b))|the following (?:week|month|year)|this (?:spring|summer|autumn|winter))\b",
))
#: a day of the week says little, and much of what is told of use falls on one
_WEEKDAY: Final = re.compile(rf"\b(?:on )?(?:a|one|last) {_DAY}{_HOUR}?|\b(?:on )?(?:the |that )?{_DAY}{_HOUR}")
#: words right before a time that make it a duty, a price list or a refusal, and not when something happened
_NO_EVENT: Final = re.compile(
    r"(?:\b(?:worth|valued?|due(?: (?:on|by|back|the))?|overdue|expires?|until|till|up to|by|since|which|from now|not|never|every|each|for|(?:lease|loan|contract|warranty)(?: \w+){0,3}? (?:to|on))(?: (?:in|the|on|at|about|maybe|after))*"
    r"|\bbefore the|\bthan|\bused to\b[^,.;]*|\b(?:goes|comes|runs|starts|meets|opens|ends|closes)\b(?: \w+){0,4})\s*$", re.I)
#: a date read out from a note or a form
_QUOTED: Final = re.compile(r'["“][^"”]{1,60}["”]')
#: a day by which something had to be
_DEADLINE: Final = re.compile(r"\b(?:by|(?:gave|given|had|have)(?: \w+)? until|before|due(?: (?:on|by|the))?)(?: (?:the|about))?\s*$", re.I)
#: a time only supposed: "if it hadn't gone through it'd be October"
_SUPPOSED: Final = re.compile(r"\bif\b[^.;?!]*(?:n't|\bnot)\b[^.;?!]*\b(?:it|that|we|i|they)(?:'d| would)(?: \w+){0,3} $", re.I)
_WORTH: Final = {w: i for i, w in enumerate((
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty").split())} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "couple": 2, "few": 3, "several": 3}
_IN_MONTHS: Final = {"minute": 1 / 43800, "hour": 1 / 730, "day": 1 / 30, "night": 1 / 30, "week": 7 / 30, "fortnight": 14 / 30, "month": 1.0, "term": 4.0, "season": 6.0,
                     "year": 12.0}
_AGO: Final = re.compile(rf"(?P<n>{NUMBER} (?:and a half )?{_LONG})(?: and a half)? (?:ago|back)\b", re.I)
_MONTH_OF: Final = re.compile(rf"\b({'|'.join(n[:3] for n in _NAMES)})[a-z]*\b(?!-)", re.I)
_YEAR_OF: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DAYS: Final = {w: i + 1 for i, w in enumerate((
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split())} | {
    "thirtieth": 30}
TOO_FEW: Final = "too few dates to tell"


def when(text: str, weekday: bool = False) -> str:
    """Return the date or relative time that `text` gives for what it tells, as said, the most exact first; "" for none.

    A day by which something had to be is no day on which it was, and a time only supposed ("if it hadn't …, it'd be") or named again after that is none.
    `weekday` takes a day of the week where there is nothing better.
    """
    words = _QUOTED.sub(lambda m: " " * len(m.group()), text.replace("’", "'"))
    for pattern in (*_TIMES, _WEEKDAY) if weekday else _TIMES:
        for m in pattern.finditer(words):
            supposed = _SUPPOSED.search(words[: m.start()])
            if words[m.start() : m.end()].strip() and not supposed and not _NO_EVENT.search(words[max(0, m.start() - 40) : m.start()]):
                return text[m.start() : m.end()].strip(" ,")
            # a refused date is no month either, and one only supposed is none where it is named again
            again = re.escape(m.group().strip())
            words = re.sub(rf"\b{again}\b", lambda x: " " * len(x.group()), words) if supposed else words[: m.start()] + " " * (m.end() - m.start()) + words[m.end() :]
    return ""


def is_due(text: str) -> bool:
    """Tell whether `text` names a day by which something had to be."""
    words = text.replace("’", "'")
    return any(_DEADLINE.search(words[max(0, m.start() - 40) : m.start()]) for pattern in _TIMES[:2] for m in pattern.finditer(words))


def is_date(said: str) -> bool:
    """Tell whether a time as said names a month, so that another can be told from it."""
    return _dated(said) is not None


def months(span: str) -> float:
    """Return a span such as "three weeks" or "a year and a half" in months; 0 where it is none."""
    m = re.match(rf"(?P<n>{NUMBER}) (?:and a half )?(?P<unit>[a-z]+)", span.strip(), re.I)
    unit = _IN_MONTHS.get(m["unit"].lower().removesuffix("s"), 0.0) if m else 0.0
    if not m or not unit:
        return 0.0
    words = [w for w in re.split(r"[ -]", m["n"].lower()) if w not in ("of",)]
    if words[0].replace(".", "", 1).replace(",", "", 1).isdigit():
        count = float(words[0].replace(",", "."))
    elif words[0] == "half":
        count = 0.5
    else:
        named = [_WORTH[w] for w in words if w in _WORTH]
        count = named[-1] if words[0] in ("a", "an") else sum(named)
    return unit * (count + (0.5 if "and a half" in span.lower() else 0))


def order_check(events: Sequence[tuple[str, str]]) -> str:
    """Return whether the times told contradict the order of `events` (name, words): dates with dates, "… ago" with "… ago".

    Months without a year are compared within one year: whether a later event in an earlier month is a mistake or of the next
    year the words do not say, and so the reading says that.
    """
    dates = [(e, d, said) for e, text in events if (said := when(text)) and (d := _dated(said))]
    past = [(e, -months(m["n"]), m.group()) for e, text in events if (m := _AGO.search(text)) and months(m["n"])]
    full = [(e, year * 400 + month * 31 + day, said) for e, (year, month, day), said in dates if year]
    wrong = [f"{e2} ({said2}) before {e1} ({said1})" for told in (full, past) for (e1, t1, said1), (e2, t2, said2) in pairwise(told) if t2 < t1]
    if wrong:
        return "contradicts: " + "; ".join(wrong)
    turned = [f"{e2} ({said2}) after {e1} ({said1})" for (e1, d1, said1), (e2, d2, said2) in pairwise(dates)
              if not (d1[0] and d2[0]) and _earlier(d2, d1)]
    if turned:
        return "in order only if the later event is of the next year: " + "; ".join(turned)
    if len(full) > 1 or len(past) > 1:
        return "in order"
    return "in order (years not said)" if len(dates) > 1 else TOO_FEW


def _dated(said: str) -> tuple[int, int, int] | None:
    """Return year (0 where not said), month and day (0) of a date in words, None where it names no month."""
    month, year = _MONTH_OF.search(said), _YEAR_OF.search(said)
    if not month or _AGO.search(said):
        return None
    number = next(i for i, n in enumerate(_NAMES) if n[:3].lower() == month[1].lower()) + 1
    return int(year.group()) if year else 0, number, _day(said)


def _day(said: str) -> int:
    """Return the day of the month a date names, 0 where it names none or a part of the month."""
    if re.search(r"\b(?:week|weekend|half|\w+day) of\b", said):
        return 0
    digits = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", said)
    if digits:
        return int(digits[1])
    tens = 20 if "twenty" in said else 30 if re.search(r"\bthirty[- ]", said) else 0
    return next((tens + n for w, n in _DAYS.items() if re.search(rf"\b{w}\b", said)), 20 if re.search(r"\btwentieth\b", said) else 0)


def _earlier(later: tuple[int, int, int], first: tuple[int, int, int]) -> bool:
    """Tell whether the month of `later` comes before that of `first`, or in the same month its day, where both name one."""
    return later[1] < first[1] or (later[1] == first[1] and 0 < later[2] < first[2])
