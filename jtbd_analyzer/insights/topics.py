"""What several people speak of, in their own words and across all kinds: the things their quotes name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, mean_per_person, people
from jtbd_analyzer.keywords import STOP, telling
from jtbd_analyzer.text import readable
from jtbd_analyzer.wording import names_in

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: column -> codes whose people it counts
ASPECTS: Final[dict[str, tuple[str, ...]]] = {
    "hard_n": ("pain_point", "struggle_trigger"), "wanted_n": ("desired_outcome", "priority"), "reached_n": ("value_realized",),
    "held_back_n": ("anxiety", "objection", "habit", "deal_breaker"), "chosen_by_n": ("criterion", "alternative", "deal_maker", "price", "social_influence"),
}
COLUMNS: Final = (
    "topic", "n", "n_of_N", "participants", "n_quotes", *ASPECTS, "feeling", "spread", "n_themes", "theme_ids", "exemplar", "exemplar_participant",
    "exemplar_id", "other_forms", "quote_ids",
)
#: what stands before a thing somebody names, and what does not follow it: a noun has the first, an adjective or verb seldom both
_BEFORE: Final = re.compile(r"\b(?:an?|the|my|our|your|his|her|their|its|this|that|these|those|no|any|some|every|each|which|what|another|\w+['’]s)(?: \w+)? $")
_AFTER: Final = re.compile(r"(?:['’]s)?(?:[^\w'’ -]|$| (?P<next>[\w'’-]+))")
_WORD: Final = re.compile(r"[a-z][a-z'’-]{2,}")
_OWNER: Final = re.compile(r"['’]s?$")
#: words that stand where things stand and name none
_NO_THINGS: Final = frozenset(
    """few fewer less least more due free wrong mine whatever enough later latter former mind lead kinda sorta future past present rather
    example instance particular wider main total low high
    amount level terms result results position background interesting available public ethical possible important different""".split())
#: said by more than this share of at least `_MANY` people, a word is what the study is about
_ALL: Final = 0.75
_MANY: Final = 6


@dataclass(frozen=True)
class Topics:
    """One row per thing that people name in counted quotes, with how many of those who name it found it hard, wanted it, and so on.

    Themes are within one kind and around what somebody said; a thing such as "labels" may be spoken of in many of them. A word
    is counted where it is said, never where it is only meant; forms of one word ("label", "labels") are one topic, shown as it is
    said most. Words are taken for things by where they stand ("the label", "a label"), without a parser.
    """

    #: people who must name it
    min_people: int = field(default=3, metadata={"min": 1})
    #: rows at most
    most: int = field(default=40, metadata={"min": 1, "max": 500})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows, most people first, then most quotes."""
        import pandas as pd

        counted = [q for q in study.quote_rows if q.counted and q.participant_id]
        told = {q.quote_id: readable(q.verbatim) for q in counted}
        names = names_in(told.values()) | {w for p in study.participant_rows for w in _WORD.findall(p.participant_id.lower())}
        uses: dict[str, list[tuple[Quote, str, bool]]] = defaultdict(list)
        for q in counted:
            for stem, form, as_thing in _words(told[q.quote_id]):
                if form not in names:
                    uses[stem].append((q, form, as_thing))
        found = [_row(study, said) for said in uses.values() if _is_thing(said) and len(people(q for q, *_ in said)) >= self.min_people]
        found.sort(key=lambda r: (-r["n"], -r["n_quotes"], r["topic"]))
        return pd.DataFrame(found[: self.most], columns=list(COLUMNS))


def _words(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (form in the singular, form, whether it stands where a thing stands) for each telling word of a quote."""
    lower = text.lower()
    for m in _WORD.finditer(lower):
        form = _OWNER.sub("", m.group())
        if form not in _NO_THINGS and telling(form):
            after = _AFTER.match(lower, m.start() + len(form))
            ends = after is not None and (after["next"] is None or after["next"] in STOP)
            yield _singular(form), form, ends and bool(_BEFORE.search(lower, 0, m.start()))


def _singular(form: str) -> str:
    """Return a word without the plural's ending, as far as its letters tell."""
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh)es$", form):
        return form[:-2]
    return form[:-1] if len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")) else form


def _is_thing(said: Sequence[tuple[Quote, str, bool]]) -> bool:
    """Tell whether a word is used as the name of a thing: by two people, and in a quarter of its uses."""
    as_thing = [q.participant_id for q, _, thing in said if thing]
    return len(set(as_thing)) > 1 and 4 * len(as_thing) >= len(said)


def _row(study: Study, said: Sequence[tuple[Quote, str, bool]]) -> dict[str, Any]:
    own = list({q.quote_id: q for q, *_ in said}.values())
    who = people(own)
    forms = Counter(form for _, form, _ in said)
    ranked = sorted(forms, key=lambda w: (-forms[w], w))
    told = {column: len(people(q for q in own if q.code in codes)) for column, codes in ASPECTS.items()}
    felt = mean_per_person(own, lambda q: q.valence)
    themes = [t for t in group(own, lambda q: q.theme_id) if t]
    common = study.n_total >= _MANY and len(who) > _ALL * study.n_total
    hard = [q for q in own if q.code in ASPECTS["hard_n"]]
    shown = best(hard if told["hard_n"] == max(told.values()) and hard else own)
    return {
        "topic": ranked[0], "n": len(who), "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who), "n_quotes": len(own), **told,
        "feeling": round(sum(felt.values()) / len(felt), 1), "spread": "what the study is about" if common else "", "n_themes": len(themes),
        "theme_ids": ", ".join(themes), "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id,
        "other_forms": ", ".join(ranked[1:]), "quote_ids": ids(own),
    }
