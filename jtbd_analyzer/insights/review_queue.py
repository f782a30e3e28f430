"""What a researcher should look at first: where one look changes most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import decisions, evidence
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.scheme import kind_of
from jtbd_analyzer.sureness import UNSURE, headline

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "item_id", "item", "tier", "priority", "why", "text", "participant_id", "code", "second_code", "score", "theme_id", "n_of_N", "grade", "counted",
)


#: first in the queue whatever else there is: decisions that clash, themes the researcher marked, quotes left without a theme
_CLASH, _SPLIT, _HOMELESS = 100, 90, 80
#: how likely a look changes something, where it is not read off the coder's score: a denied theme, one of low confidence, a led answer
_DENIED, _LOW, _LED, _UNPLACED = 0.5, 0.6, 0.5, 0.3
#: how likely a quote that waits for its code to be confirmed is one of its kind: on held-back interviews of the bank 42 of 120, of those whose
#: second code is of the same kind 9 of 13 (the code itself 4 of 13, so that they too wait)
_WAITING, _KINDRED = 0.35, 0.7
#: what confirming it changes: it brings somebody new to its theme (to its code, where it has no theme), or the label of the theme too
_PERSON_GAIN, _LABEL_GAIN = 2, 4
_GAINED: Final = {
    (True, _PERSON_GAIN): "adds a person to its theme",
    (True, _LABEL_GAIN): "changes how common its theme is", (False, _PERSON_GAIN): "is the first of this person with its code",
}
#: themes of a kind shown on the Summary
_TOP: Final = 5
#: items of the first and second tier: what one sits down for once, and what an afternoon allows
TIERS: Final = (25, 75)
#: seconds a look at one item takes, the transcript not opened
_LOOK: Final = 24


@dataclass(frozen=True)
class ReviewQueue:
    """One row per quote or theme not yet reviewed that has a reason to be looked at, and per decision that could not be carried out.

    `priority` is 10 × how likely the machine is wrong × how much would change if it is: a label such as typical, a person in
    n of N, the quote that stands for a theme, a theme on the Summary. `low` is the score below which a code is unsure,
    `close` the score below which the runner-up is named as a rival, `unplaced` that below which the place is unsure.
    """

    low: float = UNSURE
    close: float = 0.6
    unplaced: float = 0.35

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by priority, then in the order of themes and quotes."""
        import pandas as pd

        rows = [*_clashes(study), *self._themes(study), *self._quotes(study)]
        rows.sort(key=lambda r: -r["priority"])
        for i, row in enumerate(rows):
            row["tier"] = 1 + (i >= TIERS[0]) + (i >= sum(TIERS))
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _themes(self, study: Study) -> Iterator[dict[str, Any]]:
        top = _on_summary(study)
        words = decisions.settle(study.suggested or study, study.decisions).words
        split = {target for (kind, target, name), d in words.items() if (kind, name, d.new) == ("theme", "status", "split")}
        for t in study.theme_rows:
            reasons = [(_DENIED, "people deny it")] if t.counter_ids else []
            if t.n > 1 and t.confidence.startswith("low"):
                reasons.append((_LOW, f"confidence {t.confidence}"))
            if t.theme_id in split and t.status == "provisional":
                reasons = [(1, "marked to be split: give its quotes themes of their own")]
                yield _row(study, t.theme_id, "theme", _SPLIT, reasons, t.statement, code=t.code, theme=t)
            elif reasons and t.status == "provisional":
                stake = 2 + 2 * (t.theme_id in top) + (prevalence(t.n, study.n_total) != prevalence(t.n - 1, study.n_total))
                yield _row(study, t.theme_id, "theme", _priority(reasons, stake), reasons, t.statement, code=t.code, theme=t)

    def _quotes(self, study: Study) -> Iterator[dict[str, Any]]:
        themes, alone, top = {t.theme_id: t for t in study.theme_rows}, _deciding(study), _on_summary(study)
        lone, voices = _only_voices(study), _voices(study)
        for q in study.quote_rows:
            theme = themes.get(q.theme_id)
            if q.theme_role.startswith("no theme yet"):
                yield _row(study, q.quote_id, "quote", _HOMELESS, [(1, "recoded and without a theme: name one in human_theme")], q.verbatim, code=q.code,
                           theme=None, quote=q)
            if q.status != "provisional":
                continue
            reasons = [(1 - q.score, f"alone decides that its theme is {theme.prevalence}")] if q.quote_id in alone and theme else []
            if q.score < self.low:
                reasons.append((1 - q.score, "unsure code"))
            if self.low <= q.score < self.close and q.second_code not in ("", "none", q.code):
                reasons.append((1 - q.score, f"may be {q.second_code}"))
            gain = _gain(q, theme, voices, study.n_total)
            if gain:
                reasons = [(_chance(q), f"not counted; confirmed, it {_GAINED[theme is not None, gain]}")]
            if q.elicitation == "led":
                reasons.append((_LED, "answer to a leading question"))
            if q.phase and q.phase_score < self.unplaced:
                reasons.append((_UNPLACED, "unsure place in the journey"))
            if reasons:
                first = theme is not None and q.quote_id in (theme.exemplar_id, theme.second_id)
                stake = 1 + 2 * (q.quote_id in alone) + (q.quote_id in lone) + first + (q.theme_id in top) + gain
                yield _row(study, q.quote_id, "quote", _priority(reasons, stake), reasons, q.verbatim, code=q.code, theme=theme, quote=q)


def _priority(reasons: list[tuple[float, str]], stake: int) -> int:
    return round(10 * max(w for w, _ in reasons) * stake)


