"""The sheet Summary: what a team asks first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import onsets
from jtbd_analyzer.exporters._answers import FIRST, GROUPS, TIPPED, Block, answers
from jtbd_analyzer.exporters._book import NO_EVIDENCE, Book
from jtbd_analyzer.exporters._style import fit_rows, set_page
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._traits import exerted
from jtbd_analyzer.insights.jobs import THIN, standing_jobs, stated
from jtbd_analyzer.insights.review_queue import tiers
from jtbd_analyzer.sureness import UNSURE, headline, to_show
from jtbd_analyzer.tellers import COUNTED_AS
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

FORCES: Final = {"push": "away from the old way", "pull": "towards the new way", "anxiety": "doubts about the new way", "habit": "holds in the old way"}
_TOP, _PER_PERSON = 5, 2
#: length of a quote and a place that stand on two lines of the summary, of a name on one (linked cells do not wrap everywhere), widths of its columns
_LINE, _NAME, _PLACE = 190, 50, 80
_PAGES: Final = 3
_WIDTHS: Final = (42, 9, 10, 84, 8, 37, 10)
#: interviews of one kind of customer below which main themes are often missed, and above which kinds are usually mixed (field guide, sample)
FEW, MANY = 8, 15


def sample_statement(n: int) -> str:
    """Return the sentence that keeps readers from reading n interviews as a market."""
    return (f"Interview findings from {n} {'person' if n == 1 else 'people'}. They show range and reasons, not market proportions. "
            f"{sample_caution(n)}Suggested labels are provisional until a researcher has reviewed them.")


def sample_caution(n: int) -> str:
    """Return what to keep in mind of a sample of fewer than 8 or more than 15 people, ending in a space; "" for one in between."""
    if n < FEW:
        return f"With fewer than {FEW} people main themes are easily missed: read this as first impressions and hear more people. "
    if n > MANY:
        return f"More than {MANY} people are seldom of one kind: compare segments before reading a count as one group's. "
    return ""


def summary(book: Book) -> None:
    """Write the sheet Summary: the questions a team asks first, each with who answers it; forces, jobs and what to be careful with."""
    from openpyxl.worksheet.pagebreak import Break

    sheet = book.open("Summary", book.study.name)
    book.put(sheet, 3, 1, sample_statement(book.study.n_total), "note")
    book.put(sheet, 4, 1, COUNTED_AS, "note")
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = 5
    for block in answers(book.study, {}):
        # on paper: up to what nearly stopped them, what came of it, and on a page of its own what follows from all that
        if block.question == TIPPED or (block.question in (GROUPS, FIRST) and len(sheet.row_breaks.brk) < _PAGES - 1):
            sheet.row_breaks.append(Break(row - 1))
        row = _block(book, sheet, row, block)
    row += 1
    row = _forces(book, sheet, row)
    row = _jobs(book, sheet, row)
    _line(book, sheet, row, ("Watch-outs", "how many", "", "look at", "", "", ""), "head")
    for line, (what, count, detail, place) in enumerate(watch_outs(book.study), row + 1):
        _line(book, sheet, line, (what, count, "", detail, "", "", ""), "text")
        book.put(sheet, line, 1, what, "strong", link=f"'{place}'!A1")
    set_page(sheet, None, "A5", f"A1:G{sheet.max_row}")
    fit_rows(sheet, book.texts.get(sheet.title, ()))


def _block(book: Book, sheet: Worksheet, row: int, block: Block) -> int:
    """Write a question with who answers it in all, then its answers, and what they say together; return the row below."""
    _line(book, sheet, row, (block.question, block.people or "people", "label", "in their words", "who", "where in the journey", "sure quotes"), "head",
          link=f"'{block.sheet}'!A1")
    for a in block.answers:
        row += 1
        name = short(a.text, _NAME)
        said = f"“{short(a.quote.verbatim, _LINE)}”" if a.quote else NO_EVIDENCE
        _line(book, sheet, row, (name, a.people, a.label, said, a.quote.participant_id if a.quote else "", short(a.place, _PLACE), a.sure), "text")
        book.put(sheet, row, 1, name, book.look_of(a.theme_id) if a.theme_id else "text", link=book.theme(a.theme_id))
        if a.quote:
            book.put(sheet, row, 5, a.quote.participant_id, "center", link=book.quote(a.quote.quote_id))
    if not block.answers:
        row += 1
        _line(book, sheet, row, (NO_EVIDENCE, "", "", "", "", "", ""), "id")
    if block.note:
        row += 1
        _line(book, sheet, row, ("read together", "", "", block.note, "", "", ""), "text")
    return row + 1


def _line(book: Book, sheet: Worksheet, row: int, values: tuple[str, ...], look: str, *, link: str = "") -> None:
    centered = {"text": "center", "head": "head center"}.get(look, look)
    for i, value in enumerate(values, 1):
        book.put(sheet, row, i, value, centered if i in (2, 5, 7) else look, link=link if i == 1 else "")


def top_themes(study: Study, kind: str, most: int) -> list[Theme]:
    """Return the `most` themes of a kind to be read first: those on sure quotes of several people, then by people and intensity."""
    if kind == onsets.TRIGGER:
        return [o.theme for o in onsets.onsets(study) if o.quotes][:most]
    own = [t for t in study.theme_rows if t.kind == kind and t.n]
    return sorted(own, key=lambda t: headline(study, t))[:most]


def exemplar(study: Study, theme: Theme, voices: dict[str, int]) -> Quote | None:
    """Return the quote to show for a theme, or the second where its speaker has been quoted twice already; counts the speaker in `voices`."""
    choices = to_show(study, theme)
    fresh = [q for q in choices if voices.get(q.participant_id, 0) < _PER_PERSON] or choices
    if fresh:
        voices[fresh[0].participant_id] = voices.get(fresh[0].participant_id, 0) + 1
    return fresh[0] if fresh else None


def _forces(book: Book, sheet: Worksheet, row: int) -> int:
    _line(book, sheet, row, ("Forces of the switch", "people", "", "strongest theme", "", "", ""), "head", link="'Forces'!A1")
    for force, words in FORCES.items():
        row += 1
        people, themes = pressing(book.study, force), strongest(book.study, force, 1)
        told = f"{themes[0]['statement']} ({themes[0]['n_of_N']} in this force)" if themes else LONE if people else NO_EVIDENCE
        _line(book, sheet, row, (f"{force}: {words}", n_of(len(people), book.study.n_total) if people else NO_EVIDENCE, "", told, "", "", ""), "text")
        if themes:
            book.put(sheet, row, 4, told, book.look_of(themes[0]["theme_id"]), link=book.theme(themes[0]["theme_id"]))
    return row + 2


#: why few answers are led where many questions lead
LED: Final = ("an answer is led only where it agrees and adds nothing of its own to what the question held; one that adds something counts, however "
              "leading the question. Leading questions: beside each interview")
#: beside a force that people feel, each in a way of their own
LONE: Final = "no theme that two people share; each quote on Forces"


def pressing(study: Study, force: str) -> set[str]:
    """Return the people with a counted quote of grade A or B that exerts `force`."""
    return {q.participant_id for q in study.quote_rows if q.counted and q.grade in ("A", "B") and force in exerted(q)}


def strongest(study: Study, force: str, most: int) -> list[dict[str, Any]]:
    """Return the first `most` themes of a force, as rows of the table of forces."""
    rows: list[dict[str, Any]] = [{str(k): v for k, v in r.items()} for r in study.table("forces").to_dict("records")]
    return [r for r in rows if r["force"] == force and r["theme_id"]][:most]


def _jobs(book: Book, sheet: Worksheet, row: int) -> int:
    """Write the candidate jobs, those of most people first: who supports all three slots; gates only where two do."""
    _line(book, sheet, row, ("Candidate jobs", "people", "gates", "statement, from customers' clauses or a person", "", "", ""), "head", link="'Jobs'!A1")
    rows = [{str(k): v for k, v in r.items()} for r in book.study.table("jobs").to_dict("records")]
    found = sorted(standing_jobs(rows), key=lambda j: -j["n"])
    for job in found[:_TOP]:
        row += 1
        title = f"{job['job_id']}: {short(job['job_title'], 70)}"
        _line(book, sheet, row, (title, job["n_of_members"], job["gates_passed"], stated(job), "", "", ""), "text")
        book.put(sheet, row, 1, title, "text" if job["n"] < THIN else "strong", link="'Jobs'!A1")
        if job["n"] < THIN:
            book.put(sheet, row, 3, job["gates_passed"], "thin")
    if not found:
        row += 1
        why = "Every candidate job was dropped by a person; see the sheet Jobs." if rows else "Too few counted quotes to form a job."
        _line(book, sheet, row, (NO_EVIDENCE, "", "", why, "", "", ""), "id")
    return row + 2


def _first_tier(study: Study) -> str:
    """Return what the first tier of the review queue takes and changes."""
    first = next(iter(tiers(study)), None)
    return f"the {first['tier']} of the review queue take about {first['minutes']} minutes and may change {first['changes']}" if first else "nothing is queued"


def watch_outs(study: Study) -> Iterator[tuple[str, str, str, str]]:
    """Yield what to be careful with: what, how many of how many, which, and the sheet that tells more."""
    contested = [t for t in study.theme_rows if t.counter_ids]
    lone = [t for t in study.theme_rows if t.n == 1]
    covered = {p.id: {q.participant_id for q in study.quote_rows if q.counted and q.phase == p.id} for p in study.framework.phases}
    thin = [f"{p.name} ({n_of(len(covered[p.id]), study.n_total)})" for p in study.framework.phases if len(covered[p.id]) < 3]
    flagged = [f"{p}: {f}" for p, f in zip(study.participants["participant_id"], study.participants["flags"], strict=True) if f]
    open_themes = sum(t.status == "provisional" for t in study.theme_rows)
    unread = [f"{f.file}: {f.message.removeprefix(f.file).lstrip(': ')}" for f in study.unread]
    total = len(study.theme_rows)
    yield "themes that somebody denies", n_of(len(contested), total), "; ".join(t.statement for t in contested[:3]), "Contradictions"
    if lone:
        yield "themes from one person", n_of(len(lone), total), "the lower block of the heat map", "Heat map"
    counted = [q for q in study.quote_rows if q.counted]
    single = sum(not q.theme_id for q in counted)
    yield ("counted quotes in no theme", n_of(single, len(counted)), "what one person says in a way of their own; a theme's people are therefore the fewest "
           "who say it: Topics and the single voices on Saturation & quality show more", "Topics")
    yield "phases with fewer than 3 people", n_of(len(thin), len(study.framework.phases)), "; ".join(thin), "Journey map"
    yield "people to be careful with", n_of(len(flagged), study.n_total), "; ".join(flagged[:3]), "Participants"
    yield "themes not yet reviewed", n_of(open_themes, total), _first_tier(study), "Review queue"
    open_quotes = sum(q.status == "provisional" for q in study.quote_rows)
    yield "quotes not yet reviewed", n_of(open_quotes, len(study.quote_rows)), "start with the review queue", "Review queue"
    low = sum(q.score < UNSURE and q.status == "provisional" for q in counted)
    yield f"counted quotes with a score below {UNSURE}", n_of(low, len(counted)), "Themes says beside each theme how many of its quotes are sure", "Themes"
    if study.conflicts:
        told = "; ".join(f"{c.place}: {c.reason}" for c in study.conflicts[:3])
        yield "decisions not carried out", n_of(len(study.conflicts), len(study.decisions)), told, "Review queue"
    led = sum(q.elicitation == "led" for q in study.quote_rows)
    yield "answers to leading questions", n_of(led, len(study.quote_rows)), LED, "Saturation & quality"
    apart = {r["theme_id"] for r in study.table("contradictions").to_dict("records") if r["contradiction"] == "segments disagree"}
    told = "; ".join(t.statement for t in study.theme_rows if t.theme_id in apart)
    yield "themes on which segments differ", n_of(len(apart), total), short(told) or "compare small segments with care", "Segments"
    heard = next((r for r in study.table("saturation").to_dict("records") if r["kind"] == "all"), None)
    if heard:
        yield "how much has been heard", f"{study.n_total} people", f"{heard['reading']}; for this kind of customer only", "Saturation & quality"
    yield "files that could not be read", n_of(len(unread), study.n_transcripts_given), "; ".join(unread[:3]), "Read me"
