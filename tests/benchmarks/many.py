"""Many interviews in one run: time and peak memory, and a run killed at half that goes on from there to equal tables.

    python tests/benchmarks/many.py [COUNT] [-r RECIPE] [--seed SEED]

Makes COUNT (300) invented interviews by drawing questions with their answers anew from the interviews of the bank, two
neighbouring words of every sentence swapped, so that hardly any vector is found again. Starts the command, kills it outright when half
of the interviews are coded, starts it again, then runs everything once more in another folder with an empty cache, and
compares the tables. Prints each measurement as it is made; a script and no test, since machines differ and it takes long.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
#: seconds between two looks at how far the run to be killed has come
LOOK_S = 0.5


@dataclass(frozen=True)
class Measured:
    """One run of the command: seconds of wall and of CPU, resident MiB at most, exit code (negative where it was killed)."""

    wall: float
    cpu: float
    peak: float
    code: int

    def __str__(self) -> str:
        """Return the figures in words."""
        return f"{self.wall:.0f} s, {self.cpu:.0f} s of CPU, {self.peak:.0f} MiB at most"


def exchanges() -> list[list[tuple[str, str]]]:
    """Return for each interview of the bank its questions, each with the answer that follows, on one line each."""
    from jtbd_analyzer import bank

    out = []
    for interview in bank.load():
        pairs: list[tuple[str, str]] = []
        for line in interview.lines:
            if line.code is None:
                pairs.append((line.text, ""))
            elif pairs:
                pairs[-1] = pairs[-1][0], f"{pairs[-1][1]} {line.text}".strip()
        out.append([p for p in pairs if p[1]])
    return out


def swapped(text: str, chance: random.Random) -> str:
    """Return the text with two neighbouring words inside each sentence in each other's place."""
    def one(match: re.Match[str]) -> str:
        words = match.group().split(" ")
        if len(words) > 4:
            at = chance.randrange(2, len(words) - 1)
            words[at - 1], words[at] = words[at], words[at - 1]
        return " ".join(words)

    return re.sub(r"[^.?!]+", one, text)


def write(folder: Path, count: int, seed: int) -> int:
    """Write `count` interviews into `folder`, as many exchanges as those of the bank have on the whole; return the words."""
    drawn = exchanges()
    pairs, each = [p for own in drawn for p in own], sum(map(len, drawn)) // len(drawn)
    folder.mkdir()
    words = 0
    for k in range(count):
        chance = random.Random(f"{seed}-{k}")
        talk = "\n".join(f"Interviewer: {q}\nParticipant: {swapped(a, chance)}" for q, a in chance.sample(pairs, each))
        (folder / f"interview-{k + 1:03d}.txt").write_text(talk, encoding="utf-8")
        words += len(talk.split())
    return words


def coded(cache: Path) -> int:
    """Return how many interviews the store holds codes of."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(f"file:{cache / 'results.sqlite'}?mode=ro", uri=True, timeout=5)) as db:
        return int(db.execute("SELECT count(*) FROM item WHERE space LIKE 'code:%'").fetchone()[0])
    return 0


def run(arguments: Sequence[str], cache: Path, kill_at: int | None = None) -> Measured:
    """Run the command with its cache in `cache`; kill it outright when codes of `kill_at` interviews are stored."""
    env = os.environ | {"JTBD_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "jtbd_analyzer", *arguments], env=env, stdout=subprocess.DEVNULL)
    while True:
        pid, status, usage = os.wait4(process.pid, 0 if kill_at is None else os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
            return Measured(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, peak, process.returncode)
        if kill_at is not None and coded(cache) >= kill_at:
            process.kill()
            kill_at = None
        time.sleep(LOOK_S)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=300)
    parser.add_argument("-r", "--recipe", default="standard")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        words = write(base / "in", given.count, given.seed)
        print(f"{given.count} interviews, {words} words; recipe {given.recipe}; {os.cpu_count()} cores, load {load}", flush=True)

        def command(out: str) -> list[str]:
            return ["analyze", str(base / "in"), "-o", str(base / out), "-q", "-r", given.recipe]

        killed = run(command("again"), base / "cache-a", max(1, given.count // 2))
        print(f"killed with {coded(base / 'cache-a')} of {given.count} coded (code {killed.code}): {killed}", flush=True)
        if (base / "again" / "manifest.json").exists():
            raise SystemExit("the run had ended before it was killed: give more interviews")
        rest = run(command("again"), base / "cache-a")
        print(f"started again (code {rest.code}): {rest}", flush=True)
        whole = run(command("whole"), base / "cache-b")
        print(f"in one go, empty cache (code {whole.code}): {whole}", flush=True)
        tables = sorted(p.name for p in (base / "whole" / "tables").glob("*.csv"))
        differ = [n for n in tables if (base / "whole" / "tables" / n).read_bytes() != (base / "again" / "tables" / n).read_bytes()]
        print(f"{len(tables)} tables, {'all equal' if not differ else 'DIFFERENT: ' + ', '.join(differ)}")
        if differ or not tables or rest.code or whole.code:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
