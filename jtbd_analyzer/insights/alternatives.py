"""What else people could have done: options used before, considered, tried and left, doing nothing included."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.attributes import Attribute
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, people, short
from jtbd_analyzer.insights._traits import NOT_TOLD, found, tally, trait

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
#: a "but" right after the option's name speaks against it in a quote of these codes
_GOES_ON: Final = ("price", "criterion", "objection")
_RULED_OUT: Final = re.compile(
    r"\b(?:ruled? (?:\w+ ){0,2}out|non-starter|let it go|couldn't afford|can't afford|too (?:dear|expensive|much|big|slow))\b", re.I)


@dataclass(frozen=True)
class Alternatives:
    """One row per option named, then one per kind of option left unnamed; counted quotes only.

    A product named once after a word of looking or trying is known in the rest of the study; the one under study is left out.
    `why_left` quotes what spoke against the option, in the quote that names it or right after it in the same answer; `held_by` what
    held people there. Buyers tell what they left; reasons of those who chose an alternative are not heard here.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the options, named ones first, most people first."""
        import pandas as pd

        names, product = _names(study)
        quotes = [q for q in study.quote_rows if q.counted and (q.code in ("alternative", "deal_breaker") or trait(q, "old_way") or _named(q, names))]
        found_in = group(quotes, lambda q: _option(q, names))
        after = _following(study, names)
        rows = [_row(study, name, own, after) for name, own in found_in.items() if name and name not in product]
        rows.sort(key=lambda r: (r["option"].startswith(_UNNAMED), -r["n"], r["option"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _names(study: Study) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the products named as options anywhere, and of them the one under study: what people with it tell results of most."""
    names = tuple(dict.fromkeys(
        a.value for q, a in found(study.quote_rows, "option") if a.value[:1].isupper() and q.code in ("alternative", "deal_breaker", "criterion", "price")))
    told = Counter(name for q in study.quote_rows if q.code in ("value_realized", "milestone") for name in names if _has(q, name))
    weighed = Counter(name for q in study.quote_rows if q.code in ("alternative", "deal_breaker") for name in names if _has(q, name))
    return names, frozenset(name for name, n in told.items() if n > 2 and n > 2 * weighed[name])


def _has(q: Quote, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", q.verbatim) is not None


def _named(q: Quote, names: tuple[str, ...]) -> str:
    """Return the product a quote about the choice names, known from elsewhere in the study."""
    weighs = q.code in ("alternative", "deal_breaker", "price", "criterion", "social_influence", "objection")
    return next((n for n in names if weighs and _has(q, n)), "")


def _option(q: Quote, names: tuple[str, ...]) -> str:
    named = trait(q, "option") or _named(q, names) or trait(q, "old_way")
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


def _against(q: Quote) -> str:
    """Return the words of a quote that speak against the option it names, or ""."""
    if q.code in ("deal_breaker", "pain_point", "struggle_trigger", "objection") or trait(q, "alt_status") == "rejected" or trait(q, "price_role") == "barrier":
        return q.verbatim
    if q.code in ("alternative", "price", "criterion", "social_influence", "deal_maker"):
        turn = _AGAINST.search(q.verbatim)
        return f"… {turn.group()}" if turn else q.verbatim if _RULED_OUT.search(q.verbatim) else ""
    return ""


def _reasons(own: list[Quote], after: dict[str, Quote]) -> list[tuple[Quote, str]]:
    """Return what spoke against an option, each quote once: said with its name, or in the same answer a deal-breaker, price or "but"."""
    found: dict[str, tuple[Quote, str]] = {}
    for q in own:
        if words := _against(q):
            found[q.quote_id] = (q, words)
        n = after.get(q.quote_id)
        if n and (n.code == "deal_breaker" or trait(n, "price_role") == "barrier" or (n.verbatim[:4].casefold() == "but " and n.code in _GOES_ON)):
            found.setdefault(n.quote_id, (n, n.verbatim))
    return list(found.values())


def _row(study: Study, name: str, own: list[Quote], after: dict[str, Quote]) -> dict[str, Any]:
    statuses = found(own, "alt_status")
    statuses += [(q, Attribute("alt_status", "used_before", "")) for q in own if trait(q, "old_way") and not trait(q, "alt_status")]
    statuses += [(q, Attribute("alt_status", "rejected", "")) for q in own if q.code == "deal_breaker"]
    left = _reasons(own, after)
    held = [q for q in own if q.code == "habit"]
    shown, who = best(own), people(own)
    return {
        "option": name, "alt_type": tally(found(own, "alt_type")), "status": tally(statuses) or NOT_TOLD, "n": len(who),
        "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who),
        "why_left": "\n".join(f"“{short(words, 130)}” ({q.participant_id})" for q, words in left[:4]) or NOT_TOLD,
        "why_left_ids": ids(q for q, _ in left),
        "held_by": "\n".join(f"“{short(q.verbatim, 110)}” ({q.participant_id})" for q in held[:2]),
        "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id, "quote_ids": ids(own),
    }
