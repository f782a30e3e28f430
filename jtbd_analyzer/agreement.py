"""How far two coders agree: chance-corrected figures, F1 per code, an interval over transcripts, and where they differ.

All figures are functions of contingency tables (rows: reference, columns: the other coder), one for each transcript, so that
the bootstrap over transcripts only adds tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey, labels
from jtbd_analyzer.coefficients import ac1, alpha, f1, kappa, macro_f1, observed, one_against_rest
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.labels import Label, Labels
from jtbd_analyzer.scheme import CODES, NONE

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from jtbd_analyzer.study import Study

    Table = NDArray[np.int64]

KINDS: Final = (NONE, "value_theme", "struggle_trigger", "decision_factor")
#: codes and kinds with fewer units in the reference do not enter a mean of F1
LEAST_UNITS: Final = 10
RESAMPLES: Final = 1000
#: transcripts below which an interval over them says little
_FEW: Final = 8
#: Krippendorff's reading of alpha: reliable from 0.80, tentative from 0.667
READINGS: Final = ((0.80, "reliable"), (0.667, "tentative"), (-1.0, "insufficient"))

Pair = tuple[Label, Label]


@dataclass(frozen=True)
class Counts:
    """Units by category of the reference (rows) and of the other coder (columns), a table for each transcript: (T, L, L)."""

    categories: tuple[str, ...]
    tables: Table

    @property
    def total(self) -> Table:
        """The sum over transcripts, (L, L)."""
        total: Table = self.tables.sum(axis=0)
        return total


@dataclass(frozen=True)
class Comparison:
    """Two coders on the same units: all pairs in the order of the transcripts, who they are, and notes on reading the figures."""

    reference: str
    other: str
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def compare(study: Study, reference: Labels, other: Labels | None = None) -> Comparison:
    """Return `reference` beside the run (or beside `other`) on the reference's units; raises InputError if they share none."""
    second = other or labels.of_study(study)
    over = labels.Cover(second)
    found = [(unit, match) for unit in reference.units for match in [over(unit)] if match is not None]
    if not found:
        raise InputError(f"{reference.name}: must label what {second.name} labels too; they share no unit. Compare files of the same transcripts.")
    frame = _framework(study, [u for u, _ in found])
    notes = dict.fromkeys((*reference.notes, *(second.notes if other else ())))
    if frame is None:
        notes |= {"phases are not compared: the labels give none, or none of this study's framework": None}
        found = [(replace(a, phase=None), replace(b, phase=None)) for a, b in found]
    elif other is None and frame.name != study.framework.name:
        steps = {q.quote_id: q.step for q in (getattr(study, "suggested", None) or study).quote_rows}
        found = [(a, replace(b, phase=frame.phase_of(steps.get(b.quote_id, "")))) for a, b in found]
    if (heard := len({u.transcript_id for u, _ in found})) < _FEW:
        notes |= {f"the intervals rest on {heard} transcripts: take them as rough" if heard > 1 else "one transcript gives no interval": None}
    return Comparison(reference.name, second.name, tuple(found), tuple(notes))


def _framework(study: Study, units: Sequence[Label]) -> journey.Framework | None:
    """Return the framework whose phases the labels use: the study's, else the three phases of the scheme, else None."""
    used = {u.phase for u in units if u.phase}
    return next((f for f in (study.framework, journey.framework()) if used and used <= {p.id for p in f.phases}), None)


def _either(value: Any, alternative: Any, other: Any) -> Any:
    """Return the reference's value; its alternative where the other coder chose that, since either reading counts as right."""
    return other if other in (value, alternative) else value


def _sides(c: Comparison, what: str) -> list[tuple[str, str, str]]:
    """Return (transcript, reference's category, other's category) of each unit that can be compared on `what`."""
    out = []
    for a, b in c.pairs:
        kinds = a.kind, b.kind
        if what == "kinds":
            value = _either(a.kind, a.kind_alt, b.kind), b.kind
        elif what == "codes":
            value = _either(a.code, a.code_alt, b.code), b.code
        elif what == "coded":
            value = ("none" if _either(a.kind, a.kind_alt, b.kind) == NONE else "coded"), ("none" if b.kind == NONE else "coded")
        elif NONE in kinds:
            continue
        elif what == "phases" and a.phase is not None and b.phase is not None:
            value = _either(a.phase, a.phase_alt, b.phase) or "unclear", b.phase or "unclear"
        elif what == "valence" and a.valence is not None and b.valence is not None:
            value = str(a.valence), str(b.valence)
        else:
            continue
        out.append((a.transcript_id, *value))
    return out


def counts(c: Comparison, what: str) -> Counts:
    """Return the contingency tables of `what`: kinds, codes, coded (or not), phases or valence; kinds in their order, all else by name."""
    import numpy as np

    sides = _sides(c, what)
    found = {x for _, *pair in sides for x in pair}
    order = {name: i for i, name in enumerate(KINDS if what == "kinds" else (NONE, *CODES))}
    categories = tuple(sorted(found, key=lambda x: (order.get(x, 99), x)))
    at, rows = {x: i for i, x in enumerate(categories)}, {t: i for i, t in enumerate(dict.fromkeys(t for t, *_ in sides))}
    tables = np.zeros((len(rows), len(categories), len(categories)), dtype=np.int64)
    for t, a, b in sides:
        tables[rows[t], at[a], at[b]] += 1
    return Counts(categories, tables)


