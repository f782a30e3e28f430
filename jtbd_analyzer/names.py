"""Names of speakers: what can be one, how it is written, and which labels of a file name one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jtbd_analyzer.sources import unescape

#: label of a question that a form, not a person, asks
QUESTION = "Question"
MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 5

_ROLE = re.compile(
    r"(?:interviewer|interviewee|int|ivr|iv|ie|ir|ip|uxr|res|moderator|mod|facilitator|host|researcher|respondent|resp|participant|part|customer|client|"
    r"user|assistant|ai|agent|guest|speaker|unknown speaker|unidentified speaker|narrator|observer|note ?-?taker|me|them|question|answer|"
    r"subject|informant|consultant|coach|caller|call-in user|male speaker|female speaker|"
    r"[pirmqas](?=\W?\d))(?:[ _#.-]?\d{1,3}|[ _#.-][a-z])?",
    re.IGNORECASE,
)
_PARTICLES = frozenset(re.findall(r"\S+", "de da di do du del della den der van von zu bin ibn al el la le y of and & und the on behalf from at"))
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        "note notes example hello hi hey yes no yeah okay ok so well and but then first second third also ps fyi nb warning todo summary "
        "because http https ftp mailto www file re url source important tip update edit inaudible laughter "
        "laughs laughing laugh crosstalk pause "
        "silence music applause unclear noise sighs sigh unintelligible redacted pii overlapping cough "
        "coughs foreign blank_audio thanks right sure "
        "background bleep beep oh um uh",
    )
)
#: what people put before a colon in the middle of what they say; told once it is no speaker
_ASIDES = frozenset(
    re.findall(
        r"\S+",
        "reminder rule lesson translation quote problem solution result conclusion context caution disclaimer moral verdict pros cons pro con downside "
        "upside benefit goal idea option fact truth meaning bonus plus minus spoiler joke confession caveat guess prediction sidenote aside "
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december",
    )
)
META = re.compile(
    r"(?:meeting |interview |project |recording |transcript |session |study )?(?:title|date|time|duration|length|topic|subject|location|"
    r"place|project|participants?|attendees|invited|present|speakers?|interviewers?|interviewees?|moderators?|transcript|transcript id|id|"
    r"recorded|recording|language|file|file name|version|transcribed by|transcriber|consent|keywords|"
    r"tags|study|company|role|name|product|segment|"
    r"start time|end time|started|ended)",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"\s*\((?:(?:she|he|they|her|him|them|any|ze|elle|il|ella|él|sie|er)(?:\s?/\s?\w{1,12}){0,3}|guest|external|unverified|you)\)", re.IGNORECASE
)
#: what may follow a name after a comma, and names written last name first as company directories do: "Doe, Jane"
_TITLED = re.compile(r",? (?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|MBA|RN|Esq)\.?$")
_LAST_FIRST = re.compile(r"[^\W\d_][\w'’ -]{1,24}, [^\W\d_][\w'’. -]{0,24}")
#: what broadcasters put after a name the first time
_PART = re.compile(r", (?:(?:co-?)?host|byline|guest|moderator)$", re.IGNORECASE)
#: a label that is explained where it first stands: "Respondent (R1)"
_SHORT = re.compile(r"\(([a-z]{1,3}\d{0,3})\)$")
_NOTE = re.compile(r"(?<=\w) ?\[([^\[\]]{1,24})\]$")
#: what is told of a person in brackets, commas and all: "Ada (participant, 41)"
_BRACKET = re.compile(r"\s?\([^()]{1,40}\)$")
#: a part and its number, and a question or an answer that bears the number of the question
_NUMBERED_PART = re.compile(r"([a-z]{1,20})[\s_.#-]{0,2}(\d{0,3})")
_NUMBERED_ASK = re.compile(r"(q|question|frage|pregunta)[\s_.#-]{0,2}(\d{1,3})")
_NUMBERED_TELL = re.compile(r"(a|answer|antwort|respuesta)[\s_.#-]{0,2}(\d{1,3})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}[-. ]\d{1,2}[-. ]\d{1,2}|\d{1,2}[-. ]\d{1,2}[-. ]\d{4}")
_PAGE = re.compile(r"(?:page|seite|página|pagina|p\.)\s?\d{1,4}(?:\s?(?:of|von|de|di|sur|/)\s?\d{1,4})?", re.IGNORECASE)

#: more labels than this with one first word are no names of one person
_ALIKE = 20
#: a slip of the pen in a label: how rare it is, how often the right label stands, letters from which a slip can be told from another name
_SLIPS, _OFTEN, _SLIP_CHARS = 2, 6, 6
#: letters of a part that is cut short, and different numbers of questions before numbers are those of questions
_SHORT_CHARS, _LEAST_ASKED = 4, 2
#: marks of direction and width, which may stand around a name and are no part of it
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff \t"
_EDGES = "*_#@[]{}<>|,;:：-–— "


def clean_name(label: str) -> str:
    """Return a speaker's name without mark-up, pronouns, company after a bar or surplus white space: "**Chris:**" -> "Chris"."""
    text = _PRONOUNS.sub("", " ".join(unescape(label).strip(_UNSEEN).split())).strip("*_:：# ")
    text = _NOTE.sub(r" (\1)", text).strip(_EDGES).strip()
    name, bar, _company = text.partition("|")
    return name.strip(_EDGES).strip() if bar and name.strip(_EDGES) else text


