"""A whole run with the network blocked: no connection is tried and none is missed."""

from __future__ import annotations

from pathlib import Path

import commands

#: run by Python at start; whatever asks for the network from then on gets an error and is noted in a file
BLOCK = """
import os, socket

def _refuse(*a, **k):
    with open(os.environ["JTBD_TRIED"], "a") as f:
        f.write(repr(a) + "\\n")
    raise OSError("the network is blocked by a test")

socket.socket.connect = _refuse
socket.socket.connect_ex = _refuse
socket.getaddrinfo = _refuse
socket.create_connection = _refuse
"""


def blocked(folder: Path, **values: str) -> dict[str, str]:
    site = folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    env = commands.environment(site, JTBD_TRIED=str(folder / "tried"), **values)
    return {k: v for k, v in env.items() if k not in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")}


def test_the_block_holds(tmp_path: Path) -> None:
    env = blocked(tmp_path)
    done = commands.python("-c", "import urllib.request as u; u.urlopen('http://localhost:9/')", env=env)
    assert "blocked by a test" in done.stderr
    assert (tmp_path / "tried").exists()


def test_a_run_from_nothing_needs_no_network(tiny: Path, tmp_path: Path) -> None:
    env = blocked(tmp_path, JTBD_CACHE=str(tmp_path / "cache"))
    done = commands.jtbd("analyze", tiny, "-o", tmp_path / "out", env=env)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "tables" / "quotes.csv").read_text(encoding="utf-8-sig").count("\n") > 10
    assert not (tmp_path / "tried").exists(), (tmp_path / "tried").read_text(encoding="utf-8")
