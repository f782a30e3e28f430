"""Every framework is a partition of the 20 steps with what a report needs."""

from __future__ import annotations

import pytest

from jtbd_analyzer import journey

STEPS = {f"p{i:02d}" for i in range(1, 21)}


@pytest.mark.parametrize("name", journey.names())
def test_a_framework_is_a_partition(name: str) -> None:
    frame = journey.framework(name)
    held = [s for p in frame.phases for s in p.steps]
    assert sorted(held) == sorted(STEPS)
    assert [p.order for p in frame.phases] == sorted(p.order for p in frame.phases)
    assert len({p.order for p in frame.phases}) == len(frame.phases)
    assert all(frame.phase_of(s) for s in STEPS)
    assert frame.title
    assert frame.source
    assert all(p.name and p.definition for p in frame.phases)
    assert all(p.id.isidentifier() and p.id == p.id.lower() for p in frame.phases)


def test_the_seven_frameworks_are_there() -> None:
    assert {"clg3", "clg6", "cx5", "stages9", "phases5", "b2b9", "switch"} <= set(journey.names())
