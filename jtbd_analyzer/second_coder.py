"""Agreement with a second coder, kept beside the study so that the workbook can show it: one record per pair that `jtbd evaluate` compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import isnan
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.files import write_atomically

FILE: Final = "agreement.json"
#: measures of the whole that are kept, and what they were taken of, in the order shown
MEASURES: Final = ("kappa", "AC1", "alpha", "agreement")
OF: Final[dict[str, str]] = {
    "kinds": "kinds", "codes": "codes", "coded": "coded or not", "phases": "phase (coded by both)", "valence": "feeling (coded by both)",
}


def read(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """Return the records in a study folder, oldest first; none where nobody measured, or where the file is not one of ours."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(r for r in found if isinstance(r, dict) and isinstance(r.get("rows"), list)) if isinstance(found, list) else ()


def record(reference: str, other: str, figures: Iterable[Mapping[str, Any]], *, state: str, date: str) -> dict[str, Any]:
    """Return one comparison as it is kept: who, when, the state of the study it was measured on, and the figures of the whole."""
    whole: dict[str, dict[str, Any]] = {}
    for r in figures:
        if not r["category"] and r["measure"] in MEASURES and r["of"] in OF:
            row = whole.setdefault(r["of"], {"of": OF[r["of"]], "units": int(r["units"])})
            row[r["measure"]] = None if isnan(r["value"]) else round(float(r["value"]), 3)
            if r["measure"] == "kappa":
                row["reading"] = str(r["reading"])
                row["span"] = "" if isnan(r["low95"]) else f"{r['low95']:.2f} to {r['high95']:.2f}"
    return {"reference": reference, "other": other, "date": date, "state": state, "rows": list(whole.values())}


def keep(folder: Path, made: Mapping[str, Any]) -> None:
    """Write a record beside the others in a study folder, in place of an earlier one of the same pair; raises OSError."""
    others = [r for r in read(folder) if (r.get("reference"), r.get("other")) != (made["reference"], made["other"])]
    write_atomically(folder / FILE, json.dumps([*others, made], ensure_ascii=False, indent=1) + "\n")
