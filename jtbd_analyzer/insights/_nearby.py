"""What insights read from the words next to a quote: what met a worry, how people got by.

Every value comes with the person's own words and the place where they stand. Words of the quote itself come first, then the
rest of its turn, then the answers to the next questions, and those only where the question is about the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import actors, attributes, keywords
from jtbd_analyzer import nearby_rules as rules
from jtbd_analyzer.attributes import Attribute
from jtbd_analyzer.contact_rules import CONTACT, NOT_IF_BAD, NOT_IF_GOOD, OF_COMPANY
from jtbd_analyzer.nearby import TURNS, Sentence, before_in_turn, next_turns, rest_of_turn
from jtbd_analyzer.switch_events import read
from jtbd_analyzer.text import short, squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: sentences after a quote in its turn, and at the start of an answer, that can still be about it
_NEAR: Final = 4
_OPENING: Final = 3
_RIGHT_AFTER: Final = 2
#: fewer words than a statement has
_A_NAME: Final = 3
#: longest words shown of a sentence
_SHOWN: Final = 240
#: codes of what is no step of anybody
_NO_STEP: Final = ("pain_point", "desired_outcome", "feature_mention", "priority", "criterion", "struggle_trigger")
#: codes of what proves the worth of a product
_PROOF: Final = ("value_realized", "moment_of_truth", "deal_maker")
#: canonical steps of first value and of setting up, the last at which somebody commits
_FIRST_VALUE, _SET_UP = "p14", "p13"
_WORRIES: Final = ("anxiety", "objection")
#: codes of what people may get by in spite of
TROUBLES: Final = ("pain_point", "struggle_trigger")

Found = list[tuple["Quote", Attribute]]


def answers(study: Study, quotes: Iterable[Quote]) -> Found:
    """Return what met each of `quotes`, doubts and habits, as far as the same person says so: with words and place.

    What met a doubt is told in it, after it in the same answer, or in the next answer where the question is about that doubt; what
    is told there meets the doubt nearest before it and no other.
    """
    coded = _by_place(study)
    out: Found = []
    for q in quotes:
        said = study.spoken.get(q.transcript_id, ())
        told = _met_within(q) or (_met_next(q, said, coded) if q.code in _WORRIES or not _worries_of_turn(q, said, coded) else None)
        if isinstance(told, Sentence):
            told = _as_attribute("resolved_by", rules.met_by(told.text), told, coded)
        if told:
            out.append((q, told))
    return out


def _met_next(q: Quote, said: Sequence[Sentence], coded: dict[tuple[str, int], Quote]) -> Sentence | None:
    """Return the sentence after a doubt that says what met it; a habit is no doubt that a question could be about."""
    rest = rest_of_turn(said, q)
    last = q.code in _WORRIES and not any(w.code in _WORRIES for s in rest if (w := coded.get((s.transcript_id, s.char_start))))
    return _met_after(rest, coded) or (_met_when_asked(q, next_turns(said, q)[:1], coded) if last else None)


def _worries_of_turn(q: Quote, said: Sequence[Sentence], coded: dict[tuple[str, int], Quote]) -> bool:
    """Tell whether the same person voices a doubt before a quote in its turn: what meets something there meets the doubt."""
    return any(w.code in _WORRIES for s in before_in_turn(said, q) if (w := coded.get((s.transcript_id, s.char_start))))


def workarounds(study: Study, quotes: Iterable[Quote]) -> Found:
    """Return how the people of `quotes`, pains and triggers, get by: told in the quote itself or right after it in the same turn."""
    coded = _by_place(study)
    out: Found = []
    for q in quotes:
        own = next((a for a in attributes.read(q.verbatim, q.code, q.step, q.features) if a.name == "workaround"), None)
        if own is None and rules.got_by(text := squeeze(q.verbatim).replace("’", "'")):
            own = Attribute("workaround", "told", attributes.clause(text, rules.GOT_BY.search(text).group()))  # type: ignore[union-attr]
        after = None if own else _got_by_after(rest_of_turn(study.spoken.get(q.transcript_id, ()), q), coded)
        told = own or (_as_attribute("workaround", "told", after, coded) if after else None)
        if told:
            out.append((q, told))
    return out


def _got_by_after(rest: Sequence[Sentence], coded: dict[tuple[str, int], Quote]) -> Sentence | None:
    """Return the sentence right after a pain that says how somebody gets by; the next pain ends the search."""
    for s in rest[:_RIGHT_AFTER]:
        if rules.got_by(s.text):
            return s
        other = coded.get((s.transcript_id, s.char_start))
        if other and other.code in TROUBLES:
            return None
    return None


def places(found: Iterable[tuple[Quote, Attribute]]) -> str:
    """Return where the words of what was found stand: the id of a quote, or the turn of a transcript."""
    return ", ".join(dict.fromkeys(a.place or q.quote_id for q, a in found))


def _as_attribute(name: str, value: str, s: Sentence, coded: dict[tuple[str, int], Quote]) -> Attribute:
    """Return an attribute shown by a sentence; where that is a quote itself, its place is the quote's id."""
    quote = coded.get((s.transcript_id, s.char_start))
    return Attribute(name, value, short(squeeze(s.verbatim), _SHOWN), quote.quote_id if quote else s.place)


