"""Who interviews and who is interviewed: from what the researcher says, from labels, or from who asks the questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jtbd_analyzer.model import Passage, Role
from jtbd_analyzer.names import QUESTION, one_person

_INTERVIEWER: Final = re.compile(
    r"(?:interviewer|int|i|iv|ivr|ir|moderator|mod|facilitator|researcher|investigator|ux ?researcher|uxr|host|assistant|ai|q|question|me|chatbot|bot"
    r"|interviewerin|moderatorin|forscher(?:in)?|interviewe(?:u|us)[re]{1,2}|enquêt(?:eur|rice|euse)|animat(?:eur|rice)|entrevistadora?|moderadora?"
    r"|intervistat(?:ore|rice)|moderat(?:ore|rice)|gespreksleider|agent|(?:support |sales )?rep|co-?host"
    r"|提问者|提問者|访谈者|訪談者|采访者|主持人|访问员|研究员|インタビュアー|聞き手|司会者?|면접관|진행자)"
    r"(?:[\s_]*[#.-]?\s*\d{1,2}|[\s_#.-]{1,3}[a-e])?", re.I
)
_PARTICIPANT: Final = re.compile(
    r"(?:participant|p|part|respondent|resp|res|interviewee|ie|ip|customer|client|user|guest|informant|subject|answer|them"
    r"|befragte[rn]?|teilnehmer(?:in)?|interviewte[rn]?|kund(?:e|in)|enquêtée?|interviewée?|participante?|entrevistad[oa]|intervistat[oa]|partecipante"
    r"|deelnemer|geïnterviewde|caller|prospect|shopper|patient"
    r"|受访者|受訪者|被访者|参与者|参加者|嘉宾|用户|回答者|話し手|응답자|참여자)(?:[\s_]*[#.-]?\s*\d{1,3}|[\s_#.-]{1,3}[a-e])?", re.I
)
_BESIDE: Final = re.compile(r"(?:note[ -]?taker|observer|scribe|transcriber|narrator|system|recording)\s*\d{0,2}", re.I)
#: words long enough to say the part of a voice though a name stands beside them: "Jane (Interviewer)", "Moderator - Tom"
_SPELLED: Final = re.compile(r"\b(interviewer|moderator|facilitator|researcher|host|participant|respondent|interviewee|note[ -]?taker|observer)\b", re.I)
#: letters that mean different people in different houses, with the letter that settles each; else whom they stand beside does
_AMBIGUOUS: Final[Mapping[str, Mapping[str, Role]]] = {
    "r": {"m": "participant"}, "m": {"r": "interviewer"}, "s": {"e": "participant"}, "a": {"q": "participant"},
}
_NOBODY: Final = re.compile(r"(?:unknown|unidentified|unnamed)(?: speaker)?\s*\d{0,2}|speaker\s*\?|\?+", re.I)
_GENERIC: Final = re.compile(r"(?:speaker|spk|person|voice)[\s_]*\w{0,3}", re.I)
_QUESTION: Final = re.compile(r"[?？؟]")
OPENER: Final = re.compile(
    r"\b(?:tell me|walk me through|take me (?:back|through)|talk me through|can you|could you|would you say|do you|did you|have you|were you|are you"
    r"|what was|what were|what made|what did|how did|how do|how was|why did|when did|who else|anything else|let me ask|my next question"
    r"|(?:so )?it sounds like|that makes sense|thank(?:s| you) (?:so much )?for)\b", re.I,
)
#: how a turn that asks begins, where a recogniser writes no question marks: "okay and how long did you"
_FIRST: Final = re.compile(
    r"\W{0,3}(?:(?:so|and|okay|ok|right|but|um|uh|er|yeah|yes|well|alright|great|cool|now|then|oh|mm|mhm|hm|got it|i see|thanks)[\s,.]{1,3}){0,5}"
    r"(?:(?:what|how|who|why|which|where|when|whose)(?!\s(?:i|we|he|she|they|you|it|my|our|the)\b)(?:['’]s|(?:\s\w{1,15}){0,3}\s(?:did|do|does|was|were|is|are|have|had|would|could|can|will|made|else|about))\b"
    r"|(?:what|how) about\b|(?:did|do|does|were|are|have|had|could|can|would|will) you\b|(?:was|is|are|were) (?:there|that|it|this|they)\b"
    r"|tell me|walk me|take me|talk me|i['’]d (?:love|like) to (?:hear|know))", re.I,
)
#: words above which a turn that opens like a question tells something
_ASKED_WORDS: Final = 45
YOU: Final = re.compile(r"\byou(?:r|rs|'re|'ve|'d)?\b", re.I)
#: below this lead in asking behaviour the roles of a transcript are said to be unsure
SURE: Final = 0.75
#: a second interviewer asks at least this much, absolutely and against the first, and speaks less than this share of the longest talker
_ALSO_ASKS: Final = (0.3, 0.6, 0.5)
#: how sure the roles of two voices are of which the tool named only one
_HALF_NAMED: Final = 0.7
#: asking behaviour of somebody who plainly interviews, and at most of somebody who only tells
_PLAINLY_ASKS, _TELLS = 0.5, 0.2
#: of three or more voices, one with less than this share of the words and fewer words than this is no participant by itself
_PASSING: Final = (0.02, 60)
#: words below which a single turn is no part in the talk, in a talk of more words than this
_LOOKS_IN: Final = (10, 200)


@dataclass(frozen=True, slots=True)
class Part:
    """The role one label was given, how sure (0..1) and why."""

    role: Role
    confidence: float
    reason: str


def plain(name: str) -> str:
    """Return a speaker label for comparison: lower case, without pronouns in brackets, titles or doubled spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\([^)]*\)", "", name)).strip(" .:*#@[]{}").casefold()


