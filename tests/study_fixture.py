"""A small hand-made study for tests: four invented people, a bicycle-rental planner, and strings that break spreadsheets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.model import FileStatus, Quote, Speaker, Theme, Transcript, Turn
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.study import Participant, Study

#: participant, prompt, words, code, step, valence, theme id, what differs from the defaults
Line = tuple[str, str, str, str, str, int, str, dict[str, Any]]

LONG: Final = "We wrote every booking on the wall calendar. " * 800

LINES: Final[tuple[Line, ...]] = (
    ("P01", "What was going on?", "The day two families turned up for the same four bikes, I said that is it.", "struggle_trigger", "p04", -2, "T-TRIG-01",
     {"intensity": 3, "force": "push"}),
    ("P01", "How was it before?", "Every Sunday night I copied the paper slips into a sheet.", "pain_point", "p01", -1, "T-PAIN-01", {"force": "push"}),
    ("P01", "And then?", "=SUM(A1:A9) was all the sheet ever did for me.", "pain_point", "p01", -1, "T-PAIN-01", {"grade": "B"}),
    ("P01", "What did you want?", "I wanted to stand at the counter and just know what is free.", "desired_outcome", "p04", 1, "T-WANT-01", {"force": "pull"}),
    ("P01", "What worried you?", "My worry was that the season starts and nothing works.", "anxiety", "p09", -1, "T-ANX-01", {"force": "anxiety"}),
    ("P01", "What did you do?", "So I signed up for the trial in March.", "milestone", "p07", 0, "", {"markers": "milestone leap_of_faith"}),
    ("P01", "And now?", "Now nobody double-books, and my Sundays are mine again.", "value_realized", "p14", 2, "T-HAVE-01", {"markers": "first_value"}),
    ("P02", "What happened?", "We had two groups at the door for one set of bikes.", "struggle_trigger", "p04", -2, "T-TRIG-01", {"force": "push"}),
    ("P02", "How was it?", "Sunday evenings were for typing slips, always.", "pain_point", "p01", -2, "T-PAIN-01", {"force": "push"}),
    ("P02", "Hm?", "#N/A", "pain_point", "p01", -1, "T-PAIN-01", {"grade": "C", "counted": False, "grade_reason": "read aloud"}),
    ("P02", "And price?", "-5 percent would not have changed my mind, the price was fine.", "price", "p09", 0, "T-PRICE-01",
     {"polarity": "denied", "counted": False, "grade": "X"}),
    ("P02", "Did the team mind?", "@Lena at the counter was so used to paper, she did not want to let go.", "habit", "p09", -1, "T-HABIT-01",
     {"force": "habit"}),
    ("P02", "The first call?", "The woman on the phone stayed until the first import was through, that was lovely.", "moment_of_truth", "p13", 2, "T-MOT-01",
     {"markers": "moment_of_truth"}),
    ("P02", "And so?", "We went live on a Tuesday.", "milestone", "p13", 0, "", {"markers": "milestone"}),
    ("P03", "What was hard?", "  +49 numbers on slips nobody could read, every weekend.", "pain_point", "p01", -1, "T-PAIN-01", {"force": "push"}),
    ("P03", "What then?", "I wanted to see at a glance which bikes are out.", "desired_outcome", "p04", 1, "T-WANT-01", {"force": "pull"}),
    ("P03", "Was price a factor?", "The monthly price made me swallow, honestly.", "price", "p09", -1, "T-PRICE-01", {"elicitation": "prompted", "grade": "B"}),
    ("P03", "Worried?", "I was not worried about the season at all.", "anxiety", "p09", 1, "T-ANX-01", {"polarity": "denied", "counted": False, "grade": "X"}),
    ("P03", "You compared?", "It had to run on the old tablet, that was the first thing I checked.", "criterion", "p08", 0, "T-CRIT-01", {"score": 0.41}),
    ("P03", "And?", "_x0041_ was printed on the label, what a mess.", "pain_point", "", -1, "", {"score": 0.38, "phase_score": 0.2}),
    ("P04", "Long story?", LONG + "It was a mess.", "pain_point", "p01", -1, "T-PAIN-01", {"force": "push", "grade": "B"}),
    ("P04", "So it was chaos?", "Yeah it was chaos.", "pain_point", "p01", -1, "T-PAIN-01",
     {"elicitation": "led", "counted": False, "grade": "X", "score": 0.55}),
    ("P04", "How did you decide?", "A friend with a shop in the next town said \"take it\" and I did 🚲.", "social_influence", "p10", 1, "T-SOC-01",
     {"force": "pull"}),
    ("P04", "And paper?", "Paper never crashes, that is what I kept telling everyone\u2026", "habit", "p09", -1, "T-HABIT-01", {"force": "habit"}),
    ("P04", "After?", "The import lost half our bikes and support took four days.", "moment_of_truth", "p12", -2, "T-MOT-01", {"markers": "moment_of_truth"}),
    ("P04", "Today?", "A bad \x0b byte and an odd \ufffe mark, said the export.", "feature_mention", "p15", 0, "", {"features": "import"}),
)

STATEMENTS: Final = {
    "T-TRIG-01": "Two groups at the door for the same bikes", "T-PAIN-01": "Sunday nights go into copying slips",
    "T-WANT-01": "Know at a glance what is free", "T-HAVE-01": "Nobody double-books any more", "T-MOT-01": "=The first import makes or breaks trust",
    "T-CRIT-01": "Has to run on the old tablet", "T-ANX-01": "Will it work before the season starts?", "T-HABIT-01": "Paper never crashes",
    "T-SOC-01": "A friend in the trade said take it", "T-PRICE-01": "The monthly price made me swallow",
}


def quotes_of(lines: tuple[Line, ...], prefix: str = "q") -> tuple[tuple[Quote, ...], tuple[Transcript, ...]]:
    """Return the quotes of `lines` and the transcripts they stand in; each verbatim is the exact span of its text."""
    frame = journey.framework("clg3")
    texts: dict[str, str] = {}
    turns: dict[str, list[Turn]] = {}
    quotes = []
    for who, prompt, words, code, step, valence, theme, other in lines:
        text = texts.get(who, "") + f"Interviewer: {prompt}\n\n{who}: "
        start, row = len(text), turns.setdefault(who, [])
        row.append(Turn(len(row), "Interviewer", "interviewer", "", start - len(who) - 4 - len(prompt), start - len(who) - 4))
        row.append(Turn(len(row), who, "participant", who, start, start + len(words), 60.0 * len(row), 60.0 * len(row) + 20))
        texts[who] = text + words + "\n\n"
        values: dict[str, Any] = {
            "quote_id": f"shop-{who.lower()}-{prefix}{len(row) // 2:04d}", "transcript_id": f"shop-{who.lower()}", "participant_id": who,
            "turn": len(row) - 1, "char_start": start, "char_end": start + len(words), "start_s": 60.0 * (len(row) - 1), "verbatim": words,
            "prompt": prompt, "code": code, "kind": CODES[code].kind, "score": 0.82, "second_code": "pain_point", "reason": "like the bank",
            "step": step, "phase": frame.phase_of(step), "phase_score": 0.7 if step else 0.0, "phase_rule": "cue" if step else "",
            "valence": valence, "intensity": 1, "force": "", "job_level": "functional", "experiencer": "self", "reality": "episode",
            "polarity": "affirmed", "elicitation": "spontaneous", "referent": "old_way", "grade": "A", "grade_reason": "told as it happened",
            "counted": True, "markers": "", "features": "", "theme_id": theme, "theme_role": "core" if theme else "",
        }
        quotes.append(Quote(**values | other))
    transcripts = tuple(
        Transcript(f"shop-{w.lower()}", f"shop-{w.lower()}.vtt", "Zoom VTT", "utf-8", "0" * 64, t, tuple(turns[w]),
                   (Speaker("Interviewer", "interviewer", 0.9, "asks", 80), Speaker(w, "participant", 0.9, "answers", 500, w)))
        for w, t in texts.items()
    )
    return tuple(quotes), transcripts


def theme_of(theme_id: str, statement: str, quotes: tuple[Quote, ...], total: int) -> Theme:
    """Return the theme that the quotes with `theme_id` make."""
    own = [q for q in quotes if q.theme_id == theme_id]
    counted = [q for q in own if q.counted]
    people = tuple(dict.fromkeys(q.participant_id for q in counted))
    first = counted[0] if counted else own[0]
    second = next((q.quote_id for q in counted if q.participant_id != first.participant_id), "")
    n = len(people)
    label = "general" if n >= total - 1 else "typical" if n > total / 2 else "variant" if n > 1 else "single"
    return Theme(
        theme_id, own[0].code, own[0].kind, statement, "slips sunday", n, total, total, label, people, tuple(q.quote_id for q in own),
        tuple(q.quote_id for q in own if q.polarity == "denied"), first.quote_id, second, first.step, first.phase,
        sum(q.valence for q in own) / len(own), 1.5, first.force, "functional 2", max(0, n - 1), 0.61, f"medium: {n} people",
    )


def study() -> Study:
    """Return the small study."""
    quotes, transcripts = quotes_of(LINES)
    order = {code: i for i, code in enumerate(CODES)}
    themes = [theme_of(i, s, quotes, 4) for i, s in STATEMENTS.items()]
    themes.sort(key=lambda t: (order[t.code], -t.n))
    people = tuple(
        Participant(f"P0{i}", f"Person {i}", (f"shop-p0{i}",), 500, {"role": role, "recruited_as": "recent switcher"})
        for i, role in enumerate(("owner", "=manager", "owner", ""), 1)
    )
    return Study(
        "Bike rental planner", transcripts, people, quotes, tuple(themes), journey.framework("clg3"), {"import": ("import", "upload")},
        (FileStatus("shop-p01.vtt", "read"), FileStatus("notes.pdf", "skipped", "notes.pdf: must be a transcript; got a PDF.")),
        {"version": "0.1.0", "date": "2026-05-04", "recipe": {"name": "standard", "seed": 7}, "models": {"embedder": "all-MiniLM-L6-v2"}},
        ("heat_map", "forces"),
    )


def big_study(people: int = 12, quotes_each: int = 208, themes_each: int = 3) -> Study:
    """Return a study of the size of a real one: about 2,500 quotes in about 50 themes, for timings."""
    small, codes = study(), list(CODES)
    lines: list[Line] = []
    for p in range(people):
        for k in range(quotes_each):
            code = codes[(p + k) % len(codes)]
            mark = (p * 7 + k * 3) % 5
            theme = f"T-{CODES[code].prefix}-{mark % themes_each + 1:02d}" if mark < 4 else ""
            words = f"On day {k} person {p} said that the wall calendar, the slips and the phone calls of the weekend took hours again, and {code} too."
            lines.append((f"P{p + 1:02d}", "What happened then?", words, code, f"p{(p + k) % 20 + 1:02d}", (p + k) % 5 - 2, theme,
                          {"force": CODES[code].force, "counted": mark != 1, "polarity": "denied" if mark == 1 and k % 9 == 0 else "affirmed"}))
    quotes, transcripts = quotes_of(tuple(lines))
    ids = sorted({q.theme_id for q in quotes if q.theme_id}, key=lambda i: (codes.index(next(q.code for q in quotes if q.theme_id == i)), i))
    rows = tuple(
        Participant(f"P{p + 1:02d}", f"Person {p + 1}", (f"shop-p{p + 1:02d}",), 5200, {"role": "owner", "segment": "shop"}) for p in range(people)
    )
    themes = tuple(theme_of(i, f"The weekend calls take hours again ({i})", quotes, people) for i in ids)
    return replace(small, name="Large study", quote_rows=quotes, transcript_rows=transcripts, theme_rows=themes, participant_rows=rows)
