"""The words by which people tell what a company did at a moment of truth, what came of it, and where they met it.

They are read from the moment itself and from what the same person says right after it. Each list goes from the most telling
to the least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from jtbd_analyzer.attribute_rules import COMPANY_DID, EFFECTS, TOUCHPOINTS, Rules


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


_DID: Final[Rules] = (
    ("unprepared", _any(r"\b(?:robot|chat ?bot|(?:a|the) recording|(?:auto\w*) (?:answer|reply|response|message)s?|copy[- ]?paste\w*|clearly a template|(?:same|standard) (?:thing always|answer|article|reply|link)|(?:\"|“|')?(?:please )?(?:refer to|read) (?:the )?(?:manual|handbook)|reading me (?:a|the)|things? i had tried already|have you tried (?:a different|turning|chrome))\b", r"\banswers the same thing\b")),
    ("dismissed", _any(r"\b(?:these things happen|customer'?s'? responsibility|just shrugged|(?:is|it's|was) (?:not|n't) (?:our|their) (?:fault|problem)|didn't break the rules|told me my \w+ was|valuable (?:voice|feedback)|your wellbeing)\b")),
    ("silence", _any(r"\b(?:(?:for|after|took) (?:\w+ )?(?:nine|ten|seven|eight|six|five|two|three|four|\d+) (?:days|weeks)[^.?!]{0,40}\b(?:automatic|answer|reply|nothing|hear)|(?:answer|reply|response)[^.?!]{0,20} \d+ (?:days|weeks) later|nobody on the other end|(?:haven't|never) (?:heard|had) (?:anything )?back)\b")),
    ("surprise_charge", _any(r"\b(?:double charge|(?:cancel\w*|late) fee|(?:got|was) charged|charged me|quid fine|(?:only )?a link to pay)\b")),
    ("put_right", _any(r"\b(?:credited|refunded|(?:pushed|sent) (?:me |us )?a (?:fix|new one|replacement)|put (?:it|them) back|put (?:it|that|this) right|(?:real )?apology|apologi[sz]ed|said (?:she|he|they) (?:was|were) sorry|said sorry|(?:it|that) was (?:solved|fixed|sorted)|(?:she|he|they) (?:corrected|fixed|replaced|solved|sorted|deleted) it|there's one in the post)\b")),
    ("quick_response", _any(r"\b(?:answered|replied|rang|called|wrote|came|fix\w*|responded|phoned)\b[^.?!]{0,25}\b(?:the same (?:day|afternoon|night|morning|evening|hour)|within (?:the|an|a) (?:hour|day|minute)|next (?:day|morning)|in (?:ten|five|two|twenty) min\w*|on a (?:saturday|sunday))\b", r"\bbefore i'd finished\b")),
    ("personal", _any(r"\b(?:sat (?:in )?(?:with|by) (?:me|us)|stayed on|drove up (?:himself|herself)|(?:so|very|really|extremely) (?:kind|patient|nice|helpful)(?: about it)?|(?:much|a lot of|such) patience|(?:talked|walked) (?:me|us|him|her|them) through|on (?:her|his) (?:own (?:mobile|time)|day off)|took their boots off|got on a call with (?:me|us)|rang (?:me |us |the house )?(?:back )?[^.?!]{0,30}to see (?:how|was|if))\b")),
    ("honest", _any(r"\b(?:was (?:very |quite )?honest|said (?:that )?(?:they|we|he|she) knows? about it|and we know|(?:she|he|they) told me it was new|admitted|where it was no (?:he|she) said no)\b")),
)
_CAME_OF_IT: Final[Rules] = (
    ("leave", _any(r"\b(?:(?:didn't|don't|won't) (?:\w+ ){1,4}(?:any ?more|again)|i'm (?:done|out)|and (?:i|we) (?:cancel?led|left|stopped)|never again)\b")),
    ("tell", _any(r"\b(?:i (?:posted|put) it|wrote to the (?:manager|boss|paper)|so angry i posted|i told (?:everybody|everyone|people|all))\b")),
    ("stay", _any(r"\b(?:only reason i (?:didn't|did not|stayed)|thought well of (?:them|him|her|it)|great impression|made an impression|(?:i|we) trust(?:ed)? (?:him|her|it|them)|i'll do business|that was (?:me|us) (?:decided|sold|convinced)|i liked (?:that|better)|which i liked|i appreciated that|felt (?:very |more )?(?:hopeful|looked after))\b")),
    ("doubt", _any(r"\b(?:bad taste|(?:can|could|might|will) happen again|haven't forgiven|i didn't trust|put (?:me|us) off|(?:never|don't) trust(?:ed)?)\b")),
)
_WHERE: Final[Rules] = (
    ("chat", _any(r"\b(?:(?:on|in|got on) (?:the|their) chat|chat ?bot)\b")),
    ("support_case", _any(r"\b(?:help ?desk|(?:on to|wrote to|from|called|rang|to) (?:the )?support|(?:i|we) wrote to (?:them|the company)|opened an issue|service (?:line|desk)|hotline|call cent(?:re|er))\b")),
    ("delivery", _any(r"\b(?:delivery (?:lads?|man|guy|driver)|driver dropped|came on a pallet|in the post)\b")), ("training", _any(r"\b(?:their trainer|days? of training)\b")),
    ("automatic_message", _any(r"\b(?:it sent (?:her|him|them|me|us)|automatic(?:ally)? (?:message|e-?mail|text)|message in the (?:portal|app)|pop-?up)\b")),
)
#: what is read of a moment of truth -> rules
CONTACT: Final[Mapping[str, Rules]] = {
    "company_did": (*COMPANY_DID, *_DID), "effect": (*EFFECTS, *_CAME_OF_IT), "touchpoint": (*_WHERE, *TOUCHPOINTS),
}
#: what a company does that is not told of a moment felt as good, and of one felt as bad
NOT_IF_GOOD: Final = frozenset({"silence", "unprepared", "dismissed", "surprise_charge"})
NOT_IF_BAD: Final = frozenset({"quick_response", "personal", "honest", "proactive", "put_right"})
#: people and things of the company: without them a neighbouring sentence is not about it
OF_COMPANY: Final = _any(r"\b(?:they|them|their|support|help ?desk|(?:the|a|this|that) (?:\w+ )?(?:lady|lad|man|woman|girl|guy|fella|bloke|rep|trainer|person)(?: called \w+)?|she|he|company|manager|apolog\w+|refund\w*|reply|answer)\b")
