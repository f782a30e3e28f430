"""Where a customer goes round again: renewal, expansion, return. A step can recur, so a quote carries the cycle it tells of."""

from __future__ import annotations

import re
from typing import Final

#: canonical step from which the product is in use; before it nothing has been bought that could be bought again
_IN_USE: Final = "p12"
#: way a further cycle begins -> words that tell of it, most telling first
_BRANCHES: Final = tuple((name, re.compile(words, re.I)) for name, words in {
    "renewal": r"\b(?:renew(?:ed|ing|al|als)?\b(?! (?:everybody|everyone|people|all (?:of )?(?:them|the)|(?:the|her|his|their|my) (?:loan|book|hire|passport)))"
               r"|(?:second|another|next) (?:year|term)(?:'s)? (?:contract|subscription|licen[cs]e|plan))\b",
    "return": r"\b(?:(?:came|come|went|gone|go) back to (?:it|them|you|the (?:app|tool|product|system))"
              r"|signed up again|subscribed again|started (?:using it|with it|paying) again)\b",
    "expansion": r"\b(?:upgrad(?:e|ed|ing)"
                 r"|(?:bigger|higher|larger|next) (?:plan|tier|package)|(?:a second|another|more|extra|additional|further) "
                 r"(?:licen[cs]es?|seats?|accounts?|sites?|locations?|users?|modules?)"
                 r"|roll(?:ed|ing)? (?:it )?out to"
                 r"|(?:other|another|second) (?:team|department|office|branch|school|site|class)s? (?:now )?(?:use[sd]?|want(?:s|ed)?|"
                 r"joined|started|got|has|have))\b",
}.items())


def cycle_of(step: str, text: str) -> tuple[int, str]:
    """Return which round of the journey `text` tells of and how that round began: (1, "") for the first, (2, "renewal") for a later one.

    A later round needs words for it in a quote at or after the first use (`step` p12 to p20); a place alone is not enough.
    """
    if step < _IN_USE:
        return 1, ""
    branch = next((name for name, words in _BRANCHES if words.search(text)), "")
    return (2, branch) if branch else (1, "")
