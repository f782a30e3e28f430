"""The coding scheme as data: codes, the kinds they belong to, how people say them, and what each asks of the story.

Definitions shortened from the project's coding guideline, which the README summarises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Code:
    """One primary class: machine name, kind, plain label, the question it answers, definition, what it is not, theme prefix."""

    name: str
    kind: str
    label: str
    question: str
    definition: str
    exclude: str
    prefix: str
    force: str = ""


_VALUE, _TRIGGER, _FACTOR, _MARKER = "value_theme", "struggle_trigger", "decision_factor", "marker"

CODES: Final[dict[str, Code]] = {
    c.name: c
    for c in (
        Code("struggle_trigger", _TRIGGER, "Struggle trigger", "What happened that made them start moving?",
             "An event or change, locatable in time, that turned tolerating into thinking, looking or deciding.",
             "Standing conditions; reasons for choosing one option; events after the purchase.", "TRIG", "push"),
        Code("pain_point", _VALUE, "Pain point", "What was (or is) hard, costly or annoying?",
             "A standing or repeated difficulty, cost, risk, obstacle or bad feeling while trying to get the job done.",
             "The event that made them act; fears about a new option; prices of options.", "PAIN"),
        Code("desired_outcome", _VALUE, "Desired outcome", "What did they want to be true?",
             "A state or progress wanted, needed or hoped for, apart from any product part, not yet reached at the time spoken of.",
             "Results already had; properties required of an option; requests for parts; wishes invented in the interview.", "WANT", "pull"),
        Code("priority", _VALUE, "Priority", "What mattered more than what?",
             "A statement that orders or weighs needs, outcomes or criteria against each other, with what they would give up.",
             "A single need with plain emphasis; choices already tipped.", "PRIO"),
        Code("value_realized", _VALUE, "Value realised", "What do they have now that they did not have?",
             "A result the participant actually has since using the new way, compared with before; first value included.",
             "Expectations before use; compliments without a result.", "HAVE"),
        Code("moment_of_truth", _VALUE, "Moment of truth", "Which contact with the company made them feel something?",
             "One particular contact with the company, product or brand with a voiced feeling or verdict.",
             "Steps without feeling; feelings about the old way with no contact.", "MOT"),
        Code("criterion", _FACTOR, "Criterion", "On what dimension did they compare?",
             "A dimension or requirement on which the participant judged or compared options.",
             "Life outcomes; what tipped it; what ruled an option out.", "CRIT", "pull"),
        Code("alternative", _FACTOR, "Alternative", "What else could they have done?",
             "Another way of getting the job done that was used, considered, tried or possible, doing nothing included.",
             "Names dropped with no sign of consideration.", "ALT"),
        Code("anxiety", _FACTOR, "Anxiety", "What were they unsure or afraid of about the new way?",
             "A felt uncertainty, fear or doubt about the new solution or about making the change.",
             "Worries about the old way; asserted reasons.", "ANX", "anxiety"),
        Code("objection", _FACTOR, "Objection", "What reason against going ahead was put on the table?",
             "A reason against going ahead, asserted by the participant or a stakeholder, in principle answerable.",
             "Unvoiced fear; routine; eliminations; complaints after the purchase.", "OBJ", "anxiety"),
        Code("habit", _FACTOR, "Habit", "What held them in the old way?",
             "What ties the participant to the present way: routine, familiarity, sunk effort, switching cost, inertia.",
             "Neutral naming of the old tool; troubles with it.", "HABIT", "habit"),
        Code("social_influence", _FACTOR, "Social influence", "Whose word or whose involvement moved the decision?",
             "Other people entered the decision, as evidence (reviews, peers) or as actors (recommender, approver, payer, blocker).",
             "Advertising as a channel; advocacy by the participant afterwards.", "SOC", "pull"),
        Code("price", _FACTOR, "Price", "How did money enter the choice?",
             "Money as part of the choice: level, model, budget, value for money, cost of switching, return.",
             "Money lost to the problem; money saved after the switch.", "PRICE"),
        Code("deal_maker", _FACTOR, "Deal-maker", "What tipped it?",
             "The thing that tipped the choice to the chosen option.",
             "Advantages listed without tipping; benefits found later; compliments.", "WON", "pull"),
        Code("deal_breaker", _FACTOR, "Deal-breaker", "What ruled an option out?",
             "A condition that removed an option from consideration, or a must-have used to screen options.",
             "Mild dislikes; objections overcome; reasons for leaving later.", "OUT"),
        Code("milestone", _MARKER, "Milestone", "What step did they take?",
             "A concrete, observable step by the customer from one stage to the next.",
             "The vendor's actions; states; plans.", "STEP"),
        Code("feature_mention", _MARKER, "Feature mention", "Which part of a product do they name?",
             "A named capability, part, service element or plan, where nothing else fits.",
             "Generic nouns, whole product names, outcomes.", "FEAT"),
    )
}

NONE: Final = "none"
#: kind of text somebody else has collected or coded, grouped by `jtbd themes`
EXCERPT: Final = "excerpt"
KINDS: Final = ("value_theme", "struggle_trigger", "decision_factor", "marker")

#: short names used in bank files
SHORT: Final[dict[str, str]] = {
    "trigger": "struggle_trigger", "pain": "pain_point", "outcome": "desired_outcome", "priority": "priority",
    "realized": "value_realized", "criterion": "criterion", "alternative": "alternative", "anxiety": "anxiety",
    "objection": "objection", "habit": "habit", "social": "social_influence", "price": "price", "dealmaker": "deal_maker",
    "dealbreaker": "deal_breaker", "moment": "moment_of_truth", "milestone": "milestone", "feature": "feature_mention", "none": NONE,
}
#: what is said in a person's words, which no reading form may change, or a name of the machine in two or more words
_MACHINE: Final = re.compile(r"“[^”]*”|(?<![\w.-])(?P<name>[a-z]+(?:_[a-z]+)+)(?![\w-]|\.\w)")
PHASE_SHORT: Final[dict[str, str]] = {"S": "struggle", "E": "evaluation", "G": "growth", "U": ""}


def kind_of(code: str) -> str:
    """Return the kind of a code, or `none` for no code."""
    return CODES[code].kind if code in CODES else NONE


def prefix_of(code: str) -> str:
    """Return the letters of a code in theme ids; of a code that is not ours, its first letters."""
    return CODES[code].prefix if code in CODES else "".join(c for c in code.upper() if c.isascii() and c.isalnum())[:5] or "TEXT"


def label_of(code: str) -> str:
    """Return the label under which people read a code; what is no code of the scheme as it is."""
    return CODES[code].label if code in CODES else code


def readable_words(text: str) -> str:
    """Return `text` with the machine's names in it as a person reads them: pain_point as "pain point", way_out as "way out"; quotes stay as they are."""
    def read(m: re.Match[str]) -> str:
        name = m["name"]
        return m.group() if name is None else CODES[name].label.lower() if name in CODES else name.replace("_", " ")

    return _MACHINE.sub(read, text) if "_" in text else text


def code_named(word: str) -> str:
    """Return the code that `word` names by its name, label or short name, in any case; "" if it names none."""
    low = " ".join(word.split()).casefold()
    return _NAMED.get(low) or _NAMED.get(low.replace(" ", "_").replace("-", "_"), "")


_NAMED: Final[dict[str, str]] = {NONE: NONE, **SHORT, **{c.label.casefold(): c.name for c in CODES.values()}, **{c: c for c in CODES}}
