"""The process that draws: the same picture as without it, an error instead of an end, and another process where one has gone."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import commands
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


@pytest.mark.parametrize("missing", ["", None, "no-such-python", sys.executable])
def test_where_no_process_can_be_started_it_is_drawn_here(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch, missing: str | None) -> None:
    if missing == sys.executable:
        monkeypatch.setattr(rendering, "_CHILD", "raise SystemExit(3)")
    else:
        monkeypatch.setattr(sys, "executable", missing)
    assert made.svg(BAR).result().startswith("<svg")
    assert made._child is None


@pytest.mark.parametrize("spec", [
    {**BAR, "data": {"url": "http://{place}/a.csv"}},
    {"data": {"values": [{"u": "http://{place}/i.png"}]}, "mark": "image", "encoding": {"url": {"field": "u"}}},
    {"data": {"values": [{"a": 1}]}, "layer": [{"mark": {"type": "image", "url": "http://{place}/i.png"}}]},
])
@pytest.mark.parametrize("here", [False, True])
def test_nothing_is_fetched(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch, spec: dict[str, Any], here: bool) -> None:
    if here:
        monkeypatch.setattr(sys, "executable", "")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        place = f"127.0.0.1:{server.getsockname()[1]}"
        with contextlib.suppress(OutputError):
            made.png(json.loads(json.dumps(spec).replace("{place}", place)), 1).result()
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_no_message_can_hold_is_an_error(made: rendering.Renderer) -> None:
    with pytest.raises(OutputError, match="could not lay out") as error:
        made.svg({**BAR, "data": {"values": [{"a": object(), "b": "somebody's words"}]}}).result()
    assert error.value.__cause__ is None


def test_what_else_prints_there_is_no_picture(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_CHILD", f"print('hello from a site package', flush=True); {rendering._CHILD}")
    assert made.svg(BAR).result().startswith("<svg")
    assert made._child is None, "drawn here"


def test_one_that_stands_still_is_given_up(made: rendering.Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_PATIENCE", 0.5)
    monkeypatch.setattr(rendering, "_CHILD", "import sys, os, time; sys.path.insert(0, sys.argv[1]); from jtbd_analyzer import rendering;"
                                             " rendering._send(os.fdopen(1, 'wb'), b'ready'); time.sleep(600)")
    with pytest.raises(OutputError, match="could not lay out"):
        made.svg(BAR).result(timeout=60)


#: ends an interpreter in the middle of things; each must end by itself, and soon
ENDS = {
    "while its child stands still": "r.svg(BAR).result(); os.kill(r._child.pid, signal.SIGSTOP); r.svg(BAR)",
    "while much is still to be drawn": "[r.png(BAR, 8) for _ in range(400)]",
    "by an error": "r.svg(BAR); raise ValueError('of the caller')",
    "after a fork that drew": "r.svg(BAR).result(); pid = os.fork(); x = rendering.renderer().svg(BAR).result(); pid or os._exit(0);"
                              " assert os.waitpid(pid, 0)[1] == 0",
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals and forks of Unix")
@pytest.mark.parametrize("what", ENDS)
def test_an_interpreter_ends(what: str) -> None:
    code = f"import os, signal; from jtbd_analyzer import rendering; r = rendering.renderer(); BAR = {BAR!r}; {ENDS[what]}"
    strict = ("-W", "error", "-W", "ignore::DeprecationWarning")  # newer interpreters deprecate a fork beside threads
    done = subprocess.run([sys.executable, *strict, "-c", code], env=commands.environment(), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == (what == "by an error"), done.stderr
    assert "of the caller" in done.stderr if what == "by an error" else not done.stderr


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
