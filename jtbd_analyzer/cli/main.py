"""The `jtbd` command: puts the verbs together and turns user errors into one clear message."""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import typer

from jtbd_analyzer import offline
from jtbd_analyzer.cli import analyze, apply, check, codebook, compare, doctor, evaluate, export, inspect, redact, themes, train
from jtbd_analyzer.cli import list as list_
from jtbd_analyzer.errors import CacheWarning, CompareWarning, ExportWarning, OnlineWarning, OutputWarning, UserError, came

_STOPS: Final = (signal.SIGINT, signal.SIGTERM)
#: new objects after which Python looks for rings among them; its own 700 cost a tenth of a run, which makes many objects and few rings
_LOOK_AFTER: Final = 50_000



def _version(asked: bool) -> None:
    """Show the version and end."""
    if asked:
        import platform

        from jtbd_analyzer.manifest import version

        typer.echo(f"jtbd {version()} (Python {platform.python_version()})")
        raise typer.Exit


app = typer.Typer(
    name="jtbd", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Turn customer interviews into evidence: coded, graded, grouped and placed in the journey, offline.",
)


@app.callback()
def options(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_version)] = False) -> None:
    """Turn customer interviews into evidence: coded, graded, grouped and placed in the journey, offline."""


_VERBS: Final[Mapping[str, Callable[..., None]]] = {
    "analyze": analyze.analyze,
    "inspect": inspect.inspect,
    "themes": themes.themes,
    "apply": apply.apply,
    "compare": compare.compare,
    "export": export.export,
    "codebook": codebook.codebook,
    "evaluate": evaluate.evaluate,
    "list": list_.list_parts,
    "check": check.check,
    "doctor": doctor.doctor,
    "redact": redact.redact,
    "train": train.train,
}
for _name, _verb in _VERBS.items():
    # without a short form of its own click cuts the sentence to what fits a line
    app.command(_name, short_help=(_verb.__doc__ or "").strip().splitlines()[0])(_verb)


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
    except OSError as error:  # a folder shut while we were at it, a disk that fails: the system says which and why
        where = error.filename if isinstance(error.filename, str) else "a file"
        print(f"jtbd: {where}: must be open to this program; got {came(error)}. Check its permissions and the space on the disk.", file=sys.stderr)
        return 2
    except (Stopped, KeyboardInterrupt):
        given = sys.argv[1:] if arguments is None else arguments
        kept = "Nothing was kept" if "--no-cache" in given else "What was computed is in the cache: the same command goes on from there"
        print(f"jtbd: stopped. {kept}. Files written before are as they were.", file=sys.stderr)
        return 130
    return int(code or 0)


def _one_line(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
    """Show our own warnings as a line; those of libraries concern nobody who runs the command."""
    if issubclass(category, CacheWarning | CompareWarning | ExportWarning | OnlineWarning | OutputWarning):
        print(f"jtbd: {message}", file=sys.stderr)


def _stop(*_: object) -> None:
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)  # once is enough: a second must not break off the cleaning up
    raise Stopped


def entry() -> None:
    """Run as the installed command."""
    gc.set_threshold(_LOOK_AFTER)
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
