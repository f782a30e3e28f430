"""How interviewers ask somebody who left for each part of the story, and how such people tell it: the patterns that `leaving` reads by."""

from __future__ import annotations

import re
from typing import Final

#: what was used before the product, or another thing that can be stopped
OLD: Final = r"(?:the |your |a |an |that )?(?:old|paper|spread-?sheets?|excel|books?|cards?|pen|lists?|whiteboards?|previous|other)\b"
#: how interviewers ask for leaving, for the switch to the product and for the time of use; {p} stands for the name of the product
ASKED_AWAY: Final = (
    r"\b(?:(?:you(?:'ve|'d)?|to|of|and then|about|did it|think of) (?:(?:just|then|even|actually|first|ever) )?(?:stop(?:ped|ping)?|quit(?:ting)?|leave|left|leaving|cancel\w*|give (?:it )?up|gave (?:it )?up|drop(?:ped|ping)? (?:it|them))"
    r"(?! (?:the (?:house|room|shop|office|meeting|job|company|school)|me|us|him|her|and think|to think)\b)"
    r"|(?:why|when|before|after|since) you left\b(?! (?:the (?:house|room|shop|office|meeting|job|company|school)|me|us|him|her)\b)|cancel(?:l?ing|l?ation|l?ed)\b|leaving\b|no longer us\w+|end (?:it|your)\b|(?:come|came|bring|brought|draw\w*) to an end|how did (?:it|that) end|final straw|last straw"
    r"|(?:mov(?:e|ed|ing)|switch(?:ed|ing)?|went|going) (?:away|off)\b|(?:mov(?:e|ed|ing)|switch(?:ed|ing)?) (?:over )?to (?:that|the (?!{p})|an?other|somewhere)|in its place\b|would you (?:come|go) back|(?:bring|get|take|tempt) you back|consider (?:returning|going back)|take (?:it|them|that) (?:down|out))")
ASKED_TO: Final = (
    r"\b(?:all the way back|back to (?:the (?:start|beginning)|before|how you)|before (?:you (?:had|got|bought|used|found|started|signed|switched|came|joined)|(?:the )?{p}\b|it\b|that you|all (?:this|that))|(?:come|came) to (?:be|join|have|get)\b|where did you look"
    r"|hoping (?:it|for|to)|(?:sold|convinced) you|when you (?:signed|bought|chose|ordered|picked|decided to (?:buy|get))|why (?:did you )?(?:chang\w*|choos\w*|buy|pick|get|join|sign)\b|(?:made|got|led|set) you (?:to )?(?:\w+ )?(?:choose|buy|get|pick|look\w*|sign\w*|join|give it a go|try|want|go (?:and )?look)|(?:hear|find out|find|come across|came across|heard) (?:of|about|it|{p})\b"
    r"|how (?:did )?(?:you|it|the \w+|{p}) (?:(?:got|get) )?(?:start(?:ed)?|begin|pick|choose|hear|find|come into|fit in)|what had you been doing|in the first place)")
ASKED_USE: Final = (
    r"\b(?:(?:in|on|with|using) {p}\b|how (?:did|do|were|would) you us\w+|(?:living|lived) with it|day to day|once (?:you had|it was|you'd)|when it (?:came|arrived)|(?:first|early|those) (?:\w+ ){0,2}(?:days?|weeks?|months?|years?)\b|set(?:ting)?[- ]?(?:it |that )?up\b|go(?:ing)? live|went live"
    r"|you (?:had to |have to )?(?:put|roll\w*) (?:it|them|that) (?:on|in|out)\b|contact (?:the )?(?:company|them|support)|did you (?:tell|ring|call|write to|report)|support\b|experience\b|work(?:ed)? out for you|what (?:had |has )?(?:changed|went wrong|gone wrong)|beg[ai]n to change|go wrong|wore off|normal (?:day|week))")
#: a question for who somebody is, whatever led up to it
ABOUT_THEM: Final = re.compile(r"\b(?:about (?:you(?:rself)?|your (?!decision|experience)\w+)\b|who are you|what do you do\b|where do you (?:live|work)|who's at home)", re.I)
#: the name of what was used, bought or left
USED: Final = re.compile(r"\b(?:us(?:e|ed|ing)|stopped|le(?:ft|ave|aving)|cancel\w*|before|bought|buy|sign(?:ed)? up (?:for|to)|subscri\w+ to|joined) ([A-Z][a-z]\w+)\b")
#: the speaker goes back by themselves to the time before, or to the choice
BACK: Final = re.compile(
    r"\b(?:before (?:we|i) (?:had|got|bought|signed|switched|started using|chose|decided)|back then|in the old (?:days|system|way)|we used to|i used to|when (?:we|i) (?:were|was) (?:choosing|comparing|looking)|when (?:we|i) (?:signed up|bought|chose) (?:it|them)?)\b", re.I)
#: words that say by themselves that somebody stopped
STOPPED: Final = (
    r"\b(?:i|we)(?:'d| had|'ve| have)? (?:just |then |finally )?(?:stopped|gave up|quit) (?:doing|using|putting|trusting|entering|paying)\b[^.]*?\b(?:in it|for it|it|{p})\b|\b(?:i|we)(?:'d| had|'ve| have)? (?:just |then |finally )?(?:cancel?led|left|moved off|moved away from) (?:it|{p})\b")
