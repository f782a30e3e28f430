"""Seeds of the fuzzing, and inputs it found at fault, held to the same check without atheris."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import harness

SEEDS = [(target, path) for target in harness.TARGETS for path in sorted((harness.SEEDS / target).iterdir())]


@pytest.mark.parametrize(("target", "path"), SEEDS, ids=[f"{t}/{p.name}" for t, p in SEEDS])
def test_a_seed_is_read_or_refused(target: str, path: Path) -> None:
    data = path.read_bytes()
    harness.check(target, data)
    for cut in (len(data) // 3, 2 * len(data) // 3, max(0, len(data) - 1)):
        harness.check(target, data[:cut])
        harness.check(target, data[cut:])
