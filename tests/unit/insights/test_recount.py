"""Every count of people in the tables on jobs, stories and value, recounted from the quote ids beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import recount
import recount_sheets
from study_fixture import big_study, study

from jtbd_analyzer.exporters.workbook import Workbook
from jtbd_analyzer.study import Study
from jtbd_analyzer.switch_events import usable

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
#: table -> (count of people, the ids it is counted from); a count is a number or "n of N"
COUNTS = {
    "jobs": [("n", "quote_ids"), ("n_of_members", "quote_ids")],
    "job_matrix": [("present", "quote_ids")],
    "milestones": [("n", "quote_ids"), ("n_of_N", "quote_ids"), ("leap_n", "leap_ids"), ("first_value_n", "first_value_ids"), ("held_back_n", "held_back_ids")],
    "value_map": [("n_link", "quote_ids"), ("link_n_of_N", "quote_ids")],
    "wanted_achieved": [("n", "quote_ids"), ("wanted_n_of_N", "quote_ids"), ("achieved_n", "achieved_quote_ids"), ("achieved_of_wanted", "achieved_quote_ids")],
}
#: table -> people named, and the ids that must be theirs
PEOPLE = {
    "jobs": [("participants", "quote_ids")], "milestones": [("participants", "quote_ids")],
    "wanted_achieved": [("wanted_by", "quote_ids"), ("achieved_by", "achieved_quote_ids"), ("perhaps_by", "perhaps_quote_ids")],
}
#: a line of a list such as "• the slips (2 of 4) [q1, q2]"; with "+ 3 more" its ids are cut and cannot be recounted
LINE = re.compile(r"\((?:\w+, )?(\d+) of \d+\) \[([^\]+]+)\]")


def with_vectors(s: Study) -> Study:
    """Return a study whose quotes of one person all mean much the same."""
    rng = np.random.default_rng(7)
    rows = {p.participant_id: rng.normal(size=16) for p in s.participant_rows}
    made = {q.quote_id: rows[q.participant_id] + 0.5 * rng.normal(size=16) for q in s.quote_rows}
    return replace(s, vectors={k: (v / np.linalg.norm(v)).astype(np.float16) for k, v in made.items()})


def tied(s: Study) -> Study:
    """Return a study in which every fifth quote names a part of the product."""
    quotes = tuple(replace(q, features="import; labels" if i % 5 == 0 else q.features) for i, q in enumerate(s.quote_rows))
    return replace(s, quote_rows=quotes, features={"import": ("import",), "labels": ("labels",), "unheard": ("unheard",)})


def studies() -> Iterator[Any]:
    yield pytest.param(study(), id="small")
    yield pytest.param(with_vectors(tied(study())), id="small with vectors")
    yield pytest.param(with_vectors(tied(big_study(people=7, quotes_each=40))), id="big")
    if made := os.environ.get("JTBD_STUDY"):  # the folder of a run, to recount a real one
        yield pytest.param(Study.open(made), id="given")


def voices(s: Study, ids: str) -> set[str]:
    quotes = [s.quote(i) for i in ids.split(", ") if i]
    assert all(q.counted for q in quotes)
    return {q.participant_id for q in quotes}


@pytest.mark.parametrize("s", studies())
@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_the_people_of_the_quotes_beside_them(name: str, s: Study) -> None:
    rows = s.table(name).to_dict("records")
    for row in rows:
        for count, ids in COUNTS[name]:
            if row[count] != "":
                assert int(str(row[count]).split(" of ")[0]) == len(voices(s, row[ids])), (count, row)
        for named, ids in PEOPLE.get(name, ()):
            assert {p for p in row[named].split(", ") if p} == voices(s, row[ids]), (named, row)


@pytest.mark.parametrize("s", studies())
@pytest.mark.parametrize("name", ["jobs", "milestones"])
def test_counts_in_lines_are_the_people_of_their_ids(name: str, s: Study) -> None:
    seen = 0
    for row in s.table(name).to_dict("records"):
        for cell in row.values():
            for n, ids in LINE.findall(str(cell)):
                assert int(n) == len(voices(s, ids)), cell
                seen += 1
    assert seen


@pytest.mark.parametrize("s", studies())
def test_every_number_of_every_table_is_that_of_its_quotes(s: Study) -> None:
    wrong, checked = recount.differences(s)
    # set by hand in the fixture
    hand_made = r"themes\.(?:spontaneous_n|mean_intensity|valence|n_eligible)|(?:opportunities\.mean_|single_voices\.)intensity"
    by_hand = "" if s.manifest.get("inputs") else hand_made
    assert not [w for w in wrong if not by_hand or not re.match(by_hand, w)], wrong[:5]
    assert checked > 500


@pytest.mark.parametrize("s", studies())
def test_every_number_of_every_sheet_is_that_of_its_quotes(s: Study, tmp_path: Path) -> None:
    wrong, checked = recount_sheets.differences(Workbook()(s, tmp_path)[0], s)
    assert not wrong, wrong[:5]
    assert checked > 500


@pytest.mark.slow
def test_every_number_of_the_samples_is_that_of_its_quotes(tmp_path: Path) -> None:
    from jtbd_analyzer import analyze

    made = analyze(SAMPLES)
    for wrong, checked in (recount.differences(made), recount_sheets.differences(Workbook()(made, tmp_path)[0], made)):
        assert not wrong, wrong[:5]
        assert checked > 8000


class TestTheRecountItself:
    """It finds what it is there to find."""

    def test_one_person_too_many_in_any_table(self) -> None:
        s = with_vectors(tied(study()))
        for name, column in (("forces", "n"), ("alternatives", "n_of_N"), ("segments", "n_of_segment"),
                             ("questions_answered", "answered_by"), ("wanted_next", "n")):
            table = s.table(name)
            if not len(table):
                continue
            at = next(i for i, v in enumerate(table[column]) if str(v)[:1].isdigit())
            table = table.astype(object)
            shown = str(table.loc[at, column])
            first, rest = re.fullmatch(r"(\d+)(.*)", shown).groups()
            table.loc[at, column] = f"{int(first) + 1}{rest}" if rest else int(first) + 1
            made = replace(s)
            made._tables[name] = table
            assert any(w.startswith(f"{name}.{column}:") for w in recount.differences(made)[0]), name

    def test_a_number_that_nobody_counts_again(self) -> None:
        s = replace(study())
        s._tables["forces"] = s.table("forces").assign(fresh=3)
        assert any("nobody counts it again" in w for w in recount.differences(s)[0])

    def test_a_number_changed_on_a_sheet(self, tmp_path: Path) -> None:
        s = study()
        path = Workbook()(s, tmp_path)[0]
        book = openpyxl.load_workbook(path)
        places = (("Summary", "B6"), ("Forces", "F5"), ("Heat map", "E5"))
        for sheet, at in places:
            old = book[sheet][at].value
            book[sheet][at].value = "4 of 4" if old != "4 of 4" else "3 of 4"
        book.save(path)
        wrong = recount_sheets.differences(path, s)[0]
        for name in ("Summary", "Forces", "HeatMap"):
            assert any(w.startswith(name) for w in wrong), (name, wrong)


@pytest.mark.parametrize("s", studies())
def test_everything_quoted_is_verbatim(s: Study) -> None:
    for row in s.table("jobs").to_dict("records"):
        for slot in ("when", "motivation", "outcome"):
            if row[f"{slot}_quote_ids"]:
                who, said, at = re.fullmatch(r"(.+?): “(.*)” \[(.+?)\]", row[f"{slot}_verbatim"], re.S).groups()
                assert (s.quote(at).participant_id, s.quote(at).verbatim) == (who, said)
                assert at in row[f"{slot}_quote_ids"].split(", ")
            else:
                assert row[slot] == "[no evidence]"
    stories = s.table("stories").to_dict("records")
    for row in stories:
        parts = [k.removesuffix("_quote_id") for k in row if k.endswith("_quote_id")]
        told = [p for p in parts if row[f"{p}_quote_id"]]
        assert len(told) == row["parts_told"] == len({row[f"{p}_quote_id"] for p in told})
        for p in told:
            q = s.quote(row[f"{p}_quote_id"])
            assert (q.verbatim, q.participant_id, q.counted) == (row[p], row["participant_id"], True)
            assert f"[{q.quote_id}]" in row["one_line_story"]
    for row in s.table("timeline").to_dict("records"):
        for key in [k for k in row if k.endswith("_quote_id") and row[k]]:
            q = s.quote(row[key])
            # an event is read from the words, so an unsure class is no hindrance
            assert usable(q) and q.participant_id == row["participant_id"]
            when = row.get(key.replace("_quote_id", "_when"), "")
            assert when in q.verbatim
