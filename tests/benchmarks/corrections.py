"""What a researcher's corrections teach: agreement on other interviews after 0, 25, 50 and 100 corrected quotes.

    python tests/benchmarks/corrections.py TRANSCRIPTS LABELS [SPLITS] [SETTING ...]

TRANSCRIPTS is a folder, LABELS a table of reference labels as `jtbd evaluate` reads it. The interviews are dealt into two
halves by chance, SPLITS times (3). In one half the first quotes of the Review queue are given the reference's code in the
workbook's human_class, as a researcher would, and the workbook is applied; then the folder is analysed again and agreement is
measured on the other half only, where nothing was corrected; then the halves change places. Prints the mean over all of kappa
over kinds and F1 of coded or not. A script and no test: it measures, and takes minutes.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl

from jtbd_analyzer import agreement, analyze, labels
from jtbd_analyzer.delivery import apply
from jtbd_analyzer.study import Study

STEPS = (0, 25, 50, 100)


def agreed(study: Study, reference: labels.Labels, names: set[str]) -> tuple[float, float]:
    """Return kappa over kinds and F1 of coded or not on the transcripts `names`."""
    other = labels.of_study(study)
    found = agreement.compare(study, replace(reference, units=tuple(u for u in reference.units if u.transcript_id in names)), other)
    kinds, coded = agreement.counts(found, "kinds").tables.sum(axis=0), agreement.counts(found, "coded")
    at = coded.categories.index("coded")
    return agreement.kappa(kinds), agreement.f1(coded.tables.sum(axis=0), at)[0]


def queued(study: Study, names: set[str]) -> list[str]:
    """Return the quotes of the transcripts `names` in the order of the Review queue, those it leaves out last."""
    table = study.table("review_queue")
    first = [i for i in table.item_id if i in study.quotes_by_id]
    rest = [q.quote_id for q in study.quote_rows]
    return [i for i in dict.fromkeys([*first, *rest]) if study.quotes_by_id[i].transcript_id in names]


def reference_codes(study: Study, reference: labels.Labels) -> dict[str, str]:
    """Return the reference's code of every quote: that of the labelled sentence which covers most of it."""
    over = labels.Cover(replace(reference, rows=reference.units, complete=True))
    found = {}
    for own in labels.of_study(study).rows:
        match = over(own)
        found[own.quote_id] = match.code if match is not None else "none"
    return found


def corrected(out: Path, codes: dict[str, str]) -> None:
    """Write `codes` into human_class of the workbook in `out` and apply it."""
    book = openpyxl.load_workbook(out / "themes.xlsx")
    rows = book["Quotes"].iter_rows()
    header = next(names for row in rows if "quote_id" in (names := [str(c.value) for c in row]))
    at, to = header.index("quote_id"), header.index("human_class")
    for row in rows:
        if row[at].value in codes:
            row[to].value = codes[row[at].value]
    edited = out.parent / f"{out.name}-edited.xlsx"
    book.save(edited)
    _, found = apply(out, edited, reviewer="benchmark")
    if len(found.decisions) < len(codes):
        print(f"  {len(codes) - len(found.decisions)} of {len(codes)} corrections were not taken", file=sys.stderr)


def once(transcripts: Path, table: Path, chosen: set[str], step: int, settings: Sequence[str], folder: Path) -> tuple[float, float]:
    """Return the agreement outside `chosen` after `step` corrections inside it."""
    out = folder / "out"
    wanted = [*settings, 'export.use=["workbook"]']
    study = analyze(transcripts, out, settings=wanted)
    reference = labels.read(table, study)
    rest = set(study.transcripts.transcript_id) - chosen
    if step:
        truth = reference_codes(study, reference)
        corrected(out, {i: truth[i] for i in queued(study, chosen)[:step]})
        study = analyze(transcripts, out, settings=wanted)
    return agreed(study, reference, rest)


def main(transcripts: Path, table: Path, splits: int, settings: Sequence[str]) -> None:
    """Print one line per number of corrections."""
    names = sorted(analyze(transcripts, settings=[*settings]).transcripts.transcript_id)
    halves = []
    for k in range(splits):
        dealt = list(names)
        random.Random(k).shuffle(dealt)
        halves += [set(dealt[::2]), set(dealt[1::2])]
    for step in STEPS:
        found = []
        for chosen in halves:
            with tempfile.TemporaryDirectory() as folder:
                found.append(once(transcripts, table, chosen, step, settings, Path(folder)))
        kappa, f1 = np.mean(found, axis=0)
        spread = np.std([k for k, _ in found])
        print(f"{step:4d} corrected: kappa {kappa:.3f} (sd over halves {spread:.3f}), coded F1 {f1:.3f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3, sys.argv[4:])
