"""What else people could have done: options used before, considered, tried and left, doing nothing included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.attributes import Attribute
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, people
from jtbd_analyzer.insights._traits import NOT_TOLD, found, tally, trait
from jtbd_analyzer.sureness import UNSURE, is_sure
from jtbd_analyzer.text import short, squeeze

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "option", "alt_type", "status", "n", "n_of_N", "participants", "why_left", "why_left_ids", "held_by",
    "exemplar", "exemplar_participant", "exemplar_id", "quote_ids",
)
_UNNAMED: Final = "(not named)"
#: what speaks against an option, in the sentence that names it: from here on
_AGAINST: Final = re.compile(r"\b(?:but|except|though|only (?:that|it|the))\b.{8,}", re.I | re.S)
#: words that rule an option out or price it out, whatever a quote is coded as
_RULED_OUT: Final = re.compile(
    r"\b(?:ruled? (?:\w+ ){0,2}out|was out|non-starter|deal.?breaker|(?:so|and) (?:i|we) let it go|(?:couldn't|can't|could not) afford|too (?:dear|expensive|much money|pricey|big|slow|complicated|limited)|lot of money|over (?:our |the )?budget"
    r"|gave up on|got rid of|decided against|crossed (?:it|them) off|turned (?:it|them) down|closed the (?:tab|page|window)|hung up|walked away)\b", re.I)
#: words that say what is wrong with an option: enough after a "but", or where a price or a reason against is told
_WRONG: Final = re.compile(
    r"\b(?:(?:charg\w+|count\w+|pay|paying|priced?|goes|went) (?:by|per)|per (?:item|seat|user|head|borrower|device)|in dollars|wanted (?:a card|\w+ years?)|expensive|dear|pricey|ugly|slow|clunky|guess\w*|unreadable|no (?:way|support|app)"
    r"|(?:it|they|this one|that one) (?:couldn't|can't|didn't|doesn't|wouldn't|won't|hadn't|never)\b|(?:you|we|i|nobody) (?:couldn't|can't|could never)\b|nowhere|wasn't|isn't|too \w+|not (?:for|what|enough|good)|needed? (?:a|an|your|our) \w+|kept (?:asking|saying|breaking|crashing))\b", re.I)
#: codes whose quotes claim something against an option: where the coder is not unsure, their reading is enough
_CLAIMS: Final = ("deal_breaker", "objection", "pain_point")
#: what a sentence goes on with about the same option: never an advantage or a step
_GOES_ON: Final = ("price", "criterion", "objection", "deal_breaker", "pain_point", "alternative")
#: end of a question that names what is asked about, a turn to one more option, and to something else in the same sentence
_ASKED_CHARS: Final = 160
_ANOTHER: Final = re.compile(r"(?:and |or |but |then )*(?:then|another|the other|one other|there was (?:another|one|also))\b", re.I)
_GOES_OVER: Final = re.compile(r",? and then \w+ (?:said|says|asked|wanted|told)\b", re.I)
#: a place where people were asked or told of an option, which is none itself: "I asked on a group we have, it's a WhatsApp group"
_PLACE: Final = r"\b(?:ask\w*|post\w*|wrote|message\w*|heard|told|recommend\w*|saw (?:it|that|this|them))\b[^.?!]*\b{} (?:group|chat|channel|thread|forum|list|page)\b"
NOT_SAID: Final = "not said"


@dataclass(frozen=True)
class Alternatives:
    """One row per option named, then one per kind of option left unnamed; counted quotes only.

    A product named once after a word of looking or trying is known in the rest of the study; the one under study is left out.
    `why_left` quotes a claim against the option (ruled out, a price, an objection, a pain with it), in the quote that names it, in the next of the
    same answer, or in the answer to a question that names no other; `held_by` what
    held people there. Without a claim against it, it says "not said".
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the options, named ones first, most people first."""
        import pandas as pd

        names, product = _names(study)
        about = _going_on(study, names)
        quotes = [q for q in study.quote_rows if q.counted and (q.code in ("alternative", "deal_breaker") or trait(q, "old_way") or _named(q, names)
                                                                or (q.quote_id in about and _against(q, about[q.quote_id])))]
        options = {q.quote_id: _option(q, names, about.get(q.quote_id, "")) for q in quotes}
        spelt = _spellings(list(options.values()))
        found_in = group(quotes, lambda q: spelt[options[q.quote_id].casefold()])
        after = _following(study, names)
        rows = [_row(study, name, own, after) for name, own in found_in.items() if name and name not in product]
        rows.sort(key=lambda r: (r["option"].startswith(_UNNAMED), -r["n"], r["option"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _spellings(options: Sequence[str]) -> dict[str, str]:
    """Return for each option, whatever its capitals, the spelling of most quotes; between two, that with more capitals."""
    found: dict[str, Counter[str]] = {}
    for option in options:
        found.setdefault(option.casefold(), Counter())[option] += 1
    return {k: max(own, key=lambda o: (own[o], sum(map(str.isupper, o)), o)) for k, own in found.items()}


def _names(study: Study) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the products named as options anywhere, and of them the one under study: what people with it tell results of most."""
    names = tuple(dict.fromkeys(
        a.value for q, a in found(study.quote_rows, "option")
        if a.value[:1].isupper() and q.code in ("alternative", "deal_breaker", "criterion", "price") and not _is_person(study, a.value)))
    told = Counter(name for q in study.quote_rows if q.code in ("value_realized", "milestone") for name in names if _has(q, name))
    weighed = Counter(name for q in study.quote_rows if q.code in ("alternative", "deal_breaker") for name in names if _has(q, name))
    return names, frozenset(name for name, n in told.items() if n > 2 and n > 2 * weighed[name])


