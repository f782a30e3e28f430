"""Ctrl-C at any stage: one clear line, nothing half written, and the same command goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import commands
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of Unix")]
#: runs the command line and sends itself the signal when a stage is first told of for the second file
STOPS = """
import os, signal, sys
from jtbd_analyzer.cli import _progress, main
from contextlib import contextmanager
stage, number = sys.argv.pop(1), int(sys.argv.pop(1))
sent = []
def tell(at, item, done, total):
    if at == stage and not sent and (done >= 1 or at in ("group", "write", "read")):
        sent.append(1)
        os.kill(os.getpid(), number)
@contextmanager
def progress(quiet=False):
    yield tell
_progress.progress = progress
main.entry()
"""


def stopped(stage: str, number: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    return commands.python("-c", STOPS, stage, number, *arguments)


@pytest.mark.parametrize("stage", ["read", "segment", "code", "group", "write"])
def test_ctrl_c_is_told_in_a_line_and_the_earlier_files_stand(stage: str, tiny: Path, results: Path, tmp_path: Path) -> None:
    import shutil

    out = tmp_path / "out"
    shutil.copytree(results, out)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    number = signal.SIGTERM if stage == "group" else signal.SIGINT
    done = stopped(stage, int(number), "analyze", tiny, "-o", out, "--set", "group.min_size=4")
    assert done.returncode == 130, (done.stdout, done.stderr)
    assert done.stderr.splitlines() == ["jtbd: stopped. What was computed is in the cache: the same command goes on from there. "
                                        "Files written before are as they were."]
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    again = commands.jtbd("analyze", tiny, "-o", out, "-q")
    assert again.returncode == 0, again.stderr
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_a_run_that_was_killed_computes_only_the_rest(tiny: Path, results: Path, tmp_path: Path) -> None:
    """Killed outright after half of the files were coded: the next run codes the other half, and the tables are the same."""
    env = commands.environment(JTBD_CACHE=str(tmp_path / "cache"))
    out = tmp_path / "out"
    code = STOPS.replace("main.entry()", "").replace("os.kill(os.getpid(), number)", "os.kill(os.getpid(), signal.SIGKILL)") + "main.entry()"
    done = commands.python("-c", code, "code", 9, "analyze", tiny, "-o", out, env=env)
    assert done.returncode == -signal.SIGKILL
    assert not (out / "manifest.json").exists()
    count = ("import sys; from jtbd_analyzer.coders import sequence, linear\n"
             "for cls in (sequence.SequenceCoder, linear.LinearCoder):\n"
             "    def counted(self, interview, embed, real=cls.__call__):\n"
             "        print('coded', interview.transcript.file)\n"
             "        return real(self, interview, embed)\n"
             "    cls.__call__ = counted\n"
             "from jtbd_analyzer.cli.main import entry; entry()")
    again = commands.python("-c", count, "analyze", tiny, "-o", out, "-q", env=env)
    assert again.returncode == 0, again.stderr
    assert again.stdout.split() == ["coded", "ben.txt"]
    for table in sorted((results / "tables").glob("*.csv")):
        assert (out / "tables" / table.name).read_bytes() == table.read_bytes()


def test_no_word_of_a_participant_is_in_any_log(tiny: Path, tmp_path: Path) -> None:
    import re

    import talk

    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(f"import logging; logging.basicConfig(filename={str(tmp_path / 'log')!r}, level=logging.INFO)\n", encoding="utf-8")
    env = commands.environment(site, JTBD_CACHE=str(tmp_path / "cache"))
    done = commands.jtbd("analyze", tiny, "-o", tmp_path / "out", env=env)
    assert done.returncode == 0, done.stderr
    told = " ".join(re.findall(r"[a-z']+", ((tmp_path / "log").read_text(encoding="utf-8") + done.stdout + done.stderr).lower()))
    for text in talk.INTERVIEWS.values():
        words = re.findall(r"[a-z']+", text.lower())
        runs = {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}
        assert [r for r in runs if r in told] == []


def test_python_and_a_second_run(tiny: Path, tmp_path: Path) -> None:
    hold = ("import sys, time; from pathlib import Path; from jtbd_analyzer.locks import locked\n"
            "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(120)")
    process = subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], env=commands.environment(), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        done = commands.jtbd("analyze", tiny, "-o", tmp_path)
        assert done.returncode == 2
        assert "must be written by one run at a time" in done.stderr
    finally:
        process.kill()
        process.wait()
