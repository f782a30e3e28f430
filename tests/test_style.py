"""The code keeps to its own rules: checkers, import directions, a legal bank, no path of somebody's machine."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import commands
import pytest

from jtbd_analyzer import bank, journey
from jtbd_analyzer.scheme import CODES, NONE

ROOT = commands.ROOT


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)


def test_ruff() -> None:
    done = ran(sys.executable, "-m", "ruff", "check", "jtbd_analyzer", "tests", "--output-format", "concise")
    assert done.returncode == 0, done.stdout


def test_imports_go_one_way() -> None:
    code = "import sys; from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=commands.environment(), timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.slow
def test_mypy() -> None:
    done = ran(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout


def test_version_and_dependencies_have_one_home() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert any(d.startswith("torch==") for d in project["dependencies"]), "a looser range can pull gigabytes"


def tracked() -> list[Path]:
    done = ran("git", "ls-files", "-z")
    if done.returncode:
        pytest.skip("no git checkout")
    return [p for p in (ROOT / n for n in done.stdout.split("\0") if n) if p.is_file()]


def test_no_path_of_a_machine_is_in_a_tracked_file() -> None:
    own = re.compile(rb"/(?:home|Users)/[a-z][\w.-]+/|/site-packages/|[A-Z]:\\Users\\")
    found = [f"{p.relative_to(ROOT)}: {m.group().decode(errors='replace')}" for p in tracked() if p.suffix != ".safetensors" and p != Path(__file__)
             for m in [own.search(p.read_bytes())] if m]
    assert found == []


def test_text_files_end_their_lines_as_unix_does() -> None:
    kept = {".py", ".toml", ".md", ".jsonl"}
    assert [str(p) for p in tracked() if p.suffix in kept and "samples" not in p.parts and b"\r" in p.read_bytes()] == []


BANK = bank.load()
LINES = [(i, line) for i in BANK for line in i.lines]
SAID = [(i, line) for i, line in LINES if line.code is not None]
STEPS = {s.id for s in journey.steps()}


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


class TestBank:
    def test_labels_are_those_of_the_scheme(self) -> None:
        for interview, line in SAID:
            place = f"{interview.name}: {line.text[:60]}"
            assert line.code in (*CODES, NONE), place
            assert line.second_code in (*CODES, NONE, ""), place
            assert line.phase in ("struggle", "evaluation", "growth", ""), place
            assert line.step in STEPS | {""}, place
            assert -2 <= line.valence <= 2, place
            assert line.text.strip() == line.text != "", place

    def test_steps_lie_in_their_phase(self) -> None:
        frame = journey.framework("clg3")
        other = journey.framework("clg3", "evaluation")
        wrong = [f"{i.name}: {x.step} {x.phase}: {x.text[:50]}" for i, x in SAID
                 if x.step and x.phase and x.phase not in (frame.phase_of(x.step), other.phase_of(x.step)) and x.step not in ("p17",)]
        assert len(wrong) <= len(SAID) // 100, wrong[:10]  # a step told of again in a later phase is rare, not wrong

    def test_every_code_has_examples_in_many_worlds(self) -> None:
        for code in CODES:
            assert len({i.name for i, line in SAID if line.code == code}) >= 10, code

    def test_every_interview_asks_and_answers(self) -> None:
        for i in BANK:
            assert any(x.code is None for x in i.lines), i.name
            assert sum(x.code is not None for x in i.lines) >= 10, i.name
            assert any(bank.is_coded(x) for x in i.lines), i.name

    def test_no_sentence_stands_in_two_interviews(self) -> None:
        homes: dict[str, set[str]] = {}
        for i, line in SAID:
            if len(words(line.text)) >= 6:
                homes.setdefault(" ".join(words(line.text)), set()).add(i.name)
        assert {text: names for text, names in homes.items() if len(names) > 1} == {}

    def test_length_gives_no_label_away(self) -> None:
        coded = statistics.median(len(words(x.text)) for _, x in SAID if bank.is_coded(x))
        bare = statistics.median(len(words(x.text)) for _, x in SAID if not bank.is_coded(x))
        assert abs(coded - bare) <= 4

    def test_no_first_or_last_word_gives_the_label_away(self) -> None:
        """Of a word that opens or ends at least 40 sentences, no code but none may hold more than 60 in 100."""
        for at in (0, -1):
            by_word: dict[str, Counter[str]] = {}
            for _, line in SAID:
                if tokens := words(line.text):
                    by_word.setdefault(tokens[at], Counter())[str(line.code)] += 1
            for word, codes in by_word.items():
                n = sum(codes.values())
                code, most = codes.most_common(1)[0]
                assert n < 40 or code == NONE or most <= 0.6 * n, f"{word!r} at {at}: {most} of {n} are {code}"

    def test_a_tenth_is_held_back_by_name_alone(self) -> None:
        held = [i for i in BANK if i.held_back]
        assert 0.04 * len(BANK) <= len(held) <= 0.2 * len(BANK)

    def test_a_wrong_line_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "bad.jsonl"
        path.write_text('{"meta": {}}\n{"role": "P", "text": "hi", "code": "payn"}\n', encoding="utf-8")
        with pytest.raises(bank.InputError, match=r"bad\.jsonl line 2: must be a labelled sentence; got 'payn'"):
            bank.load([path])
