"""Privacy: one pseudonym per person, quotes verbatim of what is kept, no identifier left in any file, the key only where asked."""

from __future__ import annotations

import importlib.util
import json
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import commands
import pytest
import study_fixture
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import pipeline, registry
from jtbd_analyzer.errors import InputError, OutputError
from jtbd_analyzer.privacy import leaks, patterns
from jtbd_analyzer.privacy.register import Register, fold

needs_presidio = pytest.mark.skipif(importlib.util.find_spec("presidio_analyzer") is None, reason="needs the extra 'privacy'")

TALK = {
    "adaeze-okonkwo.txt": """Marta Velde: Hi Adaeze, thanks for making the time. How did you keep the bookings before?
Adaeze Okonkwo: Every Sunday night I copied the slips into a sheet, it took hours. My sister Ngozi hated it, Ngozi did it before me.
Marta Velde: And what made you look for something else, Adaeze?
Adaeze Okonkwo: In March two families turned up for the same kennel, and Mr Hashimoto from Brightwater Logistics was furious. That's when I said, enough.
Marta Velde: What worried you?
Adaeze Okonkwo: I was scared we'd lose the whole calendar. I paid with my card, 4539 1488 0343 6467, and gave them ada@okonkwo-kennels.ng and +44 20 7946 0018.
Marta Velde: And today?
Adaeze Okonkwo: Now I have my Sundays back. We haven't had a double booking since April, ask Tomasz.
""",
    "tomasz.txt": """Marta Velde: Tell me about the old way.
Tomasz: Sunday evenings were for typing up the slips, always. Half of them I couldn't read. Adaeze told me how she does it.
Marta Velde: Was there a moment you decided?
Tomasz: We lost a regular in May because nobody had written her down, so we had to do something. We live at 14 Marlowe Street, so she walked past every day.
Marta Velde: How is it now?
Tomasz: The first morning it was all there, and I thought, okay, this works. The IBAN GB82 WEST 1234 5698 7654 32 was right at last.
""",
}
SECRETS = ("Adaeze", "Okonkwo", "Ngozi", "Hashimoto", "Brightwater", "4539 1488", "45391488", "okonkwo-kennels", "7946 0018", "79460018", "Tomasz", "Marta", "Velde", "Marlowe", "WEST 1234")


def words_in(folder: Path) -> str:
    """Return everything a reader could find in the files of a folder: names, text, parts of packages."""
    out = []
    for p in sorted(folder.rglob("*")):
        out.append(p.name)
        if p.suffix == ".xlsx":
            with zipfile.ZipFile(p) as z:
                out += [z.read(n).decode("utf-8", "replace") for n in z.namelist()]
        elif p.is_file():
            out.append(p.read_text(encoding="utf-8", errors="replace"))
    return "\n".join(out)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Brightwater study")
    for name, text in TALK.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "participants.csv").write_text(
        "file,participant_id,name,interviewer,role\nadaeze-okonkwo.txt,P01,Adaeze Okonkwo,Marta Velde,runs Okonkwo Kennels\ntomasz.txt,P02,Tomasz,Marta Velde,owner\n", encoding="utf-8")
    return folder


