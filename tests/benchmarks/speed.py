"""Wall time and peak memory of the whole command for 3, 6, 12 and 24 interviews, cold and from the cache.

    python tests/benchmarks/speed.py FOLDER [RECIPE]

Takes the transcripts of FOLDER in order and repeats them, speakers' words shuffled by sentence so that no copy is set aside
and no vector is found again, until there are enough. Prints a table; a script and no test, since machines differ.
"""

from __future__ import annotations

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
        return " ".join(words)

    return "\n".join(label + ": " + re.sub(r"[^.?!]+", shuffled, rest) for label, _, rest in (line.partition(": ") for line in text.splitlines()))


def measured(arguments: list[str], cache: Path) -> tuple[float, float]:
    """Return wall seconds and peak resident MiB of one run of the command."""
    env = os.environ | {"JTBD_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "jtbd_analyzer", *arguments], env=env, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"the run failed with code {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure and print."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    recipe = sys.argv[2] if len(sys.argv) > 2 else "standard"
    texts = interviews(Path(sys.argv[1]))
    print(f"{'interviews':>10} {'words':>8} {'cold s':>8} {'MiB':>6} {'cached s':>9} {'MiB':>6}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "in").mkdir()
            chosen = [varied(texts[k % len(texts)], k // len(texts)) for k in range(size)]
            for k, text in enumerate(chosen):
                (folder / "in" / f"interview-{k + 1:02d}.txt").write_text(text, encoding="utf-8")
            run = ["analyze", str(folder / "in"), "-o", str(folder / "out"), "-q", "-r", recipe]
            cold, warm = measured(run, folder / "cache"), measured(run, folder / "cache")
            words = sum(len(t.split()) for t in chosen)
            print(f"{size:>10} {words:>8} {cold[0]:>8.1f} {cold[1]:>6.0f} {warm[0]:>9.1f} {warm[1]:>6.0f}", flush=True)


if __name__ == "__main__":
    main()
