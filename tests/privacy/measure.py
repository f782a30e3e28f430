"""How much of what identifies people is found: recall and precision by kind, on hand-labelled invented sentences.

    python tests/privacy/measure.py

An identifier counts as found when every letter and digit of it is covered, under whatever kind; a finding counts as right
when it touches a labelled one. `seen` sentences and, later, those `spoken` were looked at while the recognisers were written;
`unseen` ones only afterwards, and `held` ones were written last, after which nothing was changed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
FILES = ("seen", "unseen", "spoken", "held")
KINDS = {"p": "person", "o": "organisation", "e": "email", "t": "phone", "w": "web", "a": "address", "c": "card", "i": "iban", "n": "account"}
_MARK = re.compile(r"\{([a-z]):([^{}]+)\}")
#: titles and the 's are no part of what must be covered
_TITLE = re.compile(r"^(?:Mrs?|Ms|Dr|Coach|Señora|Papa)\.? ")


@dataclass
class Score:
    """Counts over one file: labelled and covered by kind, findings and right ones by kind, and what was missed or wrong."""

    labelled: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of labelled identifiers that are covered, 0..1."""
        return sum(self.covered.values()) / max(1, sum(self.labelled.values()))

    @property
    def precision(self) -> float:
        """Share of findings that touch a labelled identifier, 0..1."""
        return sum(self.right.values()) / max(1, sum(self.found.values()))


def sentences(name: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return each sentence without marks, and the spans and kinds that were marked."""
    out = []
    for line in (HERE / f"sentences_{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, spans, at = "", [], 0
        for m in _MARK.finditer(line):
            text += line[at : m.start()]
            skip = len(t.group()) if (t := _TITLE.match(m.group(2))) else 0
            spans.append((len(text) + skip, len(text) + len(m.group(2)), KINDS[m.group(1)]))
            text += m.group(2)
            at = m.end()
        out.append((text + line[at:], spans))
    return out


def measured(name: str) -> Score:
    """Return the score on one of the files, each sentence on its own as if it were all the study."""
    from jtbd_analyzer.privacy import recognisers

    rows, score = sentences(name), Score()
    for (text, spans), findings in zip(rows, recognisers.find([t for t, _ in rows]), strict=True):
        taken = {i for f in findings for i in range(f.start, f.end)}
        for a, b, kind in spans:
            score.labelled[kind] += 1
            if all(i in taken for i in range(a, b) if text[i].isalnum()):
                score.covered[kind] += 1
            else:
                score.missed.append(f"{kind}: {text[a:b]}  in: {text}")
        for f in findings:
            score.found[f.kind] += 1
            if any(f.start < b and f.end > a for a, b, _ in spans):
                score.right[f.kind] += 1
            else:
                score.wrong.append(f"{f.kind}: {text[f.start:f.end]}  in: {text}")
    return score


def main() -> None:
    """Print the figures and, with --all, what was missed and wrong."""
    for name in FILES:
        score = measured(name)
        print(f"{name}: {sum(score.covered.values())} of {sum(score.labelled.values())} found, recall {score.recall:.3f}; "
              f"{sum(score.right.values())} of {sum(score.found.values())} findings right, precision {score.precision:.3f}")
        for kind in KINDS.values():
            print(f"  {kind:<13} found {score.covered[kind]:>3} of {score.labelled[kind]:>3}   right {score.right[kind]:>3} of {score.found[kind]:>3}")
        if "--all" in sys.argv or name in sys.argv:
            print(*(f"  missed {m}" for m in score.missed), *(f"  wrong  {w}" for w in score.wrong), sep="\n")


if __name__ == "__main__":
    main()
