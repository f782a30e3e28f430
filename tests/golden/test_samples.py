"""The twelve samples as they are read: compared with JSON kept beside this file; `pytest --update-golden` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import commands
import pytest

from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import discover, load_all, read_people

SAMPLES = commands.ROOT / "data" / "samples"
HERE = Path(__file__).parent
NAMES = [p.name for p in discover([SAMPLES])[0]]


def compare(path: Path, made: dict[str, Any], update: bool) -> None:
    """Check `made` against the golden file; writes it only where that was asked for."""
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if update:
        path.write_text(text, encoding="utf-8")
        return
    assert path.is_file(), f"no golden file {path.name}: look at what is read, then run pytest --update-golden"
    assert made == json.loads(path.read_text(encoding="utf-8")), f"{path.name} differs; if the new reading is right: pytest --update-golden"


@pytest.fixture(scope="module")
def read() -> dict[str, Transcript]:
    transcripts, statuses = load_all(discover([SAMPLES])[0], LoadOptions(), read_people(SAMPLES / "participants.csv"), lambda *_: None)
    assert [s.file for s in statuses if s.status != "read"] == []
    return {t.file: t for t in transcripts}


def shape(t: Transcript) -> dict[str, Any]:
    """Return what of a transcript is worth keeping an eye on."""
    def opening(k: int) -> str:
        return f"{t.turns[k].speaker}: {' '.join(t.text(t.turns[k]).split()[:8])}"

    return {
        "format": t.format, "encoding": t.encoding, "turns": len(t.turns), "words": sum(s.words for s in t.speakers),
        "speakers": {s.name: {"role": s.role, "words": s.words, "participant_id": s.participant_id} for s in t.speakers},
        "timed": sum(x.start_s is not None for x in t.turns), "dropped": len(t.dropped), "warnings": list(t.warnings),
        "first": opening(0), "last": opening(-1),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_as_it_was(name: str, read: dict[str, Transcript], update_golden: bool) -> None:
    compare(HERE / f"{name}.json", shape(read[name]), update_golden)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_one_interviewer_and_somebody_who_answers(name: str, read: dict[str, Transcript]) -> None:
    roles = [s.role for s in read[name].speakers]
    assert roles.count("interviewer") >= 1
    assert roles.count("participant") >= 1
    said = {s.role: 0 for s in read[name].speakers}
    for s in read[name].speakers:
        said[s.role] += s.words
    assert said["participant"] > said["interviewer"]


def test_there_are_twelve_samples_in_formats_of_their_own() -> None:
    assert len(NAMES) == 12
    assert {Path(n).suffix for n in NAMES} >= {".vtt", ".srt", ".docx", ".txt", ".json", ".csv", ".md"}
    assert sorted(p.name.removesuffix(".json") for p in HERE.glob("*.json") if p.name != "themes.json") == sorted(NAMES), "a golden file without its sample"


@pytest.mark.slow
def test_the_batch_gives_themes_of_the_same_shape(tmp_path: Path, update_golden: bool) -> None:
    """Counts may shift a little with the coder; codes that come or go, and N, may not."""
    import pandas as pd

    done = commands.jtbd("analyze", SAMPLES, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    themes = pd.read_csv(tmp_path / "out" / "tables" / "themes.csv", encoding="utf-8-sig")
    made = {"n_total": sorted(set(map(int, themes["n_total"]))), "themes": {str(k): int(v) for k, v in themes["code"].value_counts().sort_index().items()},
            "prevalence": sorted(set(themes["prevalence"]))}
    if update_golden:
        compare(HERE / "themes.json", made, True)
        return
    kept = json.loads((HERE / "themes.json").read_text(encoding="utf-8"))
    assert made["n_total"] == kept["n_total"]
    assert {k for k, n in kept["themes"].items() if n > 2} <= set(made["themes"])
    assert {k for k, n in made["themes"].items() if n > 3} <= set(kept["themes"])
    for code, n in kept["themes"].items():
        assert abs(made["themes"].get(code, 0) - n) <= max(3, n // 2), code
