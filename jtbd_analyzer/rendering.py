"""Charts are drawn by a process of their own, beside the rest of the work.

The library that draws holds the interpreter while it works and ends the whole process on some text it cannot lay out. So a
second interpreter draws: a workbook is written meanwhile, and what cannot be drawn is an error like any other. Where no
process can be started the library is called here. The same specification gives the same bytes either way.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import IO, Any, Final

from jtbd_analyzer.errors import OutputError

#: what the second interpreter runs; the folder above the package comes as its argument, since a notebook may have put it on the path itself
_CHILD: Final = "import sys; sys.path.insert(0, sys.argv[1]); from jtbd_analyzer import rendering; rendering.serve()"
#: stands where a picture would
NOT_DRAWN: Final = "The drawing library could not lay out this picture. Its numbers are in the tables."
_HEAD: Final = struct.Struct(">?Q")  #: of every message: whether it is what was asked for, and its length in bytes
_GONE: Final = (OSError, EOFError, struct.error)  #: the other process has ended


class Renderer:
    """Draws Vega-Lite specifications in the order they come, one at a time, in a process that lives until this one ends."""

    def __init__(self) -> None:
        # one thread waits for the process, so that whoever asks need not
        self._queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")
        self._child: subprocess.Popen[bytes] | None = None
        self._here = threading.Event()

    def start(self) -> None:
        """Start the process, if it is not running, without waiting for it; it takes about a second to be ready."""
        self._queue.submit(self._ready)

    def svg(self, spec: Mapping[str, Any]) -> Future[str]:
        """Return the SVG text of `spec` to come; its `result` raises OutputError if it cannot be drawn."""
        return self._queue.submit(lambda: self._draw({"spec": spec}).decode("utf-8"))

    def png(self, spec: Mapping[str, Any], scale: float) -> Future[bytes]:
        """Return the PNG of `spec` to come, `scale` pixels per point; its `result` raises OutputError if it cannot be drawn."""
        return self._queue.submit(self._draw, {"spec": spec, "scale": scale})

    def close(self) -> None:
        """End the process; the next drawing starts another."""
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        try:
            child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _draw(self, request: Mapping[str, Any]) -> bytes:
        for _ in range(2):  # a process that somebody ended is started again; one that ends on the drawing itself ends twice
            child = self._ready()
            if child is None:
                return _drawn(request)
            try:
                _send(child.stdin, json.dumps(request).encode("ascii"))
                well, answer = _receive(child.stdout)
            except _GONE:
                self.close()
                continue
            if well:
                return answer
            break
        raise OutputError(f"chart: {NOT_DRAWN}")

    def _ready(self) -> subprocess.Popen[bytes] | None:
        """Return the running process, started if need be, or None where this machine lets none be started."""
        if self._here.is_set():
            return None
        if self._child is None or self._child.poll() is not None:
            above = str(Path(__file__).resolve().parents[1])
            hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
            try:
                self._child = subprocess.Popen([sys.executable, "-P", "-c", _CHILD, above], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                               stderr=subprocess.DEVNULL, creationflags=hidden)
                _receive(self._child.stdout)  # it says that it has the library, or ends
            except (*_GONE, ValueError):
                self.close()
                self._here.set()
                return None
        return self._child


@cache
def renderer() -> Renderer:
    """Return the one renderer of this process."""
    made = Renderer()
    atexit.register(made.close)
    return made


def serve() -> None:
    """Draw what comes on standard input until it ends: what the second interpreter does."""
    from jtbd_analyzer import offline

    offline.guard()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whatever a library prints must not stand among the answers
    import vl_convert  # noqa: F401  # before it says that it is ready

    _send(answers, b"ready")
    while True:
        try:
            _, request = _receive(sys.stdin.buffer)
        except _GONE:
            return
        try:
            made, well = _drawn(json.loads(request)), True
        except OutputError:
            made, well = b"", False
        _send(answers, made, well)


def _drawn(request: Mapping[str, Any]) -> bytes:
    import vl_convert

    try:
        if "scale" in request:
            return bytes(vl_convert.vegalite_to_png(request["spec"], scale=request["scale"], allowed_base_urls=[]))
        return str(vl_convert.vegalite_to_svg(request["spec"], allowed_base_urls=[])).encode("utf-8")
    except ValueError as error:  # its text quotes the specification, in which participants' words stand
        raise OutputError(f"chart: {NOT_DRAWN}") from error


def _send(pipe: IO[bytes] | None, message: bytes, well: bool = True) -> None:
    if pipe is None:
        raise EOFError
    pipe.write(_HEAD.pack(well, len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple[bool, bytes]:
    head = pipe.read(_HEAD.size) if pipe else b""
    well, size = _HEAD.unpack(head)
    body = pipe.read(size) if pipe else b""
    if len(body) < size:
        raise EOFError
    return well, body
