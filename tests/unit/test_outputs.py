"""Outputs: whatever fails and whenever, the files are those of one run, and nothing a researcher made is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import commands
import pytest
import study_fixture

from jtbd_analyzer import files, outputs, pipeline
from jtbd_analyzer.errors import InputError, OutputError, OutputWarning
from jtbd_analyzer.locks import LOCK, locked
from jtbd_analyzer.study import Study

#: every call by which a file or folder is made, filled, flushed or put in place
CALLS = ("open", "write", "fsync", "replace", "link", "mkdir", "unlink")
EARLIER = {"themes.xlsx": "old book", "tables/a.csv": "old a", "study/s.json": "old s", "tables/gone.csv": "old gone"}
LATER = {"themes.xlsx": "new book", "tables/a.csv": "new a", "study/s.json": "new s", "report.html": "new report"}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flushing is counted and made to fail here, not waited for."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def filler(contents: Mapping[str, str]) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        for name, text in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            files.write_atomically(folder / name, text)

    return fill


def published(out: Path, contents: Mapping[str, str], run: str, **options: Any) -> list[Path]:
    return outputs.publish(out, filler(contents), {"run": run}, **options)


def found(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file() and p.name != LOCK}


@contextmanager
def broken(at: int, error: int, *, lasting: bool) -> Iterator[list[str]]:
    """Let the call number `at` of CALLS fail with `error`, and every later one too if `lasting`; yield the calls made."""
    made: list[str] = []

    def failing(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*a: Any, **k: Any) -> Any:
            made.append(name)
            if len(made) - 1 == at or (lasting and len(made) - 1 > at):
                where = [] if name in ("write", "fsync") else [str(a[0])] if name not in ("replace", "link") else [str(a[0]), None, str(a[1])]
                raise OSError(error, os.strerror(error), *where)
            return real(*a, **k)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "RETRIES", (0.0,))
        for name in CALLS:
            patch.setattr(os, name, failing(name, getattr(os, name)))
        yield made


def calls_of_a_publication(tmp_path: Path) -> int:
    out = tmp_path / "counted"
    published(out, EARLIER, "1")
    with broken(-1, 0, lasting=False) as made:
        published(out, LATER, "2")
    assert {"open", "write", "fsync", "replace", "link", "mkdir"} <= set(made)
    return len(made)


@pytest.mark.filterwarnings("ignore::jtbd_analyzer.errors.OutputWarning")
class TestEveryFailure:
    @pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EIO])
    @pytest.mark.parametrize("lasting", [False, True])
    def test_the_files_are_those_of_one_run(self, error: int, lasting: bool, tmp_path: Path) -> None:
        refused = 0
        for n in range(calls_of_a_publication(tmp_path)):
            out = tmp_path / f"out-{n}"
            published(out, EARLIER, "1")
            old = found(out)
            try:
                with broken(n, error, lasting=lasting) as made:
                    published(out, LATER, "2")
            except OutputError as told:
                refused += 1
                assert str(out) in str(told), made[n]
                assert ".jtbd-new" not in str(told)
                assert "must be" in str(told)
                assert any(word in str(told) for word in ("Free space", "free space", "Close it", "Choose another", "choose another")), told
                if lasting:
                    assert {k: v for k, v in found(out).items() if k in old} == old or (out / outputs.OLD / outputs.JOURNAL).is_file()
                    outputs.settle(out)  # what any later command does first, the disk being well again
                assert found(out) == old, (n, made)
            else:
                outputs.settle(out)
                assert {k: v.decode() for k, v in found(out).items() if k != outputs.MANIFEST} == LATER, (n, made)
                assert outputs.mixed(out) == []
            shutil.rmtree(out)
        assert refused > 20

    def test_a_first_publication_that_fails_leaves_nothing_half_made(self, tmp_path: Path) -> None:
        for n in range(40):
            out = tmp_path / f"out-{n}"
            try:
                with broken(n, errno.ENOSPC, lasting=False):
                    published(out, LATER, "1")
            except OutputError:
                assert found(out) == {} if out.is_dir() else True, n

    @pytest.mark.parametrize("part", range(4))
    def test_the_real_exports_hold_to_it(self, part: int, tmp_path: Path) -> None:
        study, later = study_fixture.study(), study_fixture.big_study(3, 8)
        out = tmp_path / "out"
        pipeline.write(study, out, ("tables",))
        old, old_set = found(out), tmp_path / "as it was"
        shutil.copytree(out, old_set)
        with broken(-1, 0, lasting=False) as made:
            pipeline.write(study, out, ("tables",))
        for n in range(part * 5, len(made), 20):
            with broken(n, errno.ENOSPC, lasting=True):
                try:
                    pipeline.write(later, out, ("tables",))
                except OutputError as told:
                    assert str(out) in str(told)
                else:  # only what clears up after the new set stood whole may fail untold
                    assert n > len(made) - 25
            outputs.settle(out)
            if outputs.recorded(out) != outputs.recorded(old_set):
                assert outputs.mixed(out) == []
                break
            assert found(out) == old
            assert [q.quote_id for q in Study.open(out).quote_rows] == [q.quote_id for q in study.quote_rows]


class TestCrash:
    """The process is gone between two calls: the next command sets things right."""

    def test_after_any_call_the_next_command_finds_one_run(self, tmp_path: Path) -> None:
        code = ("import os, sys; sys.path[:0] = {path!r}; import test_outputs as t, warnings; from pathlib import Path; warnings.simplefilter('ignore')\n"
                "class Gone(BaseException): pass\n"
                "n = int(sys.argv[2]); made = 0\n"
                "def dying(real):\n"
                "    def call(*a, **k):\n"
                "        global made\n"
                "        made += 1\n"
                "        if made > n: os._exit(9)\n"
                "        return real(*a, **k)\n"
                "    return call\n"
                "for name in t.CALLS: setattr(os, name, dying(getattr(os, name)))\n"
                "t.published(Path(sys.argv[1]), t.LATER, '2')")
        script = tmp_path / "dies.py"
        script.write_text(code.format(path=[str(Path(__file__).parent), str(Path(commands.__file__).parent)]), encoding="utf-8")
        total = calls_of_a_publication(tmp_path)
        ends = set()
        for n in (*range(8, total, 9), total - 3, total - 1):
            out = tmp_path / f"out-{n}"
            published(out, EARLIER, "1")
            old = found(out)
            done = commands.python(script, out, n)
            assert done.returncode == 9, done.stderr
            outputs.settle(out)
            with locked(out):
                pass
            now = found(out)
            new = {k: v.decode() for k, v in now.items() if k != outputs.MANIFEST} == LATER and outputs.mixed(out) == []
            assert now == old or new, n
            ends.add(new)
        assert ends == {True, False}, "the crash came both before and after the new set was whole"

    def test_opening_a_study_ends_what_a_crash_broke_off(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        study = study_fixture.study()
        pipeline.write(study, out, ("tables",))
        old = found(out)
        outputs._note_old(out, [*list(outputs.recorded(out)), outputs.MANIFEST])
        files.write_atomically(out / "study" / "quotes.jsonl", "")
        assert [q.quote_id for q in Study.open(out).quote_rows] == [q.quote_id for q in study.quote_rows]
        assert found(out) == old

    def test_a_set_that_is_mixed_is_not_opened(self, tmp_path: Path) -> None:
        pipeline.write(study_fixture.study(), tmp_path / "out", ())
        path = tmp_path / "out" / "study" / "quotes.jsonl"
        path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
        with pytest.raises(InputError, match=r"must hold the files of one run; got study/quotes\.jsonl"):
            Study.open(tmp_path / "out")


class TestResearchersWork:
    def test_an_edited_file_is_kept_beside_its_successor(self, tmp_path: Path) -> None:
        published(tmp_path, EARLIER, "1")
        book = tmp_path / "themes.xlsx"
        book.write_text("my own notes", encoding="utf-8")
        os.utime(book, (1_780_000_000, 1_780_000_000))
        day = time.strftime("%Y-%m-%d", time.localtime(1_780_000_000))
        with pytest.warns(OutputWarning, match=f"kept as themes.edited-{day}.xlsx"):
            published(tmp_path, LATER, "2")
        assert book.read_text(encoding="utf-8") == "new book"
        assert (tmp_path / f"themes.edited-{day}.xlsx").read_text(encoding="utf-8") == "my own notes"
        book.write_text("again mine", encoding="utf-8")
        os.utime(book, (1_780_000_000, 1_780_000_000))
        with pytest.warns(OutputWarning, match="edited"):
            published(tmp_path, EARLIER, "3")
        assert (tmp_path / f"themes.edited-{day}.xlsx").read_text(encoding="utf-8") == "my own notes"
        assert (tmp_path / f"themes.edited-{day}-2.xlsx").read_text(encoding="utf-8") == "again mine"

    def test_a_file_we_never_wrote_is_kept_too_and_our_own_is_not(self, tmp_path: Path) -> None:
        (tmp_path / "themes.xlsx").write_text("was there before us", encoding="utf-8")
        with pytest.warns(OutputWarning, match="themes"):
            published(tmp_path, LATER, "1")
        assert "was there before us" in [v.decode() for v in found(tmp_path).values()]
        before = len(found(tmp_path))
        published(tmp_path, LATER, "2")
        assert len(found(tmp_path)) == before

    def test_files_beside_the_set_stay(self, tmp_path: Path) -> None:
        published(tmp_path, EARLIER, "1")
        (tmp_path / "study" / "decisions.jsonl").write_text("kept", encoding="utf-8")
        (tmp_path / "notes.docx").write_text("kept", encoding="utf-8")
        with pytest.warns(OutputWarning, match=r"of an earlier run.*gone\.csv"):
            published(tmp_path, LATER, "2")
        assert not (tmp_path / "tables" / "gone.csv").exists()
        assert (tmp_path / "study" / "decisions.jsonl").read_text(encoding="utf-8") == (tmp_path / "notes.docx").read_text(encoding="utf-8") == "kept"

    def test_of_an_earlier_run_an_edited_file_is_not_taken_away(self, tmp_path: Path) -> None:
        published(tmp_path, EARLIER, "1")
        (tmp_path / "tables" / "gone.csv").write_text("coloured by hand", encoding="utf-8")
        published(tmp_path, LATER, "2")
        assert (tmp_path / "tables" / "gone.csv").read_text(encoding="utf-8") == "coloured by hand"

    def test_an_addition_leaves_the_rest_and_joins_the_manifest(self, tmp_path: Path) -> None:
        published(tmp_path, EARLIER, "1")
        published(tmp_path, {"report.html": "added"}, "1", add=True)
        assert set(outputs.recorded(tmp_path)) == {*EARLIER, "report.html"}
        assert outputs.mixed(tmp_path) == []


def test_a_check_that_refuses_leaves_everything_as_it_was(tmp_path: Path) -> None:
    published(tmp_path, EARLIER, "1")
    old = found(tmp_path)

    def refuse(folder: Path) -> None:
        assert (folder / "report.html").read_text(encoding="utf-8") == "new report"
        raise OutputError("no")

    with pytest.raises(OutputError, match="no"):
        published(tmp_path, LATER, "2", check=refuse)
    assert found(tmp_path) == old


def test_a_file_held_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, EARLIER, "1")
    real, tries = os.replace, []

    def held(source: Any, target: Any) -> None:
        if Path(target) == tmp_path / "themes.xlsx" and len(tries) < 2:
            tries.append(1)
            raise PermissionError(errno.EACCES, "in use", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    published(tmp_path, {**EARLIER, "themes.xlsx": "new"}, "2")
    assert (len(tries), (tmp_path / "themes.xlsx").read_text(encoding="utf-8")) == (2, "new")


def test_a_file_held_for_long_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, EARLIER, "1")
    old, real = found(tmp_path), os.replace

    def held(source: Any, target: Any) -> None:
        if Path(target) == tmp_path / "themes.xlsx":
            raise PermissionError(errno.EACCES, "in use", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(OutputError, match=r"themes\.xlsx: must be writable; .*Close it in Excel and run again"):
        published(tmp_path, {**EARLIER, "themes.xlsx": "new"}, "2")
    assert found(tmp_path) == old


class TestLock:
    HOLD = ("import sys, time; from pathlib import Path; from jtbd_analyzer.locks import locked\n"
            "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)")

    def holder(self, folder: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen([sys.executable, "-c", self.HOLD, str(folder)], env=commands.environment(), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    def test_a_second_run_is_refused_and_told_who_holds_it(self, tmp_path: Path) -> None:
        process = self.holder(tmp_path)
        try:
            with pytest.raises(OutputError, match=rf"one run at a time; got another \(process {process.pid} on .*\)\. Wait"):
                published(tmp_path, LATER, "1")
        finally:
            process.kill()
            process.wait()
        assert (tmp_path / LOCK).exists(), "killed, so the name is left"
        published(tmp_path, LATER, "1")
        assert not (tmp_path / LOCK).exists()

    def test_one_process_may_ask_twice(self, tmp_path: Path) -> None:
        with locked(tmp_path), locked(tmp_path):
            published(tmp_path, LATER, "1")
        assert not (tmp_path / LOCK).exists()

    def test_without_locks_of_the_system_the_named_process_decides(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import platform

        from jtbd_analyzer import locks

        monkeypatch.setattr(locks, "_supported", lambda handle: False)
        for holder, free in ((f"process {2**22 + 1} on {platform.node()}, since then", True), (f"process {os.getppid()} on {platform.node()}, since", False),
                             ("process 1 on another-machine, since then", False), ("", True), ("rubbish", True)):
            (tmp_path / LOCK).write_text(holder, encoding="utf-8")
            if free:
                with locked(tmp_path):
                    pass
            else:
                with pytest.raises(OutputError, match="or delete"), locked(tmp_path):
                    pass


def test_the_manifest_gives_the_hash_of_every_file(tmp_path: Path) -> None:
    paths = pipeline.write(study_fixture.study(), tmp_path, ("tables",))
    given = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert {p.relative_to(tmp_path).as_posix() for p in paths} == {*given, "manifest.json"} == set(found(tmp_path))
    assert all(files.file_hash(tmp_path / n) == h for n, h in given.items())