def is_page(text: str) -> bool:
    """Return whether a line is only a page mark: "[page 2]", "Page 3 of 9", "- 4 -"."""
    return len(text) < 40 and (_PAGE.fullmatch(text.strip(_EDGES + "()")) is not None or re.fullmatch(r"[-–—] ?\d{1,4} ?[-–—]", text.strip()) is not None)


def is_date(name: str) -> bool:
    """Return whether `name` is a date, which stands above times as a name does: "5 November 2025"."""
    return _DAY.fullmatch(name) is not None or (
        _YEAR.search(name) is not None and (len(re.findall(r"\d+", name)) > 1 or _MONTH.search(name) is not None)
    )


def is_role(name: str) -> bool:
    """Return whether `name` is a word for a part in an interview ("Interviewer", "P3", "Speaker 1")."""
    return _ROLE.fullmatch(name) is not None


def is_aside(name: str) -> bool:
    """Return whether `name` is a word that opens a remark, as in "Reminder: ask first", where it stands but once."""
    return name.casefold() in _ASIDES


def plausible(name: str) -> bool:
    """Return whether `name` could be a speaker: short, no sentence, no field name, no notation such as "inaudible"."""
    name = _PART.sub("", _TITLED.sub("", name))
    words, outer = name.split(), _BRACKET.sub("", name)
    if (
        not words
        or len(name) > MAX_NAME_CHARS
        or sum(w.casefold() not in _PARTICLES for w in words) > MAX_NAME_WORDS
        or len(words) > 2 * MAX_NAME_WORDS
        or words[0].casefold() in _NOT_NAMES
        or re.search(r"[?!;\"“”=]", outer)
        or ("," in outer and not _LAST_FIRST.fullmatch(outer))
    ):
        return False
    if is_role(name):
        return True
    if META.fullmatch(name) or is_page(name) or _DAY.fullmatch(name):
        return False
    if re.fullmatch(r"\+?[\d ()*•xX.-]{6,24}", name):
        return sum(c.isdigit() or c in "*•" for c in name) >= 4  # a dial-in number, its middle perhaps hidden
    if not any(c.isalpha() for c in name) or is_date(name) or (name.endswith((".", "…")) and len(words) > 2):
        return False
    lower = [w for w in outer.split() if w.islower() and w[0].islower() and w.casefold() not in _PARTICLES]
    return not lower if len(words) > 1 else True


