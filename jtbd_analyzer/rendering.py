"""Charts are drawn by a process of their own, beside the rest of the work.

The library that draws holds the interpreter while it works and ends the whole process on some text it cannot lay out. So a
second interpreter draws: a workbook is written meanwhile, and what cannot be drawn is an error like any other. Where no
process can be started the library is called here. The same specification gives the same bytes either way. Nothing is fetched:
the library is told that no address is allowed, and what it would fetch all the same is refused.
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
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Final

from jtbd_analyzer.errors import OutputError

#: what the second interpreter runs; the folder above the package comes as its argument, since a notebook may have put it on the path itself
_CHILD: Final = "import sys; sys.path.insert(0, sys.argv[1]); from jtbd_analyzer import rendering; rendering.serve()"
#: stands where a picture would
NOT_DRAWN: Final = "The drawing library could not lay out this picture. Its numbers are in the tables."
_HEAD: Final = struct.Struct(">4s?Q")  #: of every message: its sign, whether it is what was asked for, its length in bytes
_SIGN: Final = b"jtbd"
_GONE: Final = (OSError, EOFError, struct.error, ValueError)  #: the other process has ended, or its pipes were closed
#: seconds after which a drawing is given up; the slowest took under three
_PATIENCE: Final = 120.0


class Renderer:
    """Draws Vega-Lite specifications in the order they come, one at a time, in a process that lives until this one ends."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._pid, self._here, self._closed = os.getpid(), False, False

    def start(self) -> None:
        """Start the process, if it is not running, without waiting for it; it takes about a second to be ready."""
        self._later(self._ready)

    def svg(self, spec: Mapping[str, Any]) -> Future[str]:
        """Return the SVG text of `spec` to come; its `result` raises OutputError if it cannot be drawn."""
        return self._later(lambda: self._draw({"spec": spec}).decode("utf-8"))

    def png(self, spec: Mapping[str, Any], scale: float) -> Future[bytes]:
        """Return the PNG of `spec` to come, `scale` pixels per point; its `result` raises OutputError if it cannot be drawn."""
        return self._later(lambda: self._draw({"spec": spec, "scale": scale}))

    def close(self) -> None:
        """End the process for good, whatever it is doing; nothing is drawn after that."""
        self._closed = True
        if os.getpid() == self._pid:  # in a process forked from this one it is not ours to end
            self._end()

    def _later(self, work: Callable[[], Any]) -> Future[Any]:
        if self._thread is None:
            # of our own, and no pool: a pool's thread is waited for when the interpreter ends, before anything can end what it waits for
            self._thread = threading.Thread(target=self._work, name="charts", daemon=True)
            self._thread.start()
        made: Future[Any] = Future()
        self._queue.put((made, work))
        return made

    def _work(self) -> None:
        while True:
            made, work = self._queue.get()
            if not made.set_running_or_notify_cancel():
                continue
            try:
                made.set_result(work())
            except BaseException as error:  # whoever asked is told, in their own thread
                made.set_exception(error)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _draw(self, request: Mapping[str, Any]) -> bytes:
        try:
            message = json.dumps(request).encode("ascii")
        except (TypeError, ValueError, RecursionError):
            raise OutputError(f"chart: {NOT_DRAWN}") from None
        for _ in range(2):  # a process that somebody ended is started again; one that ends on the drawing itself ends twice
            child = self._ready()
            if child is None:
                return _drawn(request)
            given_up = threading.Timer(_PATIENCE, child.kill)
            given_up.daemon = True
            given_up.start()
            try:
                _send(child.stdin, message)
                well, answer = _receive(child.stdout)
            except _GONE:
                self._end()
                continue
            finally:
                given_up.cancel()
            if well:
                return answer
            break
        raise OutputError(f"chart: {NOT_DRAWN}")

    def _ready(self) -> subprocess.Popen[bytes] | None:
        """Return the running process, started if need be, or None where this machine lets none be started."""
        if self._closed:
            raise OutputError(f"chart: {NOT_DRAWN}")
        if self._here or not sys.executable:
            return None
        if self._child is None or self._child.poll() is not None:
            above = str(Path(__file__).resolve().parents[1])
            hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
            try:
                self._child = subprocess.Popen([sys.executable, "-P", "-c", _CHILD, above], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                               stderr=subprocess.DEVNULL, creationflags=hidden)
                _receive(self._child.stdout)  # it says that it has the library, or ends
            except _GONE:
                self._end()
                self._here = True
                return None
        return self._child


@cache
def renderer() -> Renderer:
    """Return the one renderer of this process."""
    made = Renderer()
    atexit.register(made.close)
    return made


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=renderer.cache_clear)  # the thread that waits for the process is not in a fork


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

    if _fetches(request["spec"]):
        raise OutputError(f"chart: {NOT_DRAWN}")
    try:
        if "scale" in request:
            return bytes(vl_convert.vegalite_to_png(request["spec"], scale=request["scale"], allowed_base_urls=[]))
        return str(vl_convert.vegalite_to_svg(request["spec"], allowed_base_urls=[])).encode("utf-8")
    except ValueError:  # its text quotes the specification, in which participants' words stand
        raise OutputError(f"chart: {NOT_DRAWN}") from None


def _fetches(spec: Any) -> bool:
    """Tell whether a specification holds marks that are images: the library fetches these though no address is allowed."""
    if isinstance(spec, list):
        return any(map(_fetches, spec))
    if not isinstance(spec, dict):
        return False
    mark = spec.get("mark")
    return "image" in (mark, mark.get("type") if isinstance(mark, dict) else "") or any(map(_fetches, spec.values()))


def _send(pipe: IO[bytes] | None, message: bytes, well: bool = True) -> None:
    if pipe is None:
        raise EOFError
    pipe.write(_HEAD.pack(_SIGN, well, len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple[bool, bytes]:
    sign, well, size = _HEAD.unpack(pipe.read(_HEAD.size) if pipe else b"")
    if sign != _SIGN:
        raise EOFError  # something else prints there, whatever it is
    body = pipe.read(size) if pipe else b""
    if len(body) < size:
        raise EOFError
    return well, body