def product_names(study: Study) -> frozenset[str]:
    """Return the names of the product under study, as far as the quotes show them."""
    return _names(study)[1]


def _has(q: Quote, name: str) -> bool:
    """Tell whether a quote names an option, and not the place where somebody asked; who writes without capitals, as in a chat, does so without one."""
    if re.search(_PLACE.format(re.escape(name)), q.verbatim, re.I):
        return False
    return _in(q.verbatim, name) or (q.verbatim.islower() and _in(q.verbatim, name.casefold()))


def _in(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _going_on(study: Study, names: tuple[str, ...]) -> dict[str, str]:
    """Return for quotes that name no option the one they go on about: the only one their question names, or that of the quote right before them."""
    out: dict[str, str] = {}
    for answer in group(study.quote_rows, lambda q: (q.transcript_id, q.turn)).values():
        asked = [n for n in names if _in(answer[0].prompt[-_ASKED_CHARS:], n)]
        topic, once = (asked[0], False) if len(asked) == 1 else ("", True)
        for q in answer:
            own = [n for n in names if _has(q, n)]
            if own:
                topic, once = (own[0], True) if len(own) == 1 else ("", True)
            elif _ANOTHER.match(q.verbatim):
                topic = ""
            elif topic:
                out[q.quote_id] = topic
                topic = "" if once else topic
    return out


def _named(q: Quote, names: tuple[str, ...]) -> str:
    """Return the product a quote about the choice names, known from elsewhere in the study."""
    weighs = q.code in ("alternative", "deal_breaker", "price", "criterion", "social_influence", "objection")
    return next((n for n in names if weighs and _has(q, n)), "")


def _option(q: Quote, names: tuple[str, ...], about: str = "") -> str:
    """Return the option of a quote: the one it names, else `about`, the one it goes on about, else the kind of an option left unnamed."""
    option = "" if re.search(_PLACE.format(re.escape(trait(q, "option"))), q.verbatim, re.I) else trait(q, "option")
    way = trait(q, "old_way")
    named = (option if option in names or not option[:1].isupper() else "") or _named(q, names) or about or (way if way in names or not way[:1].isupper() else "")
    if named or q.code == "deal_breaker":
        return named
    kind = trait(q, "alt_type")
    return f"{_UNNAMED} {kind}" if kind else _UNNAMED


def _following(study: Study, names: tuple[str, ...]) -> dict[str, Quote]:
    """Return for each quote the counted one right after it in the same answer, unless that brings up another option."""
    out: dict[str, Quote] = {}
    for answer in group(study.quote_rows, lambda q: (q.transcript_id, q.turn)).values():
        out |= {q.quote_id: n for q, n in pairwise(answer) if n.counted and n.code != "alternative" and not any(_has(n, name) for name in names)}
    return out


def _against(q: Quote, name: str) -> str:
    """Return the words of a quote about the option `name` that speak against it, or "": a claim, not the mere mention."""
    if trait(q, "alt_status") == "rejected" or trait(q, "price_role") == "barrier" or _RULED_OUT.search(q.verbatim):
        turn = _AGAINST.search(q.verbatim)
        return f"… {turn.group()}" if turn and _RULED_OUT.search(turn.group()) else q.verbatim
    if q.code in _CLAIMS and (q.score >= UNSURE or is_sure(q)) and (q.valence < 0 or _WRONG.search(q.verbatim)) and not _elsewhere(q, name):
        return q.verbatim
    if re.search(rf"\b{re.escape(name)},? (?:that|which) (?:you|we|i|nobody) (?:couldn't|can't|could never)\b", q.verbatim, re.I):
        return q.verbatim
    turn = _AGAINST.search(q.verbatim)
    if turn and _WRONG.search(turn.group()):
        return f"… {turn.group()}"
    return q.verbatim if q.code in (*_CLAIMS, "price") and _WRONG.search(q.verbatim) else ""


def _elsewhere(q: Quote, name: str) -> bool:
    """Tell whether a quote names the option and then goes over to something else: what it says against is not said of the option."""
    parts = _GOES_OVER.split(q.verbatim)
    return len(parts) > 1 and re.search(rf"\b{re.escape(name)}\b", parts[0], re.I) is not None and _WRONG.search(parts[0]) is None


def _reasons(own: list[Quote], after: dict[str, Quote], name: str) -> list[tuple[Quote, str]]:
    """Return what spoke against an option, each quote once: said with its name, or in the sentence after it in the same answer."""
    found: dict[str, tuple[Quote, str]] = {}
    for q in own:
        if words := _against(q, name):
            found[q.quote_id] = (q, words)
        n = after.get(q.quote_id)
        if n and q.code in ("alternative", "deal_breaker", "price") and (
                _RULED_OUT.search(n.verbatim) or (n.code in _GOES_ON and n.verbatim[:4].casefold() == "but " and _WRONG.search(n.verbatim))
                or trait(n, "price_role") == "barrier" or (n.code == "deal_breaker" and (n.score >= UNSURE or is_sure(n)))):
            found.setdefault(n.quote_id, (n, n.verbatim))
    return list(found.values())


def _claim(words: str, limit: int = 150) -> str:
    """Return the words of a reason for a cell: of long ones the part in which the claim stands."""
    plain = squeeze(words)
    claim = _RULED_OUT.search(plain) or _WRONG.search(plain)
    at = plain.rfind(" ", 0, max(0, claim.start() - limit // 2)) + 1 if claim and len(plain) > limit else 0
    return f"{'… ' if at else ''}{short(plain[at:], limit)}"


def _is_person(study: Study, name: str) -> bool:
    """Tell whether people do as persons do what the study tells of `name`: somebody who kept the store is no option by name."""
    does = re.compile(rf"\b{re.escape(name)},? (?:(?:and|who|he|she) )?(?:{re.escape(name)} )?(?:said|says|was the|had the|came|went|did|knew|asked|told|kept|rang|retired|left|is the|he|she)\b")
    return sum(does.search(q.verbatim) is not None for q in study.quote_rows) > 0 and not any(a.value == name for _, a in found(
        [q for q in study.quote_rows if q.code == "criterion"], "option"))


def _row(study: Study, name: str, own: list[Quote], after: dict[str, Quote]) -> dict[str, Any]:
    statuses = found(own, "alt_status")
    statuses += [(q, Attribute("alt_status", "used_before", "")) for q in own if trait(q, "old_way") and not trait(q, "alt_status")]
    statuses += [(q, Attribute("alt_status", "rejected", "")) for q in own if q.code == "deal_breaker"]
    left = _reasons(own, after, name)
    held = [q for q in own if q.code == "habit"]
    shown, who = best(own), people(own)
    return {
        "option": name, "alt_type": tally(found(own, "alt_type")), "status": tally(statuses) or NOT_TOLD, "n": len(who),
        "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who),
        "why_left": "\n".join(f"“{_claim(words)}” ({q.participant_id})" for q, words in left[:4]) or NOT_SAID,
        "why_left_ids": ids(q for q, _ in left),
        "held_by": "\n".join(f"“{short(q.verbatim, 110)}” ({q.participant_id})" for q in held[:2]),
        "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id, "quote_ids": ids(own),
    }