class TestRegister:
    def filled(self) -> Register:
        r = Register()
        r.add("Adaeze Okonkwo", "person", "P01")
        r.add("Ngozi", "person")
        r.add("Will", "person")
        r.add("Brightwater Logistics", "organisation")
        r.add("ada@okonkwo.ng", "email")
        return r

    @pytest.mark.parametrize(("said", "kept"), [
        ("Adaeze Okonkwo and Ngozi", "P01 and Person 1"),
        ("Adaeze's dog, ADAEZE, adaeze", "P01's dog, P01, P01"),
        ("Mrs Okonkwo’s list", "Mrs P01’s list"),
        ("Adaeze\nOkonkwo", "P01"),
        ("Will said so, I will not", "Person 2 said so, I will not"),
        ("WILL SAID SO", "Person 2 SAID SO"),
        ("Willing, Ngozika and Adaezes", "Willing, Ngozika and Adaezes"),
        ("at Brightwater  Logistics now", "at Organisation 1 now"),
        ("Brightwater alone", "Brightwater alone"),
        ("write ada@okonkwo.ng.", "write [email 1]."),
        ("ngozi_final.vtt", "Person 1_final.vtt"),
        ("Ngózi", "Person 1"),
        ("", ""),
    ])
    def test_replaces_known_wordings_whole_and_whatever_their_case(self, said: str, kept: str) -> None:
        assert self.filled().apply(said) == kept

    def test_one_person_has_one_pseudonym(self) -> None:
        r = Register()
        first = r.add("Raj Patel", "person")
        assert r.add("Raj", "person") == r.add("Mr. Patel", "person") == r.add("raj patel", "person") == first
        assert r.add("Rajiv", "person") != first
        r.add("Mina Patel", "person")
        assert r.add("Kim", "person") != first

    @given(st.text(max_size=60))
    def test_what_holds_no_known_word_is_untouched_and_twice_is_once(self, text: str) -> None:
        r = self.filled()
        once = r.apply(text)
        assert r.apply(once) == once
        if not list(r.found(text)):
            assert once == text

    @given(st.text(max_size=40))
    def test_folding_keeps_the_length(self, text: str) -> None:
        assert len(fold(text)) == len(text)


@pytest.mark.parametrize(("number", "good"), [("4539 1488 0343 6467", True), ("4539 1488 0343 6468", False), ("0000 0000 0000 0000", False), ("1234", False)])
def test_luhn(number: str, good: bool) -> None:
    assert patterns.luhn(number) is good


@pytest.mark.parametrize(("number", "good"), [("GB82 WEST 1234 5698 7654 32", True), ("GB82 WEST 1234 5698 7654 33", False), ("DE89370400440532013000", True), ("GB82", False)])
def test_iban(number: str, good: bool) -> None:
    assert patterns.iban(number) is good


