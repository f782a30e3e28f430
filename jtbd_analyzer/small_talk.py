"""Talk that is no evidence whatever it is coded as: greetings and thanks, the sound and picture of the call, who somebody is.

Two readings: the words themselves, and the question they answer near the start ("can you hear me okay?", "what do you look
after?"). Of the bank's interviews, sentences that answer a question that only greets or arranges are all labelled none, and
those that answer one that only asks who somebody is are none in 183 of 195.
"""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.claims import plain

#: talk about the talk: greetings, sound, recording, rewards, goodbyes
_SMALL_TALK: Final = re.compile(
    r"\b(?:thanks?(?: you)?(?: so much| very much)? for (?:having|inviting|setting|your time|the (?:call|chat))|(?:great|good|interesting) question|(?:can|could) you (?:still )?(?:hear|see) (?:me|my)|(?:you're|you are|am i|i'm) on mute|you (?:cut out|froze|broke up)|(?:^sorry|[,.]) (?:just )?one (?:second|sec|moment)[.!]*$"
    r"|(?:happy|fine|okay|ok) (?:for you|with you) (?:to record|recording)|^(?:and |so |sorry,? )?let me (?:just )?(?:close|plug|grab|move|get|find|turn|shut)\b|(?:lovely|nice|good|great) (?:talking|speaking|chatting|to (?:meet|talk|chat|speak))|(?:feel free to|you can) (?:email|call|message|ping) me"
    r"|(?:jump|hop) (?:to|on|onto|off) (?:another|a|the) call|(?:repeat|rephrase) (?:the|that|your) question|(?:shall|can|should) i share my screen|(?:put|have) you on speaker|(?:when|how) (?:do|will|would) i (?:get|receive) the (?:voucher|gift card|incentive)|the weather(?:'s| is| has) been|good luck with (?:the|your) (?:study|research|project)|happy to help)", re.I,
)
_SMALL_WORDS: Final = 16
#: a sentence that arranges picture and sound stays talk about the talk though it says why
_SEEN_HEARD: Final = re.compile(
    r"\b(?:can|could) you (?:still )?(?:hear|see) (?:me|my (?:screen|face))\b|\b(?:i|we) (?:might|may|could) (?:just )?(?:vanish|freeze|cut out|drop (?:out|off))\b(?! (?:the|my|it|a)\b)"
    r"|\b(?:the|my) (?:picture|video|camera|screen) (?:may|might|will|'ll|keeps|has|is) (?:probably )?(?:freez\w+|frozen)\b|\bhang on,? (?:i'm|let me) (?:just )?(?:going to |gonna )?(?:shut|close|move|turn)\b", re.I)
_SEEN_HEARD_WORDS: Final = 26

#: turns from the start of a talk in which greetings, consent and who somebody is are asked
_OPENING: Final = 12
_LEAD: Final = r"^(?:(?:so|and|okay|ok|well|great|right|lovely|perfect|now|just|oh|no|good|first|of course|no problem)[, ]+)*"
#: a sentence of the interviewer that only greets, thanks or arranges the talk
_ARRANGES: Final = re.compile(
    rf"{_LEAD}(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))\b(?! (?:to|tell|could|can)).{{0,60}}?"
    r"|(?:many )?(?:thanks?|thank you)(?: you)?(?: again)?(?: so much| very much)? for (?:doing|making|taking|coming|joining|having|your time|fitting|agreeing|the time|being|meeting|talking|speaking|getting)\b.{0,80}"
    r"|(?:can|could) you (?:still )?(?:hear|see) (?:me|us)\b.{0,30}|(?:is|am i (?:talking|speaking) (?:to|with)) (?:that|this) (?-i:[A-Z])[a-z]+|how are you(?: today| doing)?"
    r"|(?:is (?:that|this|it)|are you) (?:still )?(?:okay|ok|all right|alright|fine|happy|good|comfortable|ready)\b.{0,40}|is (?:chat|typing|writing|text|this|now) .{0,20}(?:easier|better|good)\b.{0,40}"
    r"|(?:do|would) you mind (?:if (?:i|we) record|being recorded)\b.{0,30}|how long have you got(?: today| for this)?|(?:you've|you have) frozen|you're (?:on mute|back))[.!?]*$", re.I)
#: a question that only asks who somebody is and what they do
_WHO: Final = re.compile(
    r"\b(?:what (?:do|does) you(?:r (?:job|role|work))? (?:do|look after|involve)(?: (?:there|here|for a living|exactly|day to day))?[?.]*$|what(?:'s| is| are) (?:the|your) (?:job|role|work)\b"
    r"|what you (?:do|look after|are responsible for)(?: (?:there|here|for a living|day to day))?[?.]*$|what are you responsible for|(?:describe|about|introduce|with) your(?:self| role| job| work| background)\b)", re.I)
#: and asks for more than that
_MORE: Final = re.compile(r"\b(?:ai|tools?|how|why|when|if|what happens|before|then|came?|coming|use[ds]?|using|moved|system|app|changed?|problems?|explain)\b", re.I)
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")

TALK: Final = "talk about the talk"
GREETED: Final = "talk about the talk: answers a greeting or what only arranges the talk"
WHO: Final = "setting the scene: answers who they are and what they do"


def aside(text: str, prompt: str = "", turn: int | None = None) -> str:
    """Return why words are no evidence whatever they tell, "" where they may be.

    `prompt` is what the interviewer said last before them; it is read only in the first turns of a talk (`turn` counts from 0).
    """
    if is_small_talk(text):
        return TALK
    asked = _SENTENCE.split(prompt.replace("’", "'").strip())[-1] if turn is not None and turn <= _OPENING else ""
    if asked and _ARRANGES.search(asked):
        return GREETED
    return WHO if asked and _WHO.search(asked) and not _MORE.search(asked) else ""


def is_small_talk(text: str) -> bool:
    """Say whether a short sentence only greets, thanks, or arranges the call; a longer one where it asks to be seen or heard."""
    words = plain(text)
    count = len(words.split())
    return (count <= _SMALL_WORDS and bool(_SMALL_TALK.search(words))) or (count <= _SEEN_HEARD_WORDS and bool(_SEEN_HEARD.search(words)))
