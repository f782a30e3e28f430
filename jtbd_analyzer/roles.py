"""Who interviews and who is interviewed: from what the researcher says, from labels, or from who asks the questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jtbd_analyzer.model import Passage, Role

_INTERVIEWER: Final = re.compile(
    r"(?:interviewer|int|i|iv|ivr|moderator|mod|facilitator|researcher|ux researcher|host|assistant|ai|q|me|chatbot|bot)\s*[#.]?\s*\d{0,2}", re.I
)
_PARTICIPANT: Final = re.compile(
    r"(?:participant|p|part|respondent|resp|interviewee|ie|customer|client|user|guest|informant|subject|a|them)\s*[#.]?\s*\d{0,3}", re.I
)
#: letters that mean different people in different houses; settled by whom they stand beside
_AMBIGUOUS: Final = {"r": ("i", "int", "interviewer", "q", "m"), "m": ("p", "r"), "s": ("i",)}
_NOBODY: Final = re.compile(r"(?:unknown|unidentified|unnamed)(?: speaker)?\s*\d{0,2}|speaker\s*\?|\?+", re.I)
_QUESTION: Final = re.compile(r"\?")
_OPENER: Final = re.compile(
    r"\b(?:tell me|walk me through|take me (?:back|through)|talk me through|can you|could you|would you say|do you|did you|have you|were you|are you"
    r"|what was|what were|what made|what did|how did|how do|how was|why did|when did|who else|anything else|let me ask|my next question"
    r"|(?:so )?it sounds like|that makes sense|thank(?:s| you) (?:so much )?for)\b", re.I,
)
_YOU: Final = re.compile(r"\byou(?:r|rs|'re|'ve|'d)?\b", re.I)
#: below this lead in asking behaviour the roles of a transcript are said to be unsure
SURE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Part:
    """The role one label was given, how sure (0..1) and why."""

    role: Role
    confidence: float
    reason: str


def plain(name: str) -> str:
    """Return a speaker label for comparison: lower case, without pronouns in brackets, titles or doubled spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\([^)]*\)", "", name)).strip(" .:*#@[]{}").casefold()


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
    openers = len(_OPENER.findall(joined)) / sentences
    second = len(_YOU.findall(joined)) / words
    turns_asking = sum(bool(_QUESTION.search(t)) for t in texts) / max(1, len(texts))
    return min(1.0, 0.35 * min(1.0, 2 * questions) + 0.25 * min(1.0, 2 * openers) + 0.15 * min(1.0, second / 0.05) + 0.25 * turns_asking)


def assign(passages: Sequence[Passage], interviewers: Collection[str] = (), participants: Collection[str] = (),
           recurring: Mapping[str, int] | None = None, files: int = 1) -> dict[str, Part]:
    """Return the part of every speaker label in `passages`.

    `interviewers` and `participants` are names the researcher gave; `recurring` counts in how many of `files` files of the
    batch a label stands. Order of trust: the researcher, the label itself, a name that recurs over the batch, who asks.
    """
    said: dict[str, list[str]] = {}
    for p in passages:
        if p.speaker is not None:
            said.setdefault(p.speaker, []).append(p.text)
    parts = {name: _by_name(name, said, interviewers, participants) for name in said}
    open_names = [n for n, part in parts.items() if part is None]
    found: dict[str, Part] = {n: part for n, part in parts.items() if part is not None}
    if open_names:
        found |= _by_batch_or_behaviour(open_names, said, found, recurring or {}, files)
    return found


def _by_name(name: str, said: Mapping[str, list[str]], interviewers: Collection[str], participants: Collection[str]) -> Part | None:
    if any(same_person(name, n) for n in interviewers):
        return Part("interviewer", 1.0, "named as interviewer")
    if any(same_person(name, n) for n in participants):
        return Part("participant", 1.0, "named in participants.csv")
    label = plain(name)
    if _NOBODY.fullmatch(label):
        return Part("unknown", 0.5, "the label names nobody")
    others = {plain(n) for n in said} - {label}
    if label in _AMBIGUOUS:
        beside_interviewer = any(o in _AMBIGUOUS[label] or _INTERVIEWER.fullmatch(o) for o in others)
        beside_participant = any(_PARTICIPANT.fullmatch(o) for o in others)
        if beside_interviewer != beside_participant:
            return Part("participant" if beside_interviewer else "interviewer", 0.9, f"label {name!r} beside the others")
        return None
    if _INTERVIEWER.fullmatch(label):
        return Part("interviewer", 0.97, f"label {name!r}")
    if _PARTICIPANT.fullmatch(label):
        return Part("participant", 0.97, f"label {name!r}")
    return None


def _by_batch_or_behaviour(names: Sequence[str], said: Mapping[str, list[str]], found: Mapping[str, Part],
                           recurring: Mapping[str, int], files: int) -> dict[str, Part]:
    has_interviewer = any(p.role == "interviewer" for p in found.values())
    scores = {n: asking(said[n]) for n in names}
    out: dict[str, Part] = {}
    if len(names) == 1 and not found:
        only = names[0]
        role: Role = "interviewer" if scores[only] > 0.6 else "participant"
        return {only: Part(role, 0.5, "the only speaker")}
    generic = re.compile(r"(?:speaker|spk|person)[\s_]*\w{0,3}", re.I)
    if files >= 3:
        for n in names:
            if recurring.get(plain(n), 0) >= max(3, files / 3) and not generic.fullmatch(plain(n)) and scores[n] > 0.2:
                out[n] = Part("interviewer", 0.95, f"speaks in {recurring[plain(n)]} of {files} files")
    rest = [n for n in names if n not in out]
    if out or has_interviewer:
        return out | {n: Part("participant", 0.9, "the interviewer is another") if scores[n] < 0.6
                      else Part("interviewer", 0.6, "asks like an interviewer") for n in rest}
    ranked = sorted(rest, key=lambda n: (-scores[n], n))
    top = ranked[0]
    lead = scores[top] - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    sure = min(0.95, 0.5 + 1.2 * max(0.0, lead))
    if any(p.role == "participant" for p in found.values()) and len(ranked) == 1:
        sure = max(sure, 0.85)
    asks = f"asks the questions ({scores[top]:.2f} against {scores[ranked[1]]:.2f})" if len(ranked) > 1 else "the other is a participant"
    out[top] = Part("interviewer", round(sure, 2), asks)
    return out | {n: Part("participant", round(sure, 2), "answers the questions") for n in ranked[1:]}


def recurring_labels(labels_by_file: Sequence[Collection[str]]) -> dict[str, int]:
    """Return in how many files each label stands, labels compared plainly."""
    return dict(Counter(name for labels in labels_by_file for name in {plain(x) for x in labels}))


_SENTENCE: Final = re.compile(r"[^.?!…]*(?:[.?!…]+[\"')\]]*|$)\s*", re.S)


def guess_turns(passages: Sequence[Passage]) -> list[Passage]:
    """Return unlabelled speech cut into guessed turns: sentences that ask are the interviewer's, the others the participant's.

    A guess for files that name nobody; what is quoted from it is shown and not counted unless the researcher says so.
    """
    out: list[Passage] = []
    for p in passages:
        for m in _SENTENCE.finditer(p.text):
            sentence = m.group().strip()
            if not sentence:
                continue
            asks = sentence.endswith("?") or bool(_OPENER.match(sentence) and _YOU.search(sentence))
            out.append(Passage(sentence, GUESSED[0] if asks else GUESSED[1], p.start_s, p.end_s, p.line))
    return out


#: labels of guessed speakers
GUESSED: Final = ("guessed interviewer", "guessed participant")
