"""The process that draws: the same picture as without it, an error instead of an end, and another process where one has gone."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import study_fixture
import vl_convert

from jtbd_analyzer import charts, picture, rendering
from jtbd_analyzer.errors import ExportWarning, OutputError
from jtbd_analyzer.exporters.report import Report
from jtbd_analyzer.exporters.workbook import Workbook

STUDY = study_fixture.study()
BAR = {"data": {"values": [{"a": 1, "b": 2}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}}}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[rendering.Renderer]:
    """A renderer of this test's own, which the charts use too."""
    own = rendering.Renderer()
    monkeypatch.setattr(picture, "renderer", lambda: own)
    yield own
    own.close()


def test_it_draws_what_the_library_draws_here(made: rendering.Renderer) -> None:
    drawing = charts.draw(STUDY, "forces")
    assert drawing is not None
    spec = picture._spec(drawing.titled())
    assert made.png(spec, 2).result() == vl_convert.vegalite_to_png(spec, scale=2)
    assert made.svg(spec).result() == vl_convert.vegalite_to_svg(spec)
    assert made._child is not None, "another process drew it"


def test_what_the_library_refuses_is_an_error_and_the_next_is_drawn(made: rendering.Renderer) -> None:
    refused = made.svg({"mark": "no such mark"})
    with pytest.raises(OutputError, match="could not lay out"):
        refused.result()
    assert made.svg(BAR).result().startswith("<svg")


def test_a_process_that_was_ended_is_started_again(made: rendering.Renderer) -> None:
    made.svg(BAR).result()
    first = made._child
    assert first is not None
    first.kill()
    first.wait()
    assert made.svg(BAR).result().startswith("<svg")
    assert made._child is not first


def test_one_that_ends_on_the_drawing_is_an_error(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_CHILD", "import sys, os; from pathlib import Path; sys.path.insert(0, sys.argv[1]); from jtbd_analyzer import rendering;"
                                             " rendering._send(os.fdopen(1, 'wb'), b'ready'); rendering._receive(sys.stdin.buffer)")
    with pytest.raises(OutputError, match="could not lay out"):
        made.svg(BAR).result()


@pytest.mark.parametrize("missing", ["", "no-such-python", sys.executable])
def test_where_no_process_can_be_started_it_is_drawn_here(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    if missing == sys.executable:
        monkeypatch.setattr(rendering, "_CHILD", "raise SystemExit(3)")
    else:
        monkeypatch.setattr(sys, "executable", missing)
    assert made.svg(BAR).result().startswith("<svg")
    assert made._child is None


def test_a_process_that_draws_opens_no_connection(made: rendering.Renderer) -> None:
    remote: dict[str, Any] = {**BAR, "data": {"url": "http://localhost:9/a.csv"}}
    drawn = made.svg(remote)
    try:
        text = drawn.result()
    except OutputError:
        text = ""
    assert "localhost" not in text


def test_a_picture_that_cannot_be_drawn_costs_neither_workbook_nor_report(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(picture, "_spec", lambda chart: {"mark": "no such mark"})
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ExportWarning)
        (book,) = Workbook()(STUDY, tmp_path)
        (page,) = Report()(STUDY, tmp_path)
    assert {str(w.message).split(":")[0] for w in told} == {"workbook", "report"}
    sheet = openpyxl.load_workbook(book)["Charts"]
    assert rendering.NOT_DRAWN in [c.value for row in sheet for c in row]
    assert rendering.NOT_DRAWN in page.read_text(encoding="utf-8")
