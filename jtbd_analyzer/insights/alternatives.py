"""What else people could have done: options used before, looked at, tried and left, doing nothing included, one row each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import options
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, best, group, ids, people
from jtbd_analyzer.insights._traits import NOT_TOLD, trait
from jtbd_analyzer.options import Mention
from jtbd_analyzer.sureness import UNSURE, is_sure
from jtbd_analyzer.text import short, squeeze

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "option", "said_as", "alt_type", "status", "n", "n_of_N", "participants", "also_named_by", "why_left", "why_left_ids", "held_by",
    "exemplar", "exemplar_participant", "exemplar_id", "quote_ids",
)
_UNNAMED: Final = "(not named)"
#: what speaks against an option, in the sentence that names it: from here on
_AGAINST: Final = re.compile(r"\b(?:but|except|though|only (?:that|it|the))\b.{8,}", re.I | re.S)
#: words that rule an option out or price it out, whatever a quote is coded as
_RULED_OUT: Final = re.compile(
    r"\b(?:ruled? (?:\w+ ){0,2}out|was out|non-starter|deal.?breaker|(?:so|and) (?:i|we) let it go|(?:couldn't|can't|could not) afford|too (?:dear|expensive|much money|pricey|big|slow|complicated|limited)|lot of money|over (?:our |the )?budget"
    r"|nobody (?:else )?could (?:open|use|fix|understand|read)|half[- ]done|only (?:he|him|she|her) (?:that |who )?(?:has|had|knows|knew|understands|understood)\b|gave up on|got rid of|decided against|crossed (?:it|them) off|turned (?:it|them) down|closed the (?:tab|page|window)|hung up|walked away)\b", re.I)
#: words that say what is wrong with an option: enough after a "but", or where a price or a reason against is told
_WRONG: Final = re.compile(
    r"\b(?:made for|meant for|(?:it's|that's|it was|that was) (?:just |only |really )?for \w+ing|massive|overkill|(?:charg\w+|count\w+|pay|paying|priced?|goes|went) (?:by|per)|per (?:item|seat|user|head|borrower|device)|in dollars|wanted (?:a card|\w+ years?)|expensive|dear|pricey|ugly|slow|clunky|guess\w*|unreadable|no (?:way|support|app)"
    r"|(?:it|they|this one|that one) (?:couldn't|can't|didn't|doesn't|wouldn't|won't|hadn't|never)\b|(?:you|we|i|nobody) (?:couldn't|can't|could never)\b|nowhere|wasn't|isn't|too \w+|not (?:for|what|enough|good)|needed? (?:a|an|your|our) \w+|kept (?:asking|saying|breaking|crashing))\b", re.I)
#: codes whose quotes claim something against an option: where the coder is not unsure, their reading is enough
_CLAIMS: Final = ("deal_breaker", "objection", "pain_point")
#: what a sentence goes on with about the same option: never an advantage or a step
_GOES_ON: Final = ("price", "criterion", "objection", "deal_breaker", "pain_point", "alternative")
#: a turn to something else in the same sentence
_GOES_OVER: Final = re.compile(r",? and then \w+ (?:said|says|asked|wanted|told)\b", re.I)
NOT_SAID: Final = "not said"
#: types of option told by a phrase and not by a name
_BY_PHRASE: Final = ("internal_build", "do_nothing", "person_or_service")
#: names an option goes by and reasons against it that a cell shows
_CALLED, _REASONS = 5, 5
#: words of a quote that says more of an option than its name
_TELLING = 8


@dataclass(frozen=True)
class Alternatives:
    """One row per option, whatever it was called: a product by its name, everything else by its kind.

    `n` counts the people of counted quotes that name the option, or speak against it or of it where the question names it; `also_named_by`
    shows the words of those who name it only where no counted quote does. `status` says for each person whether it was the old way, looked
    at, tried, or what they left the product for. `why_left` quotes claims against the option (ruled out, a price, an objection, a pain with it)
    from before the purchase, in the quote that names it or those that go on about it; without one it says "not said". `held_by` quotes what held
    people there. Last comes what tells of an option without naming it.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the options, those of most people first, by counted quotes and then by all."""
        import pandas as pd

        named = group(options.mentions(study), lambda m: m.option)
        after = _following(study, [m for own in named.values() for m in own])
        rows = [r for name, own in named.items() if (r := _row(study, name, own, after))]
        rows.sort(key=lambda r: (-r["n"], -r["also_named_by"].count("\n") - bool(r["also_named_by"]), r["option"]))
        known = {m.sentence.quote.quote_id for own in named.values() for m in own if m.sentence.quote}
        rest = [q for q in study.quote_rows if q.counted and q.code == "alternative" and q.quote_id not in known and options.tells(q)]
        return pd.DataFrame([*rows, *([_unnamed(study, rest)] if rest else [])], columns=list(COLUMNS))


def _quote(m: Mention) -> Quote:
    """Return the quote of a mention that has one."""
    if m.sentence.quote is None:
        raise ValueError("a sentence without a quote has none to count")
    return m.sentence.quote


def _counts(m: Mention) -> bool:
    """Tell whether a mention counts its speaker: named in a counted quote, or spoken of there as the answer to a question about it."""
    if not m.sentence.counted:
        return False
    return bool(m.words) or m.status == options.LEFT_FOR or bool(_against(_quote(m), m.words or m.option))


def _row(study: Study, name: str, own: Sequence[Mention], after: dict[str, tuple[Quote, str]]) -> dict[str, Any]:
    counted = [m for m in own if _counts(m)]
    quotes = list({q.quote_id: q for m in counted for q in [_quote(m)]}.values())
    who = people(quotes)
    others = group([m for m in own if m.words and m.sentence.participant_id not in who], lambda m: m.sentence.participant_id)
    if not who and not others:
        return {}
    shown = _shown([_quote(m) for m in counted if m.words] or quotes)
    held = [q for q in quotes if q.code == "habit"]
    left = _reasons([m for m in counted if m.when != options.AFTER and m.status != options.LEFT_FOR], after)
    return {
        "option": name, "said_as": _said_as(name, own), "alt_type": own[0].alt_type, "status": _statuses(study, own), "n": len(who),
        "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who),
        "also_named_by": "\n".join(f"{p}: “{short(_plainest(said).sentence.text, 110)}”" for p, said in others.items()),
        "why_left": "\n".join(f"“{_claim(words)}” ({q.participant_id})" for q, words in _spread(left)) or NOT_SAID,
        "why_left_ids": ids(q for q, _ in left),
        "held_by": "\n".join(f"“{short(q.verbatim, 110)}” ({q.participant_id})" for q in held[:2]),
        "exemplar": shown.verbatim if shown else NO_EVIDENCE, "exemplar_participant": shown.participant_id if shown else "",
        "exemplar_id": shown.quote_id if shown else "", "quote_ids": ids(quotes),
    }


def _unnamed(study: Study, own: Sequence[Quote]) -> dict[str, Any]:
    shown, who = best(own), people(own)
    return dict.fromkeys(COLUMNS, "") | {
        "option": _UNNAMED, "status": NOT_TOLD, "n": len(who), "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who), "why_left": NOT_SAID,
        "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id, "quote_ids": ids(own),
    }


def _said_as(name: str, own: Sequence[Mention]) -> str:
    """Return what an option is called by those who name it, most people first; "" where that is its name."""
    if own[0].alt_type in _BY_PHRASE:
        return ""
    called = group([m for m in own if m.words], lambda m: re.sub(r"^(?:the|an?|my|our|his|her|on|in|with|all|just) ", "", squeeze(m.words).casefold()))
    ranked = sorted(called, key=lambda c: (-len({m.sentence.participant_id for m in called[c]}), c))
    spelt = [Counter(re.sub(r"^(?:the|an?|my|our|his|her|on|in|with|all|just) ", "", squeeze(m.words), flags=re.I) for m in called[c]).most_common(1)[0][0] for c in ranked]
    return "" if [s.casefold() for s in spelt] in ([], [name.casefold()]) else ", ".join(spelt[:_CALLED])


def _statuses(study: Study, own: Sequence[Mention]) -> str:
    """Return what each person who names an option did with it, one thing each, what tells most: "tried: P13", a line for each."""
    naming = group([m for m in own if m.words or _counts(m)], lambda m: m.sentence.participant_id)
    done = {p: min((m.status for m in said), key=options.STATUSES.index) for p, said in naming.items()}
    order = [p.participant_id for p in study.participant_rows if p.participant_id in done] or list(done)
    return "\n".join(f"{status}: {', '.join(p for p in order if done[p] == status)}" for status in options.STATUSES if status in done.values())


def _shown(quotes: Sequence[Quote]) -> Quote | None:
    """Return the quote to show for an option: one that says more than its name and one coded alternative before another, else the best."""
    telling = [q for q in quotes if len(q.verbatim.split()) >= _TELLING] or list(quotes)
    return best([q for q in telling if q.code == "alternative"] or telling) if telling else None


def _plainest(own: Sequence[Mention]) -> Mention:
    """Return the mention to show of several: a quote before a sentence that nobody coded, then the first."""
    return next((m for m in own if m.sentence.quote), own[0])


def _following(study: Study, own: Sequence[Mention]) -> dict[str, tuple[Quote, str]]:
    """Return for each quote the counted one right after it in the same answer, and its words up to the option it names, all where it names none."""
    naming = {m.sentence.quote.quote_id: m.words for m in own if m.words and m.sentence.quote}
    out: dict[str, tuple[Quote, str]] = {}
    for answer in group(study.quote_rows, lambda q: (q.transcript_id, q.turn)).values():
        for q, n in pairwise(answer):
            if n.counted and n.code != "alternative":
                said = n.verbatim[: at].rpartition(",")[0] if (at := n.verbatim.find(naming.get(n.quote_id, ""))) > 0 else n.verbatim
                if n.quote_id not in naming or (_RULED_OUT.search(said) and n.verbatim[:4].casefold() == "but "):
                    out[q.quote_id] = (n, said)
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


def _reasons(own: Sequence[Mention], after: dict[str, tuple[Quote, str]]) -> list[tuple[Quote, str]]:
    """Return what spoke against an option, each quote once: said with its name or of it, or in the sentence after it in the same answer."""
    found: dict[str, tuple[Quote, str]] = {}
    for m in own:
        q = _quote(m)
        if words := _against(q, m.words or m.option):
            found[q.quote_id] = (q, _from_the_name(words, m.words))
        n, said = after.get(q.quote_id, (None, ""))
        if n and q.code in ("alternative", "deal_breaker", "price") and (
                _RULED_OUT.search(said) or (n.code in _GOES_ON and said[:4].casefold() == "but " and _WRONG.search(said))
                or trait(n, "price_role") == "barrier" or (n.code == "deal_breaker" and (n.score >= UNSURE or is_sure(n)))):
            found.setdefault(n.quote_id, (n, said))
    return list(found.values())


def _from_the_name(words: str, name: str) -> str:
    """Return a claim from the clause on that names the option, where the claim comes after its name; what stands before may be of another."""
    at = words.find(name) if name else -1
    if at <= 0 or not (_RULED_OUT.search(words, at) or _WRONG.search(words, at)):
        return words
    start = max(words.rfind(mark, 0, at) for mark in (", ", "; ", "  ")) + 1
    return f"… {words[start:].strip()}" if start else words


def _spread(left: Sequence[tuple[Quote, str]]) -> list[tuple[Quote, str]]:
    """Return the reasons to show: one of each person before a second of anybody."""
    first = {q.participant_id: q.quote_id for q, _ in reversed(left)}
    return sorted(left, key=lambda pair: pair[0].quote_id != first[pair[0].participant_id])[:_REASONS]


def _claim(words: str, limit: int = 150) -> str:
    """Return the words of a reason for a cell: of long ones the part in which the claim stands."""
    plain = squeeze(words)
    claim = _RULED_OUT.search(plain) or _WRONG.search(plain)
    at = plain.rfind(" ", 0, max(0, claim.start() - limit // 2)) + 1 if claim and len(plain) > limit else 0
    return f"{'… ' if at else ''}{short(plain[at:], limit)}"