class TestLeaks:
    def register(self) -> Register:
        r = Register()
        r.add("Ngozi O'Dwyer", "person", "P01")
        return r

    @pytest.mark.parametrize(("name", "text"), [
        ("a.csv", "x,Ngozi"), ("a.html", "<p>Ng<b>oz</b>i</p>"), ("a.html", '<a title="ngozi">x</a>'), ("a.html", "O&#39;Dwyer"), ("a.html", "O\\u0027Dwyer"),
        ("a.json", '"\\u004egozi"'), ("study/ngozi.txt", "nothing"), ("a.html", "mailto:x?subject=O%27Dwyer"), ("a.md", "NGOZI"), ("b.jsonl", "_x004E_gozi"),
    ])
    def test_finds_a_name_however_it_is_written(self, name: str, text: str, tmp_path: Path) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert leaks.look(tmp_path, self.register())

    def test_finds_it_in_cells_properties_and_part_names(self, tmp_path: Path) -> None:
        import openpyxl

        book = openpyxl.Workbook()
        book.properties.creator = "Ngozi"
        book.save(tmp_path / "a.xlsx")
        assert sum(leaks.look(tmp_path, self.register()).values()) >= 1
        (tmp_path / "a.xlsx").unlink()
        with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as z:
            z.writestr("sources/ngozi.txt", "nothing")
        assert leaks.look(tmp_path, self.register())

    def test_near_misses_are_no_leak(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("Ngozika, O'Dwyers, P01", encoding="utf-8")
        assert not leaks.look(tmp_path, self.register())

    def test_a_file_that_cannot_be_looked_into_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.bin").write_bytes(b"\0\1")
        with pytest.raises(leaks.Leak, match=r"a\.bin: must be a file that can be searched"):
            leaks.look(tmp_path, self.register())

    @pytest.mark.parametrize("exporter", registry.names("exporters"))
    def test_every_exporter_is_looked_into(self, exporter: str, tmp_path: Path) -> None:
        """A name in every field of a study is found in the files of each exporter, so the check sees what they write."""
        from dataclasses import replace

        study = study_fixture.study()
        marked = replace(study, name="Ngozi", quote_rows=tuple(replace(q, verbatim="Ngozi said it", prompt="Ngozi?") for q in study.quote_rows),
                         theme_rows=tuple(replace(t, statement="Ngozi said it") for t in study.theme_rows))
        registry.build("exporters", exporter)(marked, tmp_path)
        assert leaks.look(tmp_path, self.register())


@needs_presidio
class TestRedact:
    @pytest.fixture(scope="class")
    def done(self, named: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
        base = tmp_path_factory.mktemp("redacted")
        told = commands.jtbd("redact", named, "-o", base / "out", "--key", base / "key.csv")
        assert told.returncode == 0, told.stderr
        assert "does not guarantee" in told.stderr
        for secret in SECRETS:
            assert secret not in told.stdout + told.stderr
        return base / "out", base / "key.csv"

    def test_no_identifier_is_left(self, done: tuple[Path, Path]) -> None:
        text = words_in(done[0])
        assert [s for s in SECRETS if s.casefold() in text.casefold()] == []
        assert "Every Sunday night I copied the slips into a sheet" in text

    def test_the_same_person_is_the_same_everywhere(self, done: tuple[Path, Path]) -> None:
        first, second = ((done[0] / n).read_text(encoding="utf-8") for n in ("T01.txt", "T02.txt"))
        assert first.startswith("Interviewer 1: Hi P01, thanks")
        assert "P01 told me how she does it" in second
        assert "ask P02." in first
        assert first.count("Person 1") == 2

    def test_the_key_opens_it_and_is_its_owners_alone(self, done: tuple[Path, Path]) -> None:
        assert stat.S_IMODE(done[1].stat().st_mode) == 0o600
        key = done[1].read_text(encoding="utf-8-sig")
        assert "P01,person,Adaeze Okonkwo" in key
        assert "T01.txt,file,adaeze-okonkwo.txt" in key

    def test_it_reads_back_as_the_same_talk(self, done: tuple[Path, Path]) -> None:
        found = json.loads(commands.jtbd("inspect", done[0], "--json").stdout)
        read = {f["file"]: f for f in found if f["status"] == "read"}
        assert set(read) == {"T01.txt", "T02.txt"}
        assert read["T01.txt"]["turns"] == 8
        assert {(s["role"], s["participant_id"]) for s in read["T01.txt"]["speakers"]} == {("interviewer", ""), ("participant", "P01")}

    @pytest.mark.parametrize("key", ["out/key.csv", "out/deep/../key.csv"])
    def test_a_key_inside_the_output_is_refused(self, key: str, named: Path, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        told = commands.jtbd("redact", named, "-o", tmp_path / "out", "--key", tmp_path / key)
        assert told.returncode == 2
        assert "must lie outside the output folder" in told.stderr

    def test_a_key_is_never_overwritten(self, named: Path, tmp_path: Path) -> None:
        (tmp_path / "key.csv").write_text("mine", encoding="utf-8")
        assert commands.jtbd("redact", named, "-o", tmp_path / "out", "--key", tmp_path / "key.csv").returncode == 2
        assert (tmp_path / "key.csv").read_text(encoding="utf-8") == "mine"

    def test_names_and_keep(self, named: Path, tmp_path: Path) -> None:
        (tmp_path / "names.txt").write_text("# also\ndouble booking\n", encoding="utf-8")
        told = commands.jtbd("redact", named, "-o", tmp_path / "out", "--names", tmp_path / "names.txt", "--keep", "Brightwater Logistics", "-q")
        assert told.returncode == 0, told.stderr
        text = words_in(tmp_path / "out")
        assert "Brightwater Logistics" in text
        assert "double booking" not in text


@needs_presidio
class TestAnalyze:
    @pytest.fixture(scope="class")
    def out(self, named: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
        out = tmp_path_factory.mktemp("pseudonymised") / "out"
        told = commands.jtbd("analyze", named, "-o", out, "--pseudonymise")
        assert told.returncode == 0, told.stderr
        assert "does not guarantee" in told.stderr
        return out

    def test_no_identifier_is_in_any_file(self, out: Path) -> None:
        text = words_in(out).casefold()
        assert [s for s in SECRETS if s.casefold() in text] == []

    def test_every_quote_is_verbatim_of_what_is_kept(self, out: Path) -> None:
        from jtbd_analyzer.study import Study

        study = Study.open(out)
        texts = {t.transcript_id: t.source_text for t in study.transcript_rows}
        assert len(study.quote_rows) > 5
        assert all(q.verbatim == texts[q.transcript_id][q.char_start : q.char_end] for q in study.quote_rows)
        assert {q.participant_id for q in study.quote_rows} == {"P01", "P02"}
        assert [p.attributes["role"] for p in study.participant_rows][1] == "owner"

    def test_the_manifest_says_what_was_done_in_numbers(self, out: Path) -> None:
        told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["privacy"]
        assert told["pseudonymised"] is True
        assert told["replaced"]["person"] >= 5
        assert "does not guarantee" in told["caution"]

    def test_a_folder_that_still_names_people_is_refused(self, named: Path, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("Ngozi called", encoding="utf-8")
        told = commands.jtbd("analyze", named, "-o", tmp_path, "--pseudonymise", "--key", tmp_path.parent / f"{tmp_path.name}-key.csv")
        assert told.returncode == 2
        assert "notes.txt" in told.stderr
        assert "Ngozi" not in told.stderr
        assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
        assert not (tmp_path.parent / f"{tmp_path.name}-key.csv").exists(), "a key to nothing"


@needs_presidio
def test_a_leak_stops_the_publication(named: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exporter that lets a name through, here the name of a file, publishes nothing and the earlier set stands."""
    from jtbd_analyzer import privacy
    from jtbd_analyzer.exporters import tables

    pipeline.write(study_fixture.study(), tmp_path / "out", ("tables",))
    before = words_in(tmp_path / "out")
    real: Callable[..., list[Path]] = tables.Tables.__call__

    def leaky(self: tables.Tables, study: object, folder: Path) -> list[Path]:
        (folder / "note.md").write_text("for Ngozi", encoding="utf-8")
        return real(self, study, folder)  # type: ignore[arg-type]

    monkeypatch.setattr(tables.Tables, "__call__", leaky)
    with pytest.raises(leaks.Leak, match=r"note\.md: Person \d+ \(\d\)\. Nothing was published") as told:
        pipeline.analyze(named, tmp_path / "out", pseudonymise=privacy.Policy())
    assert "Ngozi" not in str(told.value)
    assert words_in(tmp_path / "out") == before


@needs_presidio
def test_ids_and_names_of_files_that_name_somebody_are_replaced_and_parts_are_not(tmp_path: Path) -> None:
    """Tom1 is a name for all its digit, P is a part and no name, and a stem is looked for in what is published."""
    from jtbd_analyzer import privacy
    from jtbd_analyzer.inputs import people_beside
    from jtbd_analyzer.recipe import LoadOptions
    from jtbd_analyzer.transcripts import discover, load_all

    said = "Moderator: How was it?\nP: I told myself, Tom, stop it. It took hours of my week.\nModerator: And then?\nP: Then I bought the plan.\n"
    (tmp_path / "02-tom.txt").write_text(said, encoding="utf-8")
    (tmp_path / "participants.csv").write_text("file,participant_id\n02-tom.txt,Tom1\n", encoding="utf-8")
    people, _ = people_beside([tmp_path], strict=True)
    paths, aside = discover([tmp_path])
    transcripts, statuses = load_all(paths, LoadOptions(), people, lambda *_: None)
    veil = privacy.veil(transcripts, (*aside, *statuses), people, privacy.Policy())
    made = veil.transcripts[0]
    assert {s.participant_id for s in made.speakers} == {"", "P01"}
    assert "myself, P01, stop it" in made.source_text
    assert "p" not in veil.register.known
    assert veil.text("02-tom: no interviewer, see 02-tom.txt") == "T01: no interviewer, see T01.txt"
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "notes.csv").write_text("T01,02-tom,x\n", encoding="utf-8")
    with pytest.raises(leaks.Leak, match=r"notes\.csv"):
        veil.check(None, tmp_path / "out")(tmp_path / "new")


def test_options_of_pseudonymising_need_it(tiny: Path, tmp_path: Path) -> None:
    told = commands.jtbd("analyze", tiny, "-o", tmp_path / "out", "--keep", "x")
    assert told.returncode == 2
    assert "need --pseudonymise" in told.stderr


def test_presidio_missing_is_said_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jtbd_analyzer import privacy
    from jtbd_analyzer.errors import ModelError

    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "presidio_analyzer" else real(name, *a))
    with pytest.raises(ModelError, match=r"pip install 'jtbd_analyzer\[privacy\]'"):
        privacy.Policy().checked(tmp_path)


def test_a_list_of_names_that_is_not_there_is_said(tmp_path: Path) -> None:
    from jtbd_analyzer.privacy import read_names

    with pytest.raises(InputError, match="must be a list of names"):
        read_names(tmp_path / "none.txt")
    assert read_names(None) == ()
    assert issubclass(leaks.Leak, OutputError)


@needs_presidio
@pytest.mark.slow
def test_recall_and_precision_on_the_labelled_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures of the README: at least these, on sentences the recognisers were not made on."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "privacy"))
    try:
        import measure
    finally:
        sys.path.pop(0)
    scores = {name: measure.measured(name) for name in measure.FILES}
    assert sum(sum(s.labelled.values()) for s in scores.values()) >= 350
    for score in scores.values():
        assert score.recall >= 0.95
        assert score.precision >= 0.95
        for kind in ("email", "phone", "card", "iban", "address"):
            assert score.covered[kind] == score.labelled[kind]
    with capsys.disabled():
        print("\n" + ", ".join(f"{n} {s.recall:.3f}/{s.precision:.3f}" for n, s in scores.items()))


@needs_presidio
def test_names_without_capitals_are_found_where_names_stand_and_only_there() -> None:
    from jtbd_analyzer.privacy import recognisers

    texts = ["my sister adaobi keeps the books", "then miguel from the warehouse called", "my manager yelled at me and then the printer jammed",
             "so i just googled it and the whole thing glitched", "they have me down at 3 saint anne's terrace", "it was 2 minutes up the road"]
    found = [[t[f.start : f.end] for f in fs] for t, fs in zip(texts, recognisers.find(texts), strict=True)]
    assert found == [["adaobi"], ["miguel"], [], [], ["3 saint anne's terrace"], []]


@needs_presidio
def test_a_surname_after_a_known_first_name_is_found_without_capitals() -> None:
    from jtbd_analyzer.privacy import recognisers

    register = Register()
    register.extend(["Siobhan", "ravi", "Grace"])
    said = ["then ravi subramaniam told me and siobhan o'malley made it", "ravi texted me, grace always laughed, ravi spreadsheets are awful", "I told Ravi subramaniam"]
    assert list(recognisers.surnames(said, register)) == ["ravi subramaniam", "Siobhan o'malley"]


@needs_presidio
def test_a_street_is_found_without_capitals() -> None:
    from jtbd_analyzer.privacy import recognisers

    texts = ["you can find me at 14 harbour row dublin", "we lost it at 3 in a row and it is 10 minute walk"]
    assert [[texts[i][f.start : f.end] for f in found if f.kind == "address"] for i, found in enumerate(recognisers.find(texts))] == [["14 harbour row"], []]