def resampled(c: Counts, seed: int = 7) -> Table:
    """Return the sums of tables of transcripts drawn with replacement, (`RESAMPLES`, L, L); none for fewer than 2 transcripts."""
    import numpy as np

    n = len(c.tables)
    times = np.random.default_rng(seed).multinomial(n, [1 / n] * n, size=RESAMPLES if n > 1 else 0)
    drawn: Table = np.tensordot(times, c.tables, axes=1)
    return drawn


def interval(drawn: Table, figure: Callable[[Table], float]) -> tuple[float, float]:
    """Return the 95 in 100 percentile interval of `figure` over `drawn` tables, nan where there are none."""
    import numpy as np

    values = [figure(t) for t in drawn]
    if not values or np.isnan(values).all():
        return float("nan"), float("nan")
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)


def reading(value: float) -> str:
    """Return how a chance-corrected figure is commonly read: reliable, tentative or insufficient; "" for nan."""
    return next((word for least, word in READINGS if value >= least), "")


def frequent(comparison: Comparison, what: str, c: Counts) -> list[int]:
    """Return the categories that the reference itself gave at least `LEAST_UNITS` times, before its alternatives are heeded."""
    own = [(a.kind if what == "kinds" else a.code) for a, _ in comparison.pairs]
    return [k for k, name in enumerate(c.categories) if own.count(name) >= LEAST_UNITS]


_CORRECTED: Final[dict[str, Callable[[Table], float]]] = {"kappa": kappa, "AC1": ac1, "alpha": alpha}


def figures(comparison: Comparison) -> pd.DataFrame:
    """Return one row per figure: of (kinds, codes, coded or not, phases, valence), category, measure, value, low95, high95 (bootstrap over
    transcripts, empty for one transcript), units compared, how often each coder gave the category, and how the value is commonly read."""
    import pandas as pd

    rows = [row for what in ("kinds", "codes", "coded", "phases", "valence") for row in _figures(comparison, what)]
    return pd.DataFrame(rows, columns=["of", "category", "measure", "value", "low95", "high95", "units", "in_reference", "in_other", "reading"])


def _figures(comparison: Comparison, what: str) -> Iterator[dict[str, Any]]:
    c = counts(comparison, what)
    total = c.total
    if not total.sum():
        return
    drawn = resampled(c)

    def row(measure: str, figure: Callable[[Table], float], k: int = -1) -> dict[str, Any]:
        value, (low, high) = figure(total), interval(drawn, figure)
        named = {} if k < 0 else {"category": c.categories[k], "in_reference": int(total[k].sum()), "in_other": int(total[:, k].sum())}
        word = reading(value) if measure in _CORRECTED else ""
        return {"of": what, "category": "", "measure": measure, "value": value, "low95": low, "high95": high, "units": int(total.sum()),
                "in_reference": "", "in_other": "", "reading": word} | named

    for measure, figure in (*_CORRECTED.items(), ("agreement", observed)):
        yield row(measure, figure)
    if what in ("phases", "valence"):
        return
    if what != "coded":
        within = frequent(comparison, what, c)
        yield row("macro F1", lambda t: macro_f1(t, within))
    for k, name in enumerate(c.categories):
        if what != "coded" or name == "coded":
            for i, measure in enumerate(("F1", "precision", "recall")):
                yield row(measure, partial(_f1_part, k=k, part=i), k)
            yield row("kappa", partial(_own_kappa, k=k), k)


def _f1_part(table: Table, k: int, part: int) -> float:
    return f1(table, k)[part]


def _own_kappa(table: Table, k: int) -> float:
    return kappa(one_against_rest(table, k))


def confusion(comparison: Comparison, what: str) -> pd.DataFrame:
    """Return how often each category of the reference (rows) met each of the other coder (columns); what is kinds or codes."""
    import pandas as pd

    c = counts(comparison, what)
    table = pd.DataFrame(c.total, columns=list(c.categories))
    table.insert(0, "reference", list(c.categories))
    return table


def differences(study: Study, comparison: Comparison) -> pd.DataFrame:
    """Return one row per unit on which the two differ in kind, code, phase or feeling, in the order of telling, words included."""
    import pandas as pd

    texts = {t.transcript_id: t.source_text for t in study.transcript_rows}
    reasons = {q.quote_id: q.reason for q in study.quote_rows}
    rows = []
    for a, b in comparison.pairs:
        both = NONE not in (a.kind, b.kind)
        unlike = [name for name, differ in (
            ("kind", b.kind not in (a.kind, a.kind_alt)), ("code", b.code not in (a.code, a.code_alt)),
            ("phase", both and a.phase is not None and b.phase is not None and b.phase not in (a.phase, a.phase_alt)),
            ("valence", both and a.valence is not None and b.valence is not None and a.valence != b.valence)) if differ]
        if unlike:
            rows.append({
                "transcript_id": a.transcript_id, "char_start": a.char_start, "char_end": a.char_end,
                "verbatim": texts[a.transcript_id][a.char_start : a.char_end], "differs_in": ", ".join(unlike),
                "reference_code": a.code, "reference_code_alt": a.code_alt if a.code_alt != a.code else "",
                "other_code": b.code, "reference_kind": a.kind, "other_kind": b.kind, "reference_phase": a.phase or "", "other_phase": b.phase or "",
                "reference_valence": _text(a.valence), "other_valence": _text(b.valence), "quote_id": b.quote_id, "reason": reasons.get(b.quote_id, ""),
            })
    names = ["transcript_id", "char_start", "char_end", "verbatim", "differs_in", "reference_code", "reference_code_alt", "other_code", "reference_kind",
             "other_kind", "reference_phase", "other_phase", "reference_valence", "other_valence", "quote_id", "reason"]
    return pd.DataFrame(rows, columns=names)


def _text(value: int | None) -> str:
    return "" if value is None else str(value)
