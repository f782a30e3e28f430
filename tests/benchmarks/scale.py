"""Many interviews in one run: peak memory and time, and a run killed at half that goes on from there with equal tables.

    python tests/benchmarks/scale.py FOLDER COUNT [RECIPE]

Makes COUNT interviews by drawing the participants' answers of FOLDER's transcripts anew for each, words of every sentence
in another order, so that no vector is found again. Runs it whole, then kills a second run of it half way and starts that
again. Prints what was measured; a script and no test, since machines differ and it takes long.
"""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import speed

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, texts: list[str], count: int) -> Path:
    """Write `count` interviews into `folder`, question and answer pairs drawn from all texts, and return the folder."""
    pairs = []
    for text in texts:
        lines = text.splitlines()
        pairs += [(a, b) for a, b in itertools.pairwise(lines) if a.startswith("Interviewer") and b.startswith("Participant")]
    folder.mkdir()
    each = len(pairs) // len(texts)
    for k in range(count):
        chance = random.Random(k)
        talk = "\n".join(x for pair in chance.sample(pairs, each) for x in pair)
        (folder / f"interview-{k + 1:03d}.txt").write_text(speed.varied(talk, k + 1), encoding="utf-8")
    return folder


def killed_at_half(run: list[str], cache: Path, count: int) -> None:
    """Start the run and kill it outright when half of the interviews are coded, as the store tells."""
    import sqlite3

    env = os.environ | {"JTBD_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-m", "jtbd_analyzer", *run], env=env, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(0.5)
            try:
                db = sqlite3.connect(f"file:{cache / 'results.sqlite'}?mode=ro", uri=True, timeout=5)
                done = db.execute("SELECT count(*) FROM item WHERE space LIKE 'code:%'").fetchone()[0]
                db.close()
            except sqlite3.Error:
                continue
            if done >= count // 2:
                process.kill()


def main() -> None:
    """Measure and print."""
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    count, recipe = int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "standard"
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        source = written(base / "in", speed.interviews(Path(sys.argv[1])), count)
        words = sum(len(p.read_text(encoding="utf-8").split()) for p in source.iterdir())
        whole = speed.measured(["analyze", str(source), "-o", str(base / "whole"), "-q", "-r", recipe], base / "cache-a")
        print(f"{count} interviews, {words} words: {whole[0]:.0f} s, {whole[1]:.0f} MiB at most", flush=True)
        run = ["analyze", str(source), "-o", str(base / "again"), "-q", "-r", recipe]
        killed_at_half(run, base / "cache-b", count)
        rest = speed.measured(run, base / "cache-b")
        same = all(p.read_bytes() == (base / "again" / "tables" / p.name).read_bytes() for p in (base / "whole" / "tables").glob("*.csv"))
        print(f"killed at half and started again: {rest[0]:.0f} s, {rest[1]:.0f} MiB; tables {'equal' if same else 'DIFFER'}")


if __name__ == "__main__":
    main()
