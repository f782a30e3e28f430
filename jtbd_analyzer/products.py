"""The products a study names: which are options, and which is the one under study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import attributes
from jtbd_analyzer import option_words as w

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: a place where people were asked or told of an option, which is none itself: "I asked on a group we have, it's a WhatsApp group"
PLACE: Final = r"\b(?:ask\w*|post(?:ed|ing)?|put it out|wrote|message\w*|heard|told|recommend\w*|saw (?:it|that|this|them)|gave out)\b[^.?!]*\b{}"


def product_names(study: Study) -> frozenset[str]:
    """Return the names of the product under study, as far as the quotes show them."""
    return names(study)[1]


def names(study: Study) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the products named as options anywhere, and of them the one under study: what people with it tell results of most."""
    read = [(q, a.value) for q in study.quote_rows for a in attributes.read(q.verbatim, q.code, q.step, q.features) if a.name == "option"]
    known = tuple(dict.fromkeys(
        v for q, v in read if v[:1].isupper() and q.code in ("alternative", "deal_breaker", "criterion", "price") and not _is_person(study, v)
        and not any(k.words.search(v) for k in w.KINDS)))
    told = Counter(n for q in study.quote_rows if q.code in ("value_realized", "milestone") for n in known if has(q.verbatim, n))
    weighed = Counter(n for q in study.quote_rows if q.code in ("alternative", "deal_breaker") for n in known if has(q.verbatim, n))
    return known, frozenset(n for n, k in told.items() if k > 2 and k > 2 * weighed[n])


def _is_person(study: Study, name: str) -> bool:
    """Tell whether people do as persons do what the study tells of `name`: somebody who kept the store is no option by name."""
    does = re.compile(rf"\b{re.escape(name)},? (?:(?:and|who|he|she) )?(?:{re.escape(name)} )?(?:said|says|was the|had the|came|went|did|knew|asked|told|kept|rang|retired|left|is the|he|she)\b")
    return any(does.search(q.verbatim) for q in study.quote_rows) and not any(
        q.code == "criterion" and attributes.value(q.verbatim, q.code, "option", q.step, q.features) == name for q in study.quote_rows)


def has(text: str, name: str) -> bool:
    """Tell whether a text names a product, and not the place where somebody asked; without its capitals ("check rack") where the name can be no other word."""
    loose = r"[ -]?".join(re.escape(x) for x in re.findall(r"[A-Z]?[^A-Z\s]+|[A-Z]+(?![^A-Z\s])", name)) or re.escape(name)
    hit = re.search(rf"\b{re.escape(name)}\b", text) or ((text.islower() or loose != re.escape(name)) and re.search(rf"\b{loose}\b", text, re.I))
    return bool(hit) and not re.search(PLACE.format(rf"{re.escape(name)} (?:group|chat|channel|thread|forum|list|page)\b"), text, re.I)


def spelt(products: Sequence[str], said: Sequence[str]) -> tuple[str, ...]:
    """Return the products, each once however spelt: the spelling most often said, between two that with more capitals."""
    same: dict[str, list[str]] = {}
    for n in products:
        same.setdefault(re.sub(r"[\W_]", "", n.casefold()), []).append(n)
    often = Counter(n for own in same.values() if len(own) > 1 for s in said for n in own if re.search(rf"\b{re.escape(n)}\b", s))
    return tuple(max(own, key=lambda n: (often[n], sum(map(str.isupper, n)), n)) for own in same.values())