def _clashes(study: Study) -> Iterator[dict[str, Any]]:
    themes = {t.theme_id: t for t in study.theme_rows}
    for c in study.conflicts:
        quote = study.quotes_by_id.get(c.place)
        theme = themes.get(quote.theme_id if quote else c.place)
        text = quote.verbatim if quote else theme.statement if theme else ""
        yield _row(study, c.place, "decision", _CLASH, [(1, f"not carried out: {c.reason}")], text,
                   code=quote.code if quote else theme.code if theme else "", theme=theme, quote=quote)


def _on_summary(study: Study) -> set[str]:
    """Return the themes of each kind that the Summary shows."""
    found: set[str] = set()
    for kind in {t.kind for t in study.theme_rows}:
        own = sorted((t for t in study.theme_rows if t.kind == kind and t.n), key=lambda t: headline(study, t))
        found |= {t.theme_id for t in own[:_TOP]}
    return found


def _voices(study: Study) -> dict[str, set[str]]:
    """Return who is counted in each theme, and with each code."""
    out: dict[str, set[str]] = {}
    for q in study.quote_rows:
        for key in (q.theme_id, q.code) if q.counted else ():
            out.setdefault(key, set()).add(q.participant_id)
    return out


def _chance(q: Quote) -> float:
    """Return how likely a quote that waits is one of its kind; the score parts those alike."""
    kindred = q.second_code not in ("", q.code) and kind_of(q.second_code) == kind_of(q.code)
    return (_KINDRED if kindred else _WAITING) + q.score / 2


def _gain(q: Quote, theme: Theme | None, voices: Mapping[str, set[str]], total: int) -> int:
    """Return what counting a quote adds that waits only for its code to be confirmed: 0, a person, or a person and another label."""
    own = voices.get(theme.theme_id if theme else q.code, set())
    if q.counted or not q.grade_reason.endswith(evidence.UNSURE) or q.participant_id in own:
        return 0
    return _LABEL_GAIN if theme and prevalence(len(own), total) != prevalence(len(own) + 1, total) else _PERSON_GAIN


def _only_voices(study: Study) -> set[str]:
    """Return the quotes that are a person's only counted one in their theme."""
    voices: dict[tuple[str, str], list[str]] = {}
    for q in study.quote_rows:
        if q.counted and q.theme_id:
            voices.setdefault((q.theme_id, q.participant_id), []).append(q.quote_id)
    return {own[0] for own in voices.values() if len(own) == 1}


def prevalence(n: int, total: int) -> str:
    """Return the verbal label of n people of `total`: general, typical, variant, single or "" (Hill's consensual qualitative research)."""
    if n <= 1:
        return "single" if n else ""
    return "general" if n >= total - 1 else "typical" if n > total / 2 else "variant"


def _deciding(study: Study) -> set[str]:
    """Return the quotes that are a person's only counted one in a shared theme whose label would drop without that person."""
    edge = {t.theme_id for t in study.theme_rows if t.n > 1 and prevalence(t.n, study.n_total) != prevalence(t.n - 1, study.n_total)}
    return {i for i in _only_voices(study) if study.quotes_by_id[i].theme_id in edge}


def _row(study: Study, key: str, item: str, priority: int, reasons: list[tuple[float, str]], text: str, *, code: str, theme: Theme | None,
         quote: Quote | None = None) -> dict[str, Any]:
    return {
        "item_id": key, "item": item, "tier": 0, "priority": priority, "why": "; ".join(r for _, r in reasons), "text": text,
        "participant_id": quote.participant_id if quote else "", "code": code, "second_code": quote.second_code if quote else "",
        "score": round(quote.score, 2) if quote else None, "theme_id": theme.theme_id if theme else "",
        "n_of_N": n_of(theme.n, study.n_total) if theme else "", "grade": quote.grade if quote else "", "counted": quote.counted if quote else None,
    }


def tiers(study: Study) -> list[dict[str, Any]]:
    """Return one row per tier of the queue: how many items, about how long they take, and what correcting them may change.

    Counted from what the order of the queue is made of: themes whose label rests on one quote, people who are in an n of N
    by one quote, quotes that stand for a theme, themes on the Summary, and counted quotes of a low score.
    """
    table = study.table("review_queue")
    themes, alone, lone, top = {t.theme_id: t for t in study.theme_rows}, _deciding(study), _only_voices(study), _on_summary(study)
    stands = {i for t in study.theme_rows for i in (t.exemplar_id, t.second_id)}
    rows = []
    for tier, name in enumerate((f"first {TIERS[0]}", f"next {TIERS[1]}", "the rest"), 1):
        own = table[table["tier"] == tier].to_dict("records")
        ids = {r["item_id"] for r in own}
        quotes = [study.quotes_by_id[r["item_id"]] for r in own if r["item_id"] in study.quotes_by_id]
        touched = {q.theme_id for q in quotes if q.theme_id in themes} | ids & set(themes)
        rows.append({
            "tier": name, "items": len(own), "minutes": -(-len(own) * _LOOK // 60), "labels": len({study.quotes_by_id[i].theme_id for i in ids & alone}),
            "people": len(ids & lone), "shown_quotes": len(ids & stands), "on_summary": len(touched & top),
            "low_counted": sum(q.counted and q.score < UNSURE for q in quotes),
        })
    return [r | {"changes": _changes(r)} for r in rows if r["items"]]


def _changes(r: Mapping[str, Any]) -> str:
    """Return in words what correcting the items of a tier may change."""
    parts = ((r["labels"], "the label (such as typical) of {} theme{s}"), (r["people"], "one person more or less in {} count{s}"),
             (r["shown_quotes"], "{} quote{s} that stand for a theme"), (r["on_summary"], "{} theme{s} on the Summary"))
    told = [words.format(n, s="" if n == 1 else "s") for n, words in parts if n]
    return "; ".join(told) or "which quotes are listed under a theme, no count shown first"
