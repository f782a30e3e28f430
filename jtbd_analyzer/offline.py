"""The program itself refuses the network: whatever a library tries, no connection leaves this process.

An audit hook of the interpreter stands before every socket, however a library came by it, and cannot be taken out again.
So it is set by the command line only; a notebook's own server needs its sockets. A process started by this one is not held.
"""

from __future__ import annotations

import sys
from typing import Any, Final

#: what the interpreter reports before it connects, asks for an address, or sends
_EVENTS: Final = frozenset({
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto", "socket.sendmsg",
})


class NetworkRefused(OSError):
    """A connection that was tried though the run is to stay on this machine."""


class _Guard:
    """The state of the hook: set or not, which parts may go online, how often something was refused."""

    hooked = False
    allowed: tuple[str, ...] = ()
    refused = 0


def guard() -> None:
    """Refuse every connection from now on, to this machine as to others. Setting it twice is setting it once."""
    _Guard.allowed = ()
    if not _Guard.hooked:
        _Guard.hooked = True
        sys.addaudithook(_hook)


def allow(parts: tuple[str, ...]) -> None:
    """Let connections pass because the researcher chose `parts` that need them; an empty tuple allows nothing."""
    _Guard.allowed = parts


def state() -> str:
    """Return in words what the guard does now."""
    if not _Guard.hooked:
        return "not refused by the program in this process"
    return f"open for {', '.join(_Guard.allowed)}" if _Guard.allowed else "refused by the program itself"


def refused() -> int:
    """Return how many connections were tried and refused."""
    return _Guard.refused


def holds() -> bool:
    """Try to connect to this machine and tell whether the guard refused it."""
    import socket

    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
            s.settimeout(0.2)
            s.connect(("127.0.0.1", 9))
    except NetworkRefused:
        return True
    except OSError:
        return False
    return False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or _Guard.allowed:
        return
    # a socket in the file system (a path for an address) ends on this machine by its nature; libraries pass work between processes by it
    if event == "socket.connect" and isinstance(arguments[1], str | bytes):
        return
    _Guard.refused += 1
    raise NetworkRefused("network: a run stays on this machine; a library tried to connect and was refused. Choose an online part in the recipe to allow it.")
