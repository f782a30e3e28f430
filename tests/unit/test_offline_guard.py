"""The program's own refusal of the network, in processes of their own: it cannot be taken out again."""

from __future__ import annotations

from pathlib import Path

import commands
import pytest

from jtbd_analyzer import recipe, registry

TRIES = {
    "connect": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "connect elsewhere": "import socket; s = socket.socket(); s.connect(('192.0.2.1', 80))",
    "connect_ex": "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
    "version 6": "import socket; socket.socket(socket.AF_INET6).connect(('::1', 9))",
    "a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "an old way": "import socket; socket.gethostbyname('localhost')",
    "a datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "a library": "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')",
    "below the library": "import _socket; _socket.socket().connect(('127.0.0.1', 9))",
}


def tried(code: str, before: str = "") -> str:
    done = commands.python("-c", f"from jtbd_analyzer import offline; offline.guard(); {before}\n{code}")
    return done.stderr


@pytest.mark.parametrize("how", TRIES)
def test_refuses_every_way_out(how: str) -> None:
    assert "a run stays on this machine" in tried(TRIES[how])


def test_lets_pass_what_the_recipe_chose_and_refuses_again_after() -> None:
    assert "stays on this machine" not in tried(TRIES["connect"], "offline.allow(('namers/llm',))")
    assert "stays on this machine" in tried(TRIES["connect"], "offline.allow(('namers/llm',)); offline.guard()")


def test_a_socket_in_the_file_system_stays_on_the_machine(tmp_path: Path) -> None:
    assert "FileNotFoundError" in tried(f"import socket; socket.socket(socket.AF_UNIX).connect({str(tmp_path / 'none')!r})")


def test_the_command_line_sets_it_for_every_verb() -> None:
    code = ("import atexit, sys; from jtbd_analyzer import offline; from jtbd_analyzer.cli.main import entry; "
            "atexit.register(lambda: print(offline.state(), file=sys.stderr)); sys.argv = ['jtbd', 'list', 'recipes']; entry()")
    assert "refused by the program itself" in commands.python("-c", code).stderr


def test_doctor_tries_it() -> None:
    said = commands.jtbd("doctor").stdout
    assert "network                  ok: refused by the program itself, tried just now" in said
    assert "parts that go online" in said


def test_no_recipe_of_ours_goes_online_unless_it_says_so() -> None:
    for name in ("standard", "fast", "accurate"):
        assert recipe.load_recipe(name).online() == ()


def test_a_part_says_itself_that_it_goes_online(monkeypatch: pytest.MonkeyPatch) -> None:
    cls = registry.part_class("namers", "clause")
    assert not registry.is_online("namers", "clause")
    monkeypatch.setattr(cls, "online", True, raising=False)
    assert recipe.load_recipe("standard").online() == ("namers/clause",)
