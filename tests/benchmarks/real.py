"""Real exports and published interviews against counts made without this program: right loader, every turn with its voice, nothing lost.

    python tests/benchmarks/real.py FOLDER...

`real_files.tsv` lists each file by its hash: the loader it needs and, in the order in which they first speak, how many turns each
voice has (neighbouring parts of one voice are one turn). The turns were counted in the raw files by their labels, keys or tags,
some checked by eye; an empty count is a file that tells no voices apart. The files stand under their own licences and are no
part of this project, so what is not found under FOLDER is only told. Each file is read under its own name and under five
wrong ones. A script and no test for that reason.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("real_files.tsv")
sys.path.insert(0, str(ROOT))
#: names a file is read under besides its own
WRONG = ("x.txt", "x.vtt", "x.json", "x.docx", "x")


def turns_of(path: Path) -> tuple[str, list[int], list[str]]:
    """Return the loader, the number of turns of each voice, and what is wrong with the sums."""
    from jtbd_analyzer.inputs import People
    from jtbd_analyzer.recipe import LoadOptions
    from jtbd_analyzer.speech import conserved
    from jtbd_analyzer.transcripts import load_all, read_file

    read = read_file(path)
    made, _ = load_all([path], LoadOptions(), People(), lambda *_: None)
    counts = Counter(t.speaker for t in made[0].turns)
    voices = list(counts.values()) if any(p.speaker for p in read.reading.passages) else []
    return read.loader, voices, [] if conserved(read.reading) and not any("neither" in w or "unaccounted" in w for w in read.warnings) else ["not conserved"]


def wrong_names(path: Path, folder: Path, want: tuple[str, list[int]]) -> list[str]:
    """Return the wrong names under which `path` is read otherwise than it should be."""
    out = []
    for name in WRONG:
        shutil.copyfile(path, folder / name)
        loader, voices, faults = turns_of(folder / name)
        if (loader, voices) != want or faults:
            out.append(f"as {name}: {loader} {voices} {' '.join(faults)}".rstrip())
        (folder / name).unlink()
    return out


def main() -> None:
    """Compare and print; exit code 1 where a file is read otherwise than counted."""
    found = {hashlib.sha256(p.read_bytes()).hexdigest(): p for f in sys.argv[1:] for p in sorted(Path(f).rglob("*")) if p.is_file()}
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    bad = missing = 0
    with tempfile.TemporaryDirectory() as name:
        for file, sha256, want_loader, counted in rows:
            if sha256 not in found:
                missing += 1
                continue
            want = [int(n) for n in counted.split()]
            loader, voices, faults = turns_of(found[sha256])
            if (loader, voices) != (want_loader, want):
                faults.append(f"counted {want_loader} {want}")
            faults += wrong_names(found[sha256], Path(name), (want_loader, want))
            bad += bool(faults)
            print(f"{'BAD' if faults else 'ok '} {file}: {loader}, turns {voices or 'of nobody named'} {'; '.join(faults)}".rstrip(), flush=True)
    print(f"{len(rows) - missing} of {len(rows)} files found, each read under {1 + len(WRONG)} names: {bad} wrong")
    if bad or missing == len(rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
