"""What all tests share: a cache of their own, the slow mark, golden files that are never overwritten unasked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:
    # libraries of arithmetic take all cores and wait for each other by spinning: beside a second worker a fit took ten times as long
    os.environ |= {name: os.environ.get(name, "1") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}

import commands
import pytest
import talk
from hypothesis import HealthCheck, settings

#: models load at first use, so a first example may take seconds; no test here is about time
settings.register_profile("calm", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("calm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--runslow", action="store_true", help="run the tests marked slow too")
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew from what the code does now")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--runslow") or "slow" in str(config.getoption("-m")):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: run with --runslow"))


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for the whole run, never the user's."""
    folder = tmp_path_factory.mktemp("cache")
    if "PYTEST_XDIST_WORKER" in os.environ:  # one for all workers, as runs beside each other have on a user's machine
        folder = tmp_path_factory.getbasetemp().parent / "cache"
    before = os.environ.get("JTBD_CACHE")
    os.environ["JTBD_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["JTBD_CACHE"]
    else:
        os.environ["JTBD_CACHE"] = before


@pytest.fixture(scope="session", autouse=True)
def plain_strings() -> None:
    """Strings of tables as Python has them: the small study holds a lone surrogate, which loaders remove and Arrow, where installed, refuses."""
    import pandas as pd

    pd.options.mode.string_storage = "python"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two short interviews that hold something to code."""
    return talk.write_interviews(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def results(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `jtbd analyze` wrote of the two short interviews."""
    out = tmp_path_factory.mktemp("results") / "out"
    done = commands.jtbd("analyze", tiny, "-o", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written rather than compared."""
    return bool(request.config.getoption("--update-golden"))