def is_asker(name: str) -> bool:
    """Return whether a label by itself says that somebody interviews."""
    return _INTERVIEWER.fullmatch(plain(name)) is not None


def is_part(name: str) -> bool:
    """Return whether a label by itself says the part of somebody, in whatever language, and so names nobody."""
    return any(p.fullmatch(plain(name)) for p in (_INTERVIEWER, _PARTICIPANT, _BESIDE))


def names_nobody(name: str) -> bool:
    """Return whether a label stands for voices that were not told apart ("Unknown Speaker")."""
    return _NOBODY.fullmatch(plain(name)) is not None


def of_post(speakers: Iterable[str], kind: str) -> dict[str, Part]:
    """Return the parts in a listening post (survey, reviews, tickets): the form asks, everybody else is a participant."""
    return {n: Part("interviewer", 1.0, "a question of the form") if n == QUESTION else Part("participant", 0.95, f"wrote in a {kind}") for n in speakers}


def same_person(a: str, b: str) -> bool:
    """Return whether two labels may name one person: equal, or one is the first or last name of the other."""
    x, y = plain(a), plain(b)
    if not x or not y:
        return False
    return x == y or x in y.split() or y in x.split()


def asking(texts: Sequence[str]) -> float:
    """Return how much somebody behaves like an interviewer, 0..1: questions, openers and "you" per sentence, and short turns."""
    joined = " ".join(texts)
    words = max(1, len(joined.split()))
    sentences = max(1, len(re.findall(r"[.?!…]+(?:\s|$)", joined)), words // 25)
    questions = len(_QUESTION.findall(joined)) / sentences
    openers = len(OPENER.findall(joined)) / sentences
    second = len(YOU.findall(joined)) / words
    turns_asking = sum(bool(_QUESTION.search(t)) or (_FIRST.match(t) is not None and len(t.split()) <= _ASKED_WORDS) for t in texts) / max(1, len(texts))
    return min(1.0, 0.35 * min(1.0, 2 * questions) + 0.25 * min(1.0, 2 * openers) + 0.15 * min(1.0, second / 0.05) + 0.25 * turns_asking)


def assign(passages: Sequence[Passage], interviewers: Collection[str] = (), participants: Collection[str] = (),
           recurring: Mapping[str, int] | None = None, files: int = 1) -> dict[str, Part]:
    """Return the part of every speaker label in `passages`, in the order in which they first speak.

    `interviewers` and `participants` are names the researcher gave; `recurring` counts in how many of `files` files of the
    batch a label stands. Order of trust: the researcher, the label itself, a name that recurs over the batch, who asks.
    Unless the researcher or a label says otherwise, somebody is a participant.
    """
    said: dict[str, list[str]] = {}
    for p in passages:
        if p.speaker is not None:
            said.setdefault(p.speaker, []).append(p.text)
    told = {n: part for n in said if (part := _told(n, interviewers, participants))}
    found = told | {n: part for n in said if n not in told and (part := _by_label(n, said))}
    if not any(p.role == "participant" for p in found.values()):  # in oral history the narrator is who is interviewed
        found |= {n: Part("participant", 0.8, f"label {n!r}, nobody else answers") for n in found if plain(n).startswith("narrator")}
    if not any(p.role == "participant" for p in found.values()) and len(found) == len(said):
        found = {n: p for n, p in found.items() if p.role != "unknown"}  # then the participant is the one nobody named
    if not found.keys() - {n for n, p in found.items() if p.role == "unknown"} and len(said) == 2 and found:
        pair = _who_asks(list(said), {n: asking(t) for n, t in said.items()}, {n: sum(len(x.split()) for x in t) for n, t in said.items()}, False)
        if min(p.confidence for p in pair.values()) >= SURE:  # two voices, one of them not named: it is plain who asks
            return {n: Part(pair[n].role, _HALF_NAMED, pair[n].reason) for n in said}
    open_names = [n for n in said if n not in found]
    if open_names:
        found |= _by_batch_or_behaviour(open_names, said, found, recurring or {}, files)
    return {n: found[n] for n in said}


def _told(name: str, interviewers: Collection[str], participants: Collection[str]) -> Part | None:
    """Return the part the researcher gave; a full match goes before the match of a first name."""
    interviewer, participant = Part("interviewer", 1.0, "named as interviewer"), Part("participant", 1.0, "named in participants.csv")
    if plain(name) in map(plain, interviewers):
        return interviewer
    if plain(name) in map(plain, participants):
        return participant
    if any(same_person(name, n) for n in interviewers):
        return interviewer
    return participant if any(same_person(name, n) for n in participants) else None


def _by_label(name: str, said: Collection[str]) -> Part | None:
    label = plain(name)
    if _NOBODY.fullmatch(label):
        return Part("unknown", 0.5, "the label names nobody")
    letter = re.sub(r"[\s#.]*\d{1,3}$", "", label)
    others = {plain(n) for n in said} - {label}
    if letter in _AMBIGUOUS:
        return _beside(name, letter, {o for o in others if re.sub(r"[\s#.]*\d{1,3}$", "", o) != letter})
    words = _SPELLED.findall(name)
    for known in (label, *(words if len(words) == 1 else ())):
        for pattern, role in ((_BESIDE, "other"), (_INTERVIEWER, "interviewer"), (_PARTICIPANT, "participant")):
            if pattern.fullmatch(known):
                return Part(role, 0.97, f"label {name!r}")  # type: ignore[arg-type]
    return None


def _beside(name: str, letter: str, others: Collection[str]) -> Part | None:
    """Return the part of an ambiguous letter from the labels it stands beside: R beside I answers, R beside P asks."""
    reason = f"label {name!r} beside the others"
    for other, role in _AMBIGUOUS[letter].items():
        if any(re.sub(r"\d+$", "", o) == other for o in others):
            return Part(role, 0.9, reason)
    asks = any(_INTERVIEWER.fullmatch(o) for o in others)
    answers = any(_PARTICIPANT.fullmatch(o) for o in others)
    if asks == answers or letter == "a":
        return None
    return Part("participant" if asks else "interviewer", 0.9, reason)


def _by_batch_or_behaviour(names: Sequence[str], said: Mapping[str, list[str]], found: Mapping[str, Part],
                           recurring: Mapping[str, int], files: int) -> dict[str, Part]:
    """Return the parts of voices that neither the researcher nor a label tells."""
    scores = {n: asking(said[n]) for n in names}
    if len(said) == 1:
        only = names[0]
        role: Role = "interviewer" if scores[only] > 0.6 and not _NOBODY.fullmatch(plain(only)) else "participant"
        return {only: Part(role, 0.5, "the only speaker")}
    words = {n: sum(len(t.split()) for t in texts) for n, texts in said.items()}
    total = sum(words.values())
    passing = {n for n in names if len(said) > 2 and ((words[n] < _PASSING[0] * total and words[n] < _PASSING[1]) or _drops_in(said[n], total))}
    out = {n: Part("other", 0.6, f"says little ({words[n]} words): name in participants.csv to count") for n in passing}
    rest = [n for n in names if n not in passing]
    has_participant = any(p.role == "participant" for p in found.values())
    again = [n for n in rest if files >= 3 and recurring.get(plain(n), 0) >= max(3, files / 3) and not _GENERIC.fullmatch(plain(n)) and scores[n] > 0.2]
    if len(again) < len(rest) or has_participant:  # who is interviewed three times recurs too
        out |= {n: Part("interviewer", 0.95, f"speaks in {recurring[plain(n)]} of {files} files") for n in again}
        rest = [n for n in rest if n not in out]
    if not rest:
        return out
    if any(p.role == "interviewer" for p in (*found.values(), *out.values())):
        return out | _beside_interviewer(rest, scores, words, has_participant)
    return out | _who_asks(rest, scores, words, has_participant)


def _drops_in(texts: Sequence[str], total: int) -> bool:
    """Return whether somebody says one short thing only, as who looks in or runs the recording."""
    return len(texts) == 1 and len(texts[0].split()) < _LOOKS_IN[0] and total > _LOOKS_IN[1]


def _beside_interviewer(rest: Sequence[str], scores: Mapping[str, float], words: Mapping[str, int], has_participant: bool) -> dict[str, Part]:
    """One who interviews is known: another must ask as much and talk little to be a second."""
    most = max(words.values())
    asks = [n for n in rest if scores[n] >= 0.6 and words[n] < _ALSO_ASKS[2] * most]
    if len(asks) == len(rest) and not has_participant:
        asks.remove(max(asks, key=lambda n: words[n]))
    return {n: Part("interviewer", 0.6, "asks like an interviewer") if n in asks else Part("participant", 0.9, "the interviewer is another") for n in rest}


def _who_asks(rest: Sequence[str], scores: Mapping[str, float], words: Mapping[str, int], has_participant: bool) -> dict[str, Part]:
    """Nobody is known to interview: who asks most does, and whoever asks nearly as much and talks little beside the longest talker."""
    ranked = sorted(rest, key=lambda n: (-scores[n], words[n], n))
    top = ranked[0]
    if len(ranked) == 1 and not has_participant:
        return {top: Part("participant", 0.5, "the only voice that says more than a little")}
    least, share, talk = _ALSO_ASKS
    most = max(words[n] for n in rest)
    longest = max(rest, key=lambda n: words[n])
    hosts = scores[longest] <= _TELLS  # beside somebody who never asks, who asks and tells much is a host
    asks = [n for n in ranked[1:] if n != longest and ((scores[n] >= max(least, share * scores[top]) and words[n] < talk * most)
                                                       or (hosts and scores[n] >= _PLAINLY_ASKS))]
    answers = [n for n in ranked[1:] if n not in asks]
    if not answers and not has_participant and asks:
        answers = [asks.pop()]
    lead = min(scores[n] for n in (top, *asks)) - max((scores[n] for n in answers), default=0.0)
    sure = round(min(0.95, 0.5 + 1.2 * max(0.0, lead)), 2)
    if has_participant and len(ranked) == 1:
        return {top: Part("interviewer", max(sure, 0.85), "the other is a participant")}
    against = f"{max((scores[n] for n in answers), default=0.0):.2f}"
    out = {top: Part("interviewer", sure, f"asks the questions ({scores[top]:.2f} against {against})")}
    out |= {n: Part("interviewer", sure if scores[n] >= _PLAINLY_ASKS else min(sure, 0.7), f"asks too ({scores[n]:.2f} against {against})") for n in asks}
    return out | {n: Part("participant", sure, "answers the questions") for n in answers}


def recurring_labels(labels_by_file: Sequence[Collection[str]]) -> dict[str, int]:
    """Return in how many files each label stands, compared plainly; a first name counts with the only full name that begins with it."""
    by_file = [{plain(x) for x in labels} for labels in labels_by_file]
    person = one_person({name for labels in by_file for name in labels})
    counts = Counter(p for labels in by_file for p in {person[x] for x in labels})
    return {name: counts[p] for name, p in person.items()}


def asks(text: str) -> bool:
    """Return whether a turn asks: it ends with a question mark, or opens as a question does and is short."""
    return text.rstrip().endswith("?") or (_FIRST.match(text) is not None and len(text.split()) <= _ASKED_WORDS)
