"""The `jtbd` command: puts the verbs together and turns user errors into one clear message."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from typing import Any, Final

import typer

from jtbd_analyzer import offline
from jtbd_analyzer.cli import analyze, apply, check, codebook, compare, doctor, evaluate, export, inspect, redact, themes, train
from jtbd_analyzer.cli import list as list_
from jtbd_analyzer.errors import CacheWarning, ExportWarning, OnlineWarning, OutputWarning, UserError

_STOPS: Final = (signal.SIGINT, signal.SIGTERM)

app = typer.Typer(
    name="jtbd", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Turn customer interviews into evidence: coded, graded, grouped and placed in the journey, offline.",
)
app.command("analyze")(analyze.analyze)
app.command("inspect")(inspect.inspect)
app.command("themes")(themes.themes)
app.command("apply")(apply.apply)
app.command("compare")(compare.compare)
app.command("export")(export.export)
app.command("codebook")(codebook.codebook)
app.command("evaluate")(evaluate.evaluate)
app.command("list")(list_.list_parts)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
app.command("redact")(redact.redact)
app.command("train")(train.train)


class Stopped(BaseException):
    """Ctrl-C, or the system asking the process to end; no error, so that nothing on the way takes it for one."""


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 some files failed, 2 nothing could be done, 130 stopped."""
    warnings.showwarning = _one_line
    offline.guard()
    try:
        # the return of a command is its exit code; usage errors are shown and numbered by click itself
        code: Any = app(args=arguments, standalone_mode=True)
    except UserError as error:
        print(f"jtbd: {error}", file=sys.stderr)
        return 2
    except (Stopped, KeyboardInterrupt):
        given = sys.argv[1:] if arguments is None else arguments
        kept = "Nothing was kept" if "--no-cache" in given else "What was computed is in the cache: the same command goes on from there"
        print(f"jtbd: stopped. {kept}. Files written before are as they were.", file=sys.stderr)
        return 130
    return int(code or 0)


def _one_line(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
    """Show our own warnings as a line; those of libraries concern nobody who runs the command."""
    if issubclass(category, CacheWarning | ExportWarning | OnlineWarning | OutputWarning):
        print(f"jtbd: {message}", file=sys.stderr)


def _stop(*_: object) -> None:
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)  # once is enough: a second must not break off the cleaning up
    raise Stopped


def entry() -> None:
    """Run as the installed command."""
    for number in _STOPS:
        signal.signal(number, _stop)
    try:
        code = run()
    except Stopped:  # between two lines of the above
        code = 130
    if code == 130:
        sys.stderr.flush()
        os._exit(code)  # a thread may be deep in importing a library, and would end with a crash of the interpreter
    sys.exit(code)
