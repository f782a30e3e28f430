"""Runs the command line as its users do: another process, no terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jtbd_analyzer

#: where the package under test lies
SOURCE = Path(jtbd_analyzer.__file__).parent.parent
#: the checkout with data and pipelines
ROOT = Path(__file__).parent.parent


def environment(*paths: Path, **values: str) -> dict[str, str]:
    """Return the environment with the package (and `paths` before it) importable and `values` set."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (*paths, SOURCE))), "PYTHONIOENCODING": "utf-8"} | values


def jtbd(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `jtbd` with the arguments and return what it said."""
    return python("-m", "jtbd_analyzer", *arguments, cwd=cwd, env=env)


def python(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run this Python with the arguments and return what it said."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=env or environment(), capture_output=True, text=True, encoding="utf-8",
        timeout=900, check=False, stdin=subprocess.DEVNULL,
    )
