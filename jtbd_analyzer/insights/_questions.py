"""What interviewers asked: which topics, and whether a question already held its answer. Questions are context, never evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jtbd_analyzer.model import Transcript
    from jtbd_analyzer.study import Study

#: code -> how interviewers ask for it (guideline, interviewer questions as priors)
ASKED: Final = {code: re.compile(pattern, re.I) for code, pattern in {
    "struggle_trigger": r"first (?:thought|think|realis|realiz)|take me back|what (?:was going on|happened)|why then|why not (?:earlier|a month)|what made it urgent|what (?:prompted|triggered|set (?:it|this) off)",
    "pain_point": r"(?:hard|difficult|frustrat\w*|annoying|painful) (?:about|part|thing)|what (?:was|were) .{0,20}(?:problem|struggl)|how did you (?:handle|manage|do it)"
                  r"|\bwhat(?:'s| is| was| has| have)?(?: \w+){0,2} not (?:been |so |that |as |very )*(?:good|great|well)\b"
                  r"|\bwhat (?:trouble|problems?|difficult\w+|annoys?|bothers?|bugs?)\b"
                  r"|\b(?:any|some)thing(?: else)? (?:that )?(?:has|have|did|does|is)?(?:n't| not) (?:been |work\w* )?(?:so |that |as |very )*(?:good|great|well)\b"
                  r"|\b(?:has|have|did|does|is) anything(?: else)? not (?:been |work\w* )?(?:so |that |as |very )*(?:good|great|well)\b",
    "desired_outcome": r"hoping (?:for|to)|what did you (?:want|imagine|need)|what would .{0,20}look like",
    "priority": r"most important|matter(?:ed)? most|main thing|trade[- ]?off|if you had to (?:pick|choose)",
    "criterion": r"must[- ]haves?|on your list|looking for in|what did you compare|criteria",
    "alternative": r"what (?:else|other)|other (?:options|tools|products)|using before|before (?:that|this|you had)|look at any(?:thing)?|considered|compare",
    "anxiety": r"hesitat|unsure|worr(?:y|ied)|nervous|concern|doubt|afraid|scared",
    "objection": r"against|push(?:ed)? ?back|object|who (?:said no|disagreed)|anyone (?:not|against)|reasons? not to",
    "habit": r"why (?:did(?:n't)? you|not) .{0,20}(?:stay|sooner|earlier)|hard to let go|used to the old|what kept you",
    "social_influence": r"who else|who (?:did you talk|had to|was involved)|anyone else|did (?:anyone|somebody) (?:recommend|tell)|convince",
    "price": r"\bprice|\bcost|budget|pay for|how much|expensive|worth",
    "deal_maker": r"what (?:convinced|tipped|sold|made you (?:choose|go|pick|decide))|why (?:them|that one|did you choose)|how did you decide"
                  r"|\bwhat (?:\w+ )?(?:settled|clinched|decided|swung|sealed) (?:it|you|that)\b"
                  r"|^\W*(?:(?:and|so|but|then),? )*what was it,? (?:for|about|with|in the end)\b"
                  r"|\b(?:a|the|one) (?:moment|point|time) (?:where|when|that) you (?:decided(?! to\b)|knew|made up your mind)\b",
    "deal_breaker": r"ruled? .{0,15}out|deal[- ]?breaker|what would have stopped|walk(?:ed)? away",
    "value_realized": r"what can you do now|what(?:'s| is| has) (?:different|changed|better)|since (?:then|you)|what would you miss|and now",
    "moment_of_truth": r"support|how (?:were|was) (?:they|the company|the call|the demo)|surpris|first impression",
    "milestone": r"what did you do (?:next|then|first)|where did you look|walk me through|set(?:ting)? (?:it )?up|first week|how did you (?:find|hear)",
    "feature_mention": r"which (?:parts?|features?)|do you use the|what do you use",
}.items()}
#: begins only where a sentence does, else a long turn without a question would be searched from each of its letters
_QUESTION: Final = re.compile(r"(?:\A|(?<=[.?!]))[^.?!]*\?")
#: the answer is in the question: a tag, a verdict offered, a reading of the person's mind
_LEADING: Final = re.compile(
    r"(?:,|\.) ?(?:right|yeah|correct|no)\?\s*$|\b(?:isn't it|wasn't it|aren't they|weren't (?:you|they|it)|didn't (?:it|you|they)|don't you(?: think)?|doesn't it|wouldn't you)\?\s*$"
    r"|^\W*(?:and |so |but |okay,? |ok,? )*(?:so |then )?(?:(?:it|that) (?:sounds?|must have|seems?|was|were|felt)|(?:so|then) (?:you|they) (?:were|felt|must have)|you (?:must have|felt))\b[^?]*\?"
    r"|\b(?:was|were|is|did|does|do) (?:it|that|you|they|this) (?:\w+ ){0,3}?(?:really |very |so |a bit )?(?:frustrat\w+|chaotic|chaos|annoy\w*|stressful|stressed|difficult|painful|hard|amazing|great|easy|helpful|terrible|awful|nice|worried|nervous|scared|happy|angry|expensive)\b[^?]*\?"
    r"|\bwould(?:n't)? you (?:say|agree)\b|\b(?:surely|obviously|i (?:assume|guess|imagine|suppose) (?:you|that|it))\b", re.I)
_OPENING: Final = re.compile(r"\W*(?:(?:and|so|but|okay|ok|then),? )*(?:what|how|why|where|who|when|which)\b", re.I)
_OPEN: Final = re.compile(r"\b(?:what|how|why|where|who|when|which|tell me|walk me|take me|describe|talk me)\b", re.I)


def questions(t: Transcript) -> Iterator[tuple[int, str]]:
    """Return turn and words of each question an interviewer asks in `t`."""
    for turn in t.turns:
        if turn.role == "interviewer":
            for m in _QUESTION.finditer(t.text(turn)):
                if m.group().strip(" ?"):
                    yield turn.index, m.group().strip()


def is_leading(question: str) -> bool:
    """Tell whether a question offers its answer; a plain yes-or-no question does not."""
    return _LEADING.search(question) is not None and not _OPENING.match(question)


def is_open(question: str) -> bool:
    """Tell whether a question asks for more than yes or no."""
    return _OPEN.search(question) is not None and not is_leading(question)


def interviews_asked(study: Study) -> dict[str, int]:
    """Return for each code in how many transcripts an interviewer asks for what it stands for; a code nobody can ask for has no place."""
    asked = [[q for _, q in questions(t)] for t in study.transcript_rows]
    return {code: sum(any(pattern.search(q) for q in own) for own in asked) for code, pattern in ASKED.items()}
