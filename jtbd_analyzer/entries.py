"""What people write in the yellow cells of the planning sheets: which cells, how a row is known again, what they may hold.

Codes, themes and participants are corrected on sheets of their own. All other yellow cells (owner, target, the team's
assumption, a job statement in the researcher's words) are entries: kept as decisions of the kind "entry" and shown again
beside the same row in every later workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import suggest
from jtbd_analyzer.text import squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

KIND: Final = "entry"
#: longest entry in characters
_LONGEST: Final = 5000
_YES_NO: Final = ("yes", "no")
_LEVELS: Final = ("low", "medium", "high")
_USES: Final = ("message", "feature", "onboarding", "support")
#: columns that only the sheets of corrections have
_CORRECTS: Final = frozenset({"human_class", "human_label", "human_display_name"})


@dataclass(frozen=True)
class Form:
    """One table with yellow cells: its sheet, the columns that tell its rows apart, its yellow columns with the choices of each (none: any text)."""

    sheet: str
    keys: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


def _free(*names: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(names, ())


#: name of the table in the workbook -> its form
FORMS: Final[dict[str, Form]] = {
    "Setup": Form("Read me", ("about_the_study",), _free("in_your_words")),
    "Jobs": Form("Jobs", ("members", "wish"), _free("human_statement", "human_note") | {"human_status": ("keep", "merge", "split", "drop")}),
    "WantedAchieved": Form("Value themes", ("theme_id", "how_matched"), {"confirmed": _YES_NO, **_free("outcome_in_standard_form")}),
    "ExpansionPaths": Form("Timeline", ("quote_id",), _free("hand_off_note")),
    "ValueMap": Form("Value map", ("theme_id", "feature"), _free("human_order", "supporting_asset", "human_note")),
    "WantedNext": Form("Wanted next", ("about_id", "why"), _free("opportunity", "owner")),
    "BeforeAfter": Form("Before & after", ("before_quote", "after_quote"), {"confirmed": _YES_NO}),
    "JourneyPlan": Form("Journey map", ("phase",), _free("opportunity", "kpi_confirmed", "resources", "owner")),
    "Milestones": Form("Milestones & leaps", ("step",), _free("target", "owner")),
    "MomentsOfTruth": Form("Moments of truth", ("quote_id",), _free("action")),
    "Stakeholders": Form("Stakeholders", ("item_id",), _free("our_resources", "our_next_step", "employee_decision")),
    "Touchpoints": Form("Touchpoints", ("item_id",), _free("data_source", "kpi", "hand_off_note")),
    "MessageBank": Form("Message bank", ("quote_id",), {"consent": _YES_NO, "use_for": _USES}),
    "Opportunities": Form("Opportunities", ("theme_id",), {
        **_free("opportunity", "owner", "business_goal", "objective", "key_result", "supporting_asset"),
        "use_for": _USES, "effort": _LEVELS, "impact": _LEVELS,
        "status": ("discover", "define", "design", "deliver"), **dict.fromkeys(("people", "process", "policy", "technology", "data"), _YES_NO)}),
    "TeamView": Form("Team view", ("item_id",), {
        **_free("team_assumption", "other_listening_posts", "how_do_we_know", "owner", "employee_decision", "automated_decisions", "side_processes"),
        "differs": ("agrees", "differs", "partly", "unknown"),
        "focus_now": _YES_NO}),
    "Experiments": Form("KPIs & experiments", ("item_id",), _free("baseline", "target", "data_source", "review_date", "hypothesis", "test", "result", "owner")),
}


def header(name: Any) -> str:
    """Return a column's header as it is compared: "Before quote" is before_quote."""
    return squeeze(str(name or "")).casefold().replace(" ", "_")


def target_of(table: str, keys: Sequence[str]) -> str:
    """Return what names a row in the file of decisions: the table and its keys."""
    return "|".join((table, *keys))


def known_as(target: str, known: Iterable[str]) -> str:
    """Return the one of `known` targets that is the row `target`, or `target` itself.

    Jobs have no lasting id: one is known again by its members, where most of them are still together, and among jobs of the same
    people by the wish it is around; the first job of its people also by being that, where it is around another wish now.
    """
    if not target.startswith("Jobs|"):
        return target
    own, first, wish = _job(target)
    best, worth = target, (False, 0, False)
    for t in known:
        if not t.startswith("Jobs|"):
            continue
        members, also_first, its_wish = _job(t)
        shared, same = len(own & members), wish == its_wish
        together = shared * 2 > max(len(own), len(members))
        if together and (same or (first and also_first)) and (same, shared, t == target) > worth:
            best, worth = t, (same, shared, t == target)
    return best


def _job(target: str) -> tuple[set[str], bool, str]:
    """Return the members of a job, whether it is the first of theirs, and the id of its wish ("" for none, as in older files)."""
    members, _, wish = target.removeprefix("Jobs|").partition("|")
    place, _, quote_id = wish.partition(" ")
    return {m.strip() for m in members.split(",")}, place != "further", quote_id


def anchor_of(study: Study, target: str, base: Study) -> dict[str, Any]:
    """Return what finds the theme or quote a row is about in another run, themes by their quotes in `base`; {} for a row about neither."""
    from jtbd_analyzer import anchors

    _, first, *rest = target.split("|")
    theme = next((t for t in (*study.theme_rows, *base.theme_rows) if t.theme_id == first), None)
    if theme:
        return {"theme": anchors.anchor_of_theme(base, theme), "id": first, "rest": rest}
    if first in study.quotes_by_id:
        return {"quote": anchors.anchor_of_quote(study.quotes_by_id[first]), "id": first, "rest": rest}
    return {}


def wrong(form: Form, column: str, value: str) -> str:
    """Return why a cell cannot hold `value`, or ""."""
    choices = form.columns[column]
    if value.startswith("\0"):
        return f"must be a value; got the error {value[1:60]}. Type the value itself."
    if choices and value.casefold() not in choices:
        return f"must be one of {', '.join(choices)}; got {value[:60]!r}{suggest(value.casefold(), choices) or '.'} Choose from the list."
    return f"must be at most {_LONGEST} characters; got {len(value)}. Shorten it." if len(value) > _LONGEST else ""


def tables_in(rows: Iterable[Sequence[Any]], title: str) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Yield the tables with entries on a sheet: name, row number of the header from 1, and place of each header from 0.

    A table is known by its headers, so that sheets may be renamed and columns added or moved; where headers fit several, the
    sheet's `title` decides.
    """
    for number, values in enumerate(rows, 1):
        names: dict[str, int] = {}
        for i, value in enumerate(values):
            if isinstance(value, str) and value:
                names.setdefault(header(value), i)
        if len(names) < 2 or _CORRECTS & set(names):
            continue
        fits = {t: f for t, f in FORMS.items() if set(f.keys) <= set(names) and set(f.columns) & set(names)}
        best = max(fits, key=lambda t: (fits[t].sheet == title, len(set(fits[t].columns) & set(names)) / len(fits[t].columns), len(fits[t].keys)), default="")
        if best and (fits[best].sheet == title or set(fits[best].columns) <= set(names)):
            yield best, number, names