def _met_within(q: Quote) -> Attribute | None:
    """Return what a quote itself says met the doubt, unless its words say that this was not so."""
    return next((a for a in attributes.read(q.verbatim, "anxiety", q.step) if a.name == "resolved_by" and not rules.untrue(a.words)), None)


def _met_after(rest: Sequence[Sentence], coded: dict[tuple[str, int], Quote]) -> Sentence | None:
    """Return the first sentence after a doubt in the same turn that says it was met; the next doubt or another matter ends the search."""
    for s in rest[:_NEAR]:
        if rules.OTHER_MATTER.search(s.text):
            return None
        if rules.met(s.text):
            return s
        other = coded.get((s.transcript_id, s.char_start))
        if other and other.code in _WORRIES:
            return None
    return None


def _met_when_asked(q: Quote, turns: Sequence[Sequence[Sentence]], coded: dict[tuple[str, int], Quote]) -> Sentence | None:
    """Return what met the last doubt of a turn by the answer to the next question.

    A question about "that" is about this doubt, so the start of its answer counts unless it says that there was none. A question
    about what settled it all is about this doubt only where the answer says so: in the same words, or of the person who raised it.
    """
    if not turns:
        return None
    answer = turns[0]
    that = rules.ASKS_ABOUT_THAT.search(answer[0].asked) is not None
    opening = [s for s in answer[:_OPENING] if len(s.text.split()) > 2]
    if not (that or rules.ASKS_WHAT_SETTLED_IT.search(answer[0].asked)) or not opening or any(rules.NO_ANSWER.search(s.text) for s in (answer[0], opening[0])):
        return None
    found = next((s for s in opening if rules.met(s.text) and (that or _about(q, s))), None)
    worry = coded.get((opening[0].transcript_id, opening[0].char_start))
    return found or (opening[0] if that and not (worry and worry.code in _WORRIES) and not rules.untrue(opening[0].text) else None)


def _about(q: Quote, s: Sentence) -> bool:
    """Tell whether a sentence is about the doubt of a quote: it shares a word of meaning, or tells of him or her who raised it."""
    text = squeeze(q.verbatim).replace("’", "'")
    raised = actors.speaker(text) not in ("", "self") or bool(actors.other_speaker(text))
    return bool(keywords.telling(text) & keywords.telling(s.text)) or (raised and rules.PRONOUN.search(s.text) is not None)


def found_through(study: Study, person: str) -> Attribute | None:
    """Return how the product came to somebody: from the answer to a question about it, else where they say so unasked."""
    for told in _turns(study, person):
        how, where = (cue.search(told[0].asked) is not None for cue in (rules.ASKS_HOW_FOUND, rules.ASKS_WHERE_LOOKED))
        if how or where:
            hit = next(((value, s) for s in told[:_OPENING] for value, words in rules.FOUND_THROUGH if words.search(s.text) and (how or rules.LOOKED.search(s.text))), None)
            if hit:
                return _as_attribute("discovery", hit[0], _whole(hit[1], told), _by_place(study))
    for told in _turns(study, person):
        for s in told:
            if rules.HEARD.search(s.text):
                value = next((value for value, words in rules.FOUND_THROUGH if words.search(s.text)), "")
                if value:
                    return _as_attribute("discovery", value, s, _by_place(study))
    shown = next((q for q in study.quote_rows if q.participant_id == person and q.counted and (_had_it(q) or _asked_a_peer(q))), None)
    return Attribute("discovery", "word_of_mouth", short(squeeze(shown.verbatim), _SHOWN), shown.quote_id) if shown else None


def _had_it(q: Quote) -> bool:
    """Tell whether a quote of looking round tells of somebody who had the product or showed it."""
    return q.code in ("social_influence", "milestone") and "p05" <= q.step <= "p11" and rules.HAD_IT.search(squeeze(q.verbatim).replace("’", "'")) is not None


def _asked_a_peer(q: Quote) -> bool:
    """Tell whether a quote of looking round tells of a friend or colleague who was asked."""
    reading = read(q) if rules.ASKED_A_PEER.search(squeeze(q.verbatim).replace("’", "'")) else None
    return reading is not None and reading.event == "active_looking"


