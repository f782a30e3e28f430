"""Clauses for the slots of a job: cut out of a quote word for word, with the words of ours that lead up to each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import standing, wording

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote

#: names of the slots
WHEN, MOTIVATION, OUTCOME = "when", "motivation", "outcome"
#: lead of a phrase as `wording` gives it -> ours, before the quotation mark
_WISHED: Final = {"[have] ": "have", "not ": "not", "": ""}
_ENDED: Final = {"so I can ": "so I can", "so I don't ": "so I don't", "so I [have] ": "so I have", "so [that] ": "so that"}
#: a wish in the place of an outcome
_AS_ENDING: Final = {"have": "so I can have", "not": "so I don't", "": "so I can"}
#: lead of an outcome -> how the same is said as a title
_AS_TITLE: Final = {"so I can": "", "so I don't": "not ", "so I have": "have ", "so I can have": "have ", "so that": "", "have": "have ", "not": "not ", "": ""}
#: words of a title at most, and at least where a longer clause is ended at a border inside it
_TITLE, _FEWEST = 10, 4
_BORDER: Final = re.compile(r",? (?=(?:because|so|but|when|where|which|who|while|until|if|since|before|after|and)\b)|, ")
_GOES_ON: Final = re.compile(r"[\"”’']?\s+(?!(?:and|but|so|because|cause|which|then|or)\b)\w", re.I)


@dataclass(frozen=True)
class Clause:
    """Words of a quote, as said; `lead` comes before them in a statement; `fits` where they have the form the slot asks for."""

    words: str = ""
    lead: str = ""
    fits: bool = False


def clause_of(slot: str, quote: Quote, names: frozenset[str], features: Mapping[str, tuple[str, ...]]) -> Clause:
    """Return the clause of `quote` for a slot: one of the form it asks for, or else what stands by itself; none where nothing does."""
    found = _formed(slot, quote, names)
    if found and standing.fits(found.words) and not parts_named(found.words, features):
        return found
    taken = standing.opened(standing.statement_in(quote.verbatim)).rstrip(".!,; ")
    return Clause(taken)


def _formed(slot: str, quote: Quote, names: frozenset[str]) -> Clause | None:
    if slot == WHEN:
        return _led(quote.verbatim, wording.circumstance(quote.verbatim, names, as_told=True).text, {"": ""})
    if slot == MOTIVATION:
        return _led(quote.verbatim, wording.wish(quote.verbatim, names).text, _WISHED)
    ended = _led(quote.verbatim, wording.ending(quote.verbatim, names).text, _ENDED)
    if ended or quote.code != "desired_outcome":
        return ended
    wished = _led(quote.verbatim, wording.wish(quote.verbatim, names).text, _WISHED)
    return wished and Clause(wished.words, _AS_ENDING[wished.lead], fits=True)


def _led(said: str, phrase: str, leads: Mapping[str, str]) -> Clause | None:
    """Return `phrase` without its lead as it stands in `said`; None where it was changed, names somebody or is empty."""
    lead = next((x for x in leads if phrase.startswith(x)), None)
    if not phrase or lead is None or wording.NAME in phrase:
        return None
    words = phrase.removeprefix(lead)
    at = said.replace("’", "'").casefold().find(words.casefold())
    if at < 0:
        return None
    goes_on = _GOES_ON.match(said, at + len(words)) is not None
    return Clause(said[at : at + len(words)] + (" …" if goes_on else ""), leads[lead], fits=True)


def parts_named(text: str, features: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the product's features that `text` names, by whole words."""
    return [name for name, synonyms in features.items() if any(re.search(rf"\b{re.escape(w)}(?:s|es)?\b", text, re.I) for w in synonyms)]


def title_of(clause: Clause) -> str:
    """Return a clause as a title: short, ended where one of its own parts ends, never in the middle of one."""
    words = clause.words.removesuffix(" …").rstrip(".,;!? ")
    if len(words.split()) > _TITLE:
        ends = [m.start() for m in _BORDER.finditer(words) if _FEWEST <= len(words[: m.start()].split()) <= _TITLE]
        words = words[: ends[-1]] if ends else words
    return (_AS_TITLE.get(clause.lead, "") + words) if clause.fits else words