def one_person(labels: Iterable[str]) -> dict[str, str]:
    """Return label -> the one name of its person, for the labels of one file.

    Letter case, pronouns and company do not part people, and a first name stands for the only full name that begins with it.
    The longest name is kept. What stands in brackets parts people where it differs: Ana (mother), Ana (daughter).
    """
    cleaned = {label: clean_name(label) or label for label in labels}
    by_key: dict[str, list[str]] = {}
    for name in cleaned.values():
        by_key.setdefault(name.casefold(), []).append(name)
    best = {key: next((n for n in sorted(group) if not (n.isupper() or n.islower())), group[0]) for key, group in by_key.items()}
    root = {key: key for key in best}
    alike: dict[str, list[str]] = {}
    for key in best:
        alike.setdefault(key.partition(" ")[0], []).append(key)
    ends: dict[str, list[str]] = {}
    for key in best:
        bare = _PART.sub("", key)
        if (note := _SHORT.search(key)) and is_role(key[: note.start()].strip()):
            ends.setdefault(note.group(1), []).append(key)
        elif " " in bare and not is_role(bare) and len(bare.split()) <= MAX_NAME_WORDS:
            ends.setdefault(bare.rpartition(" ")[2], []).append(key)  # a surname stands for the only full name that ends with it
    for short in sorted(best, key=lambda k: (-len(k.split()), -len(k), k)):
        near = alike[short.partition(" ")[0]]
        longer = {root[k] for k in near if k != short and _begins(k, short)} if len(near) <= _ALIKE else set()
        longer = longer or {root[k] for k in ends.get(short, ()) if k != short}
        if len(longer) == 1 and (not is_role(short) or _explains(next(iter(longer)), short)):
            root[short] = longer.pop()
    shorter = _abbreviated(best)
    root = {key: shorter.get(name, name) for key, name in root.items()}
    asked = _by_question(best)
    return {label: asked.get(name.casefold()) or best[root[name.casefold()]] for label, name in cleaned.items()}


def _abbreviated(keys: Iterable[str]) -> dict[str, str]:
    """Return the short form of a part -> the only part written in full that it begins: "P2" -> "participant 2", "int" -> "interviewer"."""
    parts = {k: (m.group(1), m.group(2)) for k in keys if (m := _NUMBERED_PART.fullmatch(k))}
    full = {k: p for k, p in parts.items() if len(p[0]) > _SHORT_CHARS and is_role(k)}
    out = {}
    for key, (word, number) in parts.items():
        longer = [k for k, (w, n) in full.items() if n == number and w.startswith(word)]
        by_sex = word == "m" and {"f", "w"} & parts.keys()
        if len(word) <= _SHORT_CHARS and len(longer) == 1 and not by_sex:
            out[key] = longer[0]
    return out


def _by_question(keys: Iterable[str]) -> dict[str, str]:
    """Return numbered questions and their answers -> one voice each, since "Q3" and "A3" number what is asked, not who speaks."""
    asks = {k: m for k in keys if (m := _NUMBERED_ASK.fullmatch(k))}
    tells = {k: m for k in keys if (m := _NUMBERED_TELL.fullmatch(k))}
    numbers = {m.group(2) for m in asks.values()}
    if len(numbers) < _LEAST_ASKED or (tells and not {m.group(2) for m in tells.values()} <= numbers):
        return {}
    return {k: m.group(1).capitalize() for k, m in (asks | tells).items()}


def _explains(full: str, short: str) -> bool:
    """Return whether `full` says what `short` is short for: "Interviewer (I)"."""
    return full.endswith(f"({short})")


def misspelt(counts: Mapping[str, int]) -> dict[str, str]:
    """Return label -> the label it is a slip of, for labels that stand once or twice: "Particpant" among forty "Participant"."""
    out: dict[str, str] = {}
    for rare in (n for n, k in counts.items() if k <= _SLIPS and len(n) >= _SLIP_CHARS and n.replace(" ", "").isalpha()):
        often = (n for n, k in counts.items() if k >= _OFTEN and n.replace(" ", "").isalpha() and abs(len(n) - len(rare)) <= 1)
        near = [n for n in often if _one_slip(n.casefold(), rare.casefold())]
        if len(near) == 1:
            out[rare] = near[0]
    return out


def _one_slip(a: str, b: str) -> bool:
    """Return whether two words differ by one letter left out, added, changed or swapped with the next, not by their first or last."""
    if a == b or a[0] != b[0] or a[-1] != b[-1]:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = {(a[start + i :], b[start + j :]) for i, j in ((1, 1), (1, 0), (0, 1))}
    return any(x == y for x, y in rest) or (a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :])


def _begins(full: str, short: str) -> bool:
    """Return whether `full` is `short` with more after it: another name, a bracket, or an initial written out."""
    if is_role(full) or len(short) < 2 or not any(c.isalpha() for c in short):
        return False
    if full.startswith(short + " "):
        return True
    head, _, last = short.rstrip(".").rpartition(" ")
    return bool(head) and len(last) == 1 and full.startswith(f"{head} {last}") and len(full) > len(short)
