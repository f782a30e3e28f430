"""What several people speak of, in their own words and across all kinds: the things their quotes name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, mean_per_person, people
from jtbd_analyzer.text import readable
from jtbd_analyzer.things import WORD, rarity, singular, words
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
    "topic", "n", "n_of_N", "rarity", "participants", "n_quotes", *ASPECTS, "feeling", "spread", "n_themes", "theme_ids", "exemplar", "exemplar_participant",
    "exemplar_id", "other_forms", "quote_ids",
)
#: said by more than this share of at least `_MANY` people, a word is what the study is about
_ALL: Final = 0.75
_MANY: Final = 6


@dataclass(frozen=True)
class Topics:
    """One row per thing that people name in counted quotes, with how many of those who name it found it hard, wanted it, and so on.

    Themes are within one kind and around what somebody said; a thing such as "labels" may be spoken of in many of them. A word
    is counted where it is said, never where it is only meant; forms of one word ("label", "labels") are one topic, and words that
    features.csv lists for one part of the product ("label", "sticker"), shown as it is said most. Words are taken for things by
    where they stand ("the label", "a label"), without a parser.
    """

    #: people who must name it
    min_people: int = field(default=3, metadata={"min": 1})
    #: rows at most
    most: int = field(default=40, metadata={"min": 1, "max": 500})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows: those of most people times rarest first, so that "stickers" stand above "hand", which people say in any interview."""
        import pandas as pd

        counted = [q for q in study.quote_rows if q.counted and q.participant_id]
        told = {q.quote_id: readable(q.verbatim) for q in counted}
        names = names_in(told.values()) | {w for p in study.participant_rows for w in WORD.findall(p.participant_id.lower())}
        uses: dict[str, list[tuple[Quote, str, bool]]] = defaultdict(list)
        for q in counted:
            for stem, form, as_thing in words(told[q.quote_id]):
                if form not in names:
                    uses[stem].append((q, form, as_thing))
        one = _same_part(study)
        named: dict[str, list[tuple[Quote, str, bool]]] = defaultdict(list)
        for stem, said in uses.items():
            if _is_thing(said):
                named[one.get(stem, stem)] += said
        found = [_row(study, said) for said in named.values() if len(people(q for q, *_ in said)) >= self.min_people]
        found.sort(key=lambda r: (-round(r["n"] * r["rarity"], 3), -r["n_quotes"], r["topic"]))
        return pd.DataFrame(found[: self.most], columns=list(COLUMNS))


def _same_part(study: Study) -> dict[str, str]:
    """Return for each word that features.csv gives a part of the product the first word it gives that part."""
    found: dict[str, str] = {}
    for synonyms in study.features.values():
        own = [stem for x in synonyms for stem, form, _ in words(x) if form == x.casefold()]
        found.update({w: own[0] for w in own if w not in found})
    return found


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
        "topic": ranked[0], "n": len(who), "n_of_N": n_of(len(who), study.n_total), "rarity": rarity(singular(ranked[0])), "participants": ", ".join(who),
        "n_quotes": len(own), **told,
        "feeling": round(sum(felt.values()) / len(felt), 1), "spread": "what the study is about" if common else "", "n_themes": len(themes),
        "theme_ids": ", ".join(themes), "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id,
        "other_forms": ", ".join(ranked[1:]), "quote_ids": ids(own),
    }