def passed_on(study: Study, person: str) -> Attribute | None:
    """Return whether somebody told others of the product: what they answer when asked, else a talk they gave about it."""
    answers_given = [told[:_NEAR] for told in _turns(study, person) if rules.ASKS_PASSED_ON.search(told[0].asked)]
    for value, words in rules.PASSED_ON:
        hit = next((s for told in answers_given for s in told if words.search(s.text)), None)
        if hit:
            return _as_attribute("advocacy", value, hit, _by_place(study))
    shown = next((s for told in _turns(study, person) for s in told if rules.PRESENTED.search(s.text)), None)
    return _as_attribute("advocacy", "reference", shown, _by_place(study)) if shown else None


def _whole(s: Sentence, told: Sequence[Sentence]) -> Sentence:
    """Return a sentence, or the one after it where it is a mere name: "Mags. Mags runs the library over the hill"."""
    k = told.index(s)
    return told[k + 1] if len(s.text.split()) < _A_NAME and k + 1 < len(told) else s


def _turns(study: Study, person: str) -> list[list[Sentence]]:
    """Return the turns of a person as sentences, in order."""
    turns: dict[tuple[str, int], list[Sentence]] = {}
    for said in study.spoken.values():
        for s in said:
            if s.participant_id == person:
                turns.setdefault((s.transcript_id, s.turn), []).append(s)
    return list(turns.values())


def _by_place(study: Study) -> dict[tuple[str, int], Quote]:
    return {(q.transcript_id, q.char_start): q for q in study.quote_rows}


def contact(study: Study, q: Quote) -> dict[str, Attribute]:
    """Return what a moment of truth tells of the contact: company_did, effect, touchpoint, each with the words that show it.

    The moment's own words come first; then the two sentences after it in the same turn, where they are about the company.
    Nothing is told of a moment of the time before anybody knew the company, nor a deed that does not fit how it felt.
    """
    if q.step and q.step < attributes.FIRST_CONTACT:
        return {}
    text, coded = squeeze(q.verbatim).replace("’", "'"), _by_place(study)
    after = [s for s in rest_of_turn(study.spoken.get(q.transcript_id, ()), q)[:_RIGHT_AFTER] if OF_COMPANY.search(s.text)]
    unfit = NOT_IF_GOOD if q.valence > 0 else NOT_IF_BAD if q.valence < 0 else frozenset()
    found: dict[str, Attribute] = {}
    for name, rules_here in CONTACT.items():
        table = [(value, words) for value, words in rules_here if value not in unfit]
        told = next((a for a in attributes.read(q.verbatim, q.code, q.step, q.features) if a.name == name and a.value not in unfit), None)
        if told is None:
            told = next((Attribute(name, value, attributes.clause(text, m.group())) for value, words in table if (m := words.search(text))), None)
        if told is None:
            told = next((_as_attribute(name, value, s, coded) for s in after for value, words in table if words.search(s.text)), None)
        if told:
            found[name] = told
    return found


def leaps(study: Study) -> dict[str, Quote]:
    """Return the counted quotes, by id, in which somebody commits before they have proof: the step, and what was at stake.

    The stake is told in the quote or in the sentence right after it; pains, wishes and parts named are no steps.
    """
    out = {q.quote_id: q for q in study.quote_rows if q.counted and "leap_of_faith" in q.markers}
    for q in study.quote_rows:
        text = squeeze(q.verbatim).replace("’", "'")
        if not q.counted or q.code in _NO_STEP or not rules.COMMITS.search(text):
            continue
        after = rest_of_turn(study.spoken.get(q.transcript_id, ()), q)[:1]
        if q.step <= _SET_UP and any(rules.AT_STAKE.search(words) for words in (text, *(s.text for s in after))):
            out[q.quote_id] = q
    return out


def next_to(study: Study, q: Quote) -> list[Quote]:
    """Return the counted quotes of the same person after a quote in its turn and in their next turns."""
    own = [x for x in study.quote_rows if x.counted and x.transcript_id == q.transcript_id and x.participant_id == q.participant_id]
    later = list(dict.fromkeys(s.turn for s in study.spoken.get(q.transcript_id, ()) if s.participant_id == q.participant_id and s.turn > q.turn))[:TURNS]
    return [x for x in own if x.turn in later or (x.turn == q.turn and x.char_start >= q.char_end)]


def first_values(study: Study) -> list[tuple[Quote, str]]:
    """Return the counted quotes of when the product first proved its worth, each with all its person says in that turn.

    Quotes marked or placed so, and what has been gained or felt in the answer to a question about that moment.
    """
    out: list[tuple[Quote, str]] = []
    for q in study.quote_rows:
        if not q.counted:
            continue
        turn = [s for s in study.spoken.get(q.transcript_id, ()) if s.turn == q.turn and s.participant_id == q.participant_id]
        asked = bool(turn) and q.code in _PROOF and not rules.NO_ONE_TIME.search(turn[0].text) and rules.ASKS_FIRST_VALUE.search(turn[0].asked) is not None
        if asked or "first_value" in q.markers.split() or q.step == _FIRST_VALUE:
            out.append((q, " ".join(s.text for s in turn) or q.verbatim))
    return out
