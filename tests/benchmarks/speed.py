"""Wall time and peak memory of the whole command for 3, 6, 12 and 24 interviews, cold and from the cache, and of `jtbd --help`.

    python tests/benchmarks/speed.py [FOLDER] [-r RECIPE] [--sizes 3 6 12 24]

Takes the transcripts of FOLDER (data/samples) in order and repeats them, the words of each sentence in another order, so that
no copy is set aside and no vector is found again, until there are enough. Prints a table and how busy the machine was; a
script and no test, since machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SIZES = (3, 6, 12, 24)
HELP_RUNS = 5


def interviews(folder: Path) -> list[str]:
    """Return the transcripts as labelled text with roles for names."""
    from jtbd_analyzer.transcripts import load

    out = []
    for t in load(folder):
        labels = {"interviewer": "Interviewer", "participant": "Participant"}
        out.append("\n".join(f"{labels.get(x.role, 'Unknown')}: {' '.join(t.text(x).split())}" for x in t.turns))
    return out


def varied(text: str, copy: int) -> str:
    """Return the text itself for copy 0, else with the words of each sentence in another order."""
    if copy == 0:
        return text
    chance = random.Random(copy)

    def shuffled(match: re.Match[str]) -> str:
        words = match.group().split()
        chance.shuffle(words)
        lead = " " if match.group().startswith(" ") else ""
        return lead + " ".join(words)

    return "\n".join(label + ": " + re.sub(r"[^.?!]+", shuffled, rest) for label, _, rest in (line.partition(": ") for line in text.splitlines()))


def measured(arguments: list[str], cache: Path) -> tuple[float, float, float]:
    """Return wall seconds, seconds of CPU and peak resident MiB of one run of the command."""
    env = os.environ | {"JTBD_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "jtbd_analyzer", *arguments], env=env, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"the run failed with code {process.returncode}")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, peak


def measure(texts: list[str], size: int, recipe: str) -> str:
    """Return one line of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        chosen = [varied(texts[k % len(texts)], k // len(texts)) for k in range(size)]
        for k, text in enumerate(chosen):
            (folder / "in" / f"interview-{k + 1:02d}.txt").write_text(text, encoding="utf-8")
        run = ["analyze", str(folder / "in"), "-o", str(folder / "out"), "-q", "-r", recipe]
        cold, warm = measured(run, folder / "cache"), measured(run, folder / "cache")
        counts = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))["counts"]
    if counts["transcripts"] != size:
        raise SystemExit(f"{size} interviews were written, {counts['transcripts']} were read")
    words = sum(len(t.split()) for t in chosen)
    cells = (f"{x:>8.1f} {cpu:>8.1f} {peak:>6.0f}" for x, cpu, peak in (cold, warm))
    return f"{size:>10} {words:>8} {counts['quotes']:>7} {' '.join(cells)}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "data" / "samples")
    parser.add_argument("-r", "--recipe", default="standard")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    given = parser.parse_args()
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before the start {load} (1, 5, 15 minutes); recipe {given.recipe}")
    with tempfile.TemporaryDirectory() as name:
        times = sorted(measured(["--help"], Path(name))[:2] for _ in range(HELP_RUNS))
    print(f"jtbd --help: {times[0][0]:.2f} s at best, {times[HELP_RUNS // 2][0]:.2f} s in the middle of {HELP_RUNS}; {times[0][1]:.2f} s of CPU")
    texts = interviews(given.folder)
    print(f"{'':>10} {'':>8} {'':>7} {'cold:':>8} {'':>8} {'':>6} {'cached:':>8}")
    print(f"{'interviews':>10} {'words':>8} {'quotes':>7} {'wall s':>8} {'CPU s':>8} {'MiB':>6} {'wall s':>8} {'CPU s':>8} {'MiB':>6}")
    for size in given.sizes:
        print(measure(texts, size, given.recipe), flush=True)


if __name__ == "__main__":
    main()
