"""The command as its users meet it: exit codes, messages, files; never a traceback."""

from __future__ import annotations

import csv
import importlib.util
import json
import subprocess
from pathlib import Path

import commands
import openpyxl
import pytest
import talk

from jtbd_analyzer import manifest

TABLES = {"quotes", "themes", "participants", "transcripts", "codebook"}
HEAVY = ("torch", "spacy", "pandas", "sentence_transformers", "transformers", "sklearn", "hdbscan", "openpyxl", "numpy")
#: a program that runs the command line and says at the end which of some modules it imported
LOADED = "import atexit, sys; from jtbd_analyzer.cli.main import entry; atexit.register(lambda: print([m for m in {!r} if m in sys.modules])); entry()"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def refused(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Check that a mistake of the user ended with code 2 and one clear message."""
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("jtbd: ")
    for part in parts:
        assert part in done.stderr


class TestAnalyze:
    def test_writes_the_files_of_the_contract(self, results: Path) -> None:
        assert {p.name for p in results.iterdir()} == {"report.html", "themes.xlsx", "tables", "manifest.json", "study"}
        assert {p.stem for p in (results / "tables").glob("*.csv")} >= TABLES
        assert openpyxl.load_workbook(results / "themes.xlsx", read_only=True).sheetnames[0] == "Read me"

    def test_finds_what_was_said_and_says_where(self, results: Path) -> None:
        lines = (results / "study" / "transcripts.jsonl").read_text(encoding="utf-8").split("\n")
        texts = {r["transcript_id"]: r["source_text"] for r in map(json.loads, filter(None, lines))}
        quotes = rows(results / "tables" / "quotes.csv")
        assert len(quotes) > 10
        for q in quotes:
            verbatim = texts[q["transcript_id"]][int(q["char_start"]) : int(q["char_end"])]
            assert q["verbatim"].removeprefix("'") == verbatim
            assert verbatim in talk.INTERVIEWS[f"{q['transcript_id']}.txt"]
        asked = [line.partition(": ")[2] for t in talk.INTERVIEWS.values() for line in t.splitlines() if line.startswith("Interviewer")]
        assert not [q for q in quotes if any(q["verbatim"] in a for a in asked)]
        assert {"pain_point", "anxiety", "value_realized"} <= {q["code"] for q in quotes}

    def test_counts_only_what_may_be_counted(self, results: Path) -> None:
        for q in rows(results / "tables" / "quotes.csv"):
            if q["counted"] == "True":
                assert q["grade"] in "AB"
                assert q["polarity"] == "affirmed"

    def test_the_manifest_says_what_the_run_was_made_of(self, results: Path) -> None:
        manifest = json.loads((results / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["recipe_name"] == "standard"
        assert [i["file"] for i in manifest["inputs"]] == ["ada.txt", "ben.txt"]
        assert manifest["counts"]["quotes"] == len(rows(results / "tables" / "quotes.csv"))
        assert "slips" not in json.dumps(manifest), "no words of participants"

    def test_one_broken_file_is_named_and_the_rest_runs(self, tiny: Path, tmp_path: Path) -> None:
        folder = talk.write_interviews(tmp_path)
        (folder / "broken.docx").write_bytes(b"PK\x03\x04 torn")
        done = commands.jtbd("analyze", folder, "-o", tmp_path / "out")
        assert done.returncode == 1
        assert "failed: " in done.stderr
        assert "broken.docx" in done.stderr
        assert "Traceback" not in done.stderr
        assert len(rows(tmp_path / "out" / "tables" / "transcripts.csv")) == 2

    def test_is_quiet_where_nobody_watches(self, tiny: Path, tmp_path: Path) -> None:
        done = commands.jtbd("analyze", tiny, "-o", tmp_path / "a")
        assert "\x1b" not in done.stdout + done.stderr
        assert "\r" not in done.stdout + done.stderr
        assert len(done.stdout.splitlines()) == 4, "what was read, what was found, workbook, report"
        assert commands.jtbd("analyze", tiny, "-o", tmp_path / "b", "--quiet").stdout == ""

    def test_the_framework_and_the_interviewer_may_be_given(self, tiny: Path, tmp_path: Path) -> None:
        done = commands.jtbd("analyze", tiny, "-o", tmp_path / "out", "--framework", "stages9", "--name", "Kennel", "--set", "group.min_size=4")
        assert done.returncode == 0, done.stderr
        head = json.loads((tmp_path / "out" / "study" / "study.json").read_text(encoding="utf-8"))
        assert (head["framework"]["name"], head["name"]) == ("stages9", "Kennel")
        assert head["manifest"]["recipe"]["group"]["min_size"] == 4
        stages = {p["id"] for p in head["framework"]["phases"]}
        assert {q["phase"] for q in rows(tmp_path / "out" / "tables" / "quotes.csv")} <= stages | {""}

    def test_a_rerun_from_the_cache_imports_no_torch(self, tiny: Path, results: Path, tmp_path: Path) -> None:
        done = commands.python("-c", LOADED.format(("torch", "sentence_transformers", "spacy")), "analyze", tiny, "-o", tmp_path / "again", "-q")
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == "[]"
        assert (tmp_path / "again" / "tables" / "quotes.csv").read_bytes() == (results / "tables" / "quotes.csv").read_bytes()

    @pytest.mark.slow
    def test_a_damaged_cache_is_said_in_a_line_and_the_run_goes_on(self, tiny: Path, results: Path, tmp_path: Path, cache: Path) -> None:
        own = tmp_path / "cache"
        own.mkdir()
        (own / "results.sqlite").write_bytes(b"no database " * 500)
        done = commands.jtbd("analyze", tiny, "-o", tmp_path / "out", env=commands.environment(JTBD_CACHE=str(own)))
        assert done.returncode == 0
        assert "damaged" in done.stderr
        assert "made anew" in done.stderr
        assert (tmp_path / "out" / "tables" / "quotes.csv").read_bytes() == (results / "tables" / "quotes.csv").read_bytes()


class TestMistakes:
    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        refused(commands.jtbd("analyze", tmp_path / "nowhere", "-o", tmp_path / "out"), "nowhere", "got nothing there")

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        refused(commands.jtbd("analyze", tmp_path / "in", "-o", tmp_path / "out"), "must hold transcripts; got none")

    def test_only_broken_files(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.docx").write_bytes(b"PK\x03\x04 torn")
        refused(commands.jtbd("analyze", tmp_path / "in", "-o", tmp_path / "out"), "no transcript could be read", "a.docx")

    @pytest.mark.parametrize(("options", "message"), [
        (["-r", "standrad"], "did you mean 'standard'?"), (["--framework", "clg33"], "did you mean 'clg3'?"),
        (["--set", "group.min_sise=3"], "did you mean 'min_size'?"),
        (["--set", "group.min_size=zero"], "must be a whole number"), (["--participants", "none.csv"], "must be a table of participants; got no file"),
        (["-r", "mine.toml"], "must be a recipe file; got nothing there"),
    ])
    def test_wrong_options_are_refused_before_anything_is_read(self, tiny: Path, tmp_path: Path, options: list[str], message: str) -> None:
        refused(commands.jtbd("analyze", tiny, "-o", tmp_path / "out", *options), message)
        assert not (tmp_path / "out" / "manifest.json").exists()

    def test_an_output_that_is_a_file(self, tiny: Path, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("mine", encoding="utf-8")
        refused(commands.jtbd("analyze", tiny, "-o", tmp_path / "out"), "must be a folder that can be written")
        assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"

    @pytest.mark.parametrize("arguments", [["analyse"], ["analyze"], ["analyze", "--no-such"], ["export"]])
    def test_wrong_use_is_code_two_with_a_hint(self, arguments: list[str]) -> None:
        done = commands.jtbd(*arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "Usage" in done.stderr

    @pytest.mark.parametrize("arguments", [["export", "nowhere"], ["themes", "none.csv"], ["check", "nothing"], ["list", "loader"], ["inspect", "nowhere"]])
    def test_every_verb_refuses_what_is_not_there(self, arguments: list[str], tmp_path: Path) -> None:
        refused(commands.jtbd(*arguments, cwd=tmp_path))


class TestInspect:
    def test_json_is_a_list_of_objects_one_per_file(self, tiny: Path) -> None:
        done = commands.jtbd("inspect", tiny, "--json")
        assert done.returncode == 0
        found = json.loads(done.stdout)
        assert [f["file"] for f in found] == ["ada.txt", "ben.txt"]
        for f in found:
            assert {"file", "format", "turns", "words", "speakers", "dropped", "warnings"} <= set(f)
            assert f["turns"] == 10
            assert f["words"] == sum(s["words"] for s in f["speakers"])
            assert [(s["name"], s["role"]) for s in f["speakers"]] == [("Interviewer", "interviewer"), ("Participant", "participant")]
            assert f["dropped"] == len(f["dropped_lines"]) == 10
            assert isinstance(f["warnings"], list)

    def test_a_broken_file_is_a_row_too(self, tmp_path: Path) -> None:
        folder = talk.write_interviews(tmp_path)
        (folder / "broken.docx").write_bytes(b"PK\x03\x04 torn")
        done = commands.jtbd("inspect", folder, "--json")
        assert done.returncode == 1
        found = {f["file"]: f for f in json.loads(done.stdout)}
        assert found["broken.docx"]["status"] == "failed"
        assert "broken.docx" in found["broken.docx"]["warnings"][0]

    def test_the_interviewer_may_be_named(self, tiny: Path) -> None:
        found = json.loads(commands.jtbd("inspect", tiny / "ada.txt", "--json", "--interviewer", "Participant").stdout)
        assert {s["name"]: s["role"] for s in found[0]["speakers"]}["Participant"] == "interviewer"

    def test_for_people_it_names_roles_and_why(self, tiny: Path) -> None:
        said = commands.jtbd("inspect", tiny).stdout
        assert "Participant: participant (0.97, label 'Participant')" in said
        assert "set aside: 10 × speaker label" in said


def test_export_writes_a_finished_study_again(results: Path, tmp_path: Path) -> None:
    done = commands.jtbd("export", results, "--to", "tables", "--to", "workbook", "-o", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    for name in TABLES:
        assert (tmp_path / "new" / "tables" / f"{name}.csv").read_bytes() == (results / "tables" / f"{name}.csv").read_bytes()
    assert (tmp_path / "new" / "themes.xlsx").read_bytes() == (results / "themes.xlsx").read_bytes()
    assert set(done.stdout.split()) >= {str(tmp_path / "new" / "themes.xlsx")}
    refused(commands.jtbd("export", results, "--to", "tabels"), "did you mean 'tables'?")


@pytest.mark.skipif(importlib.util.find_spec("presidio_analyzer") is None, reason="needs the extra 'privacy'")
def test_export_share_writes_a_report_without_transcripts_and_only_that(results: Path, tmp_path: Path) -> None:
    done = commands.jtbd("export", results, "--to", "report", "--share", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {p.name for p in tmp_path.iterdir()} == {"report-shared.html", "manifest.json"}
    assert set(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))) == {"outputs"}, "hashes only, no name of an input"
    assert '"transcripts":[]' in (tmp_path / "report-shared.html").read_text(encoding="utf-8")
    refused(commands.jtbd("export", results, "--to", "workbook", "--share", "-o", tmp_path),
            "--share: must go with an exporter that can leave names out (report); got workbook. Give --to report.")
    refused(commands.jtbd("export", results, "--to", "report", "--keep", "Stowley", "-o", tmp_path), "--keep: needs --share")


def test_themes_groups_a_table_row_by_row(tmp_path: Path, results: Path) -> None:
    said = ["The slips took my whole Sunday.", "Typing slips on Sunday, always.", "", "What sold me was the price.", "=The price was fair, honestly.",
            "My cat is grey."]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([["note", "who"], *([t, f"P{i}"] for i, t in enumerate(said))])
    done = commands.jtbd("themes", tmp_path / "in.csv", "--text-column", "note", "--participant-column", "who", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    given = rows(tmp_path / "out" / "assignments.csv")
    assert [r["row"] for r in given] == [str(i) for i in range(len(said))]
    assert given[0]["theme_id"] == given[1]["theme_id"] != ""
    assert given[2]["theme_id"] == ""
    assert given[0]["theme_id"] != given[3]["theme_id"]
    assert all(bool(r["theme_id"]) == bool(r["theme_label"]) for r in given)
    assert not any(r["theme_label"].startswith(("=", "+", "-", "@")) for r in given)
    assert (tmp_path / "out" / "themes.xlsx").stat().st_size
    refused(commands.jtbd("themes", tmp_path / "in.csv", "--text-column", "notes"), "did you mean 'note'?")


def test_check_prints_a_recipe_that_is_one(tmp_path: Path) -> None:
    done = commands.jtbd("check", "standard", "--set", "group.min_size=4")
    assert done.returncode == 0
    assert "min_size = 4" in done.stdout
    assert "# framework clg3: struggle, evaluation, growth" in done.stdout
    (tmp_path / "again.toml").write_text(done.stdout, encoding="utf-8")
    again = commands.jtbd("check", tmp_path / "again.toml")
    assert again.returncode == 0, again.stderr
    assert again.stdout == done.stdout


def test_list_names_every_part_and_recipe() -> None:
    from jtbd_analyzer import journey, recipe, registry

    said = commands.jtbd("list").stdout
    for name in (*recipe.available(), *journey.names(), *(n for f in registry.FOLDERS.values() for n in registry.names(f))):
        assert f"  {name} " in said
    for path in recipe.available().values():
        assert recipe.about(path) in " ".join(said.split()), "the whole description, not its first line"
    assert max(map(len, said.splitlines())) <= 160
    only = commands.jtbd("list", "frameworks").stdout
    assert "clg3" in only
    assert "density" not in only


def test_doctor_finds_the_models_and_says_that_it_stays_offline() -> None:
    done = commands.jtbd("doctor")
    assert done.returncode == 0, done.stdout
    assert "MISSING" not in done.stdout
    assert "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db" in done.stdout
    assert "HF_HUB_OFFLINE=1" in done.stdout


def test_version_is_that_of_the_package() -> None:
    done = commands.jtbd("--version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"jtbd {manifest.version()} (Python 3.")


def test_help_cuts_no_description() -> None:
    told = [line for line in commands.jtbd("--help").stdout.splitlines() if "Usage" not in line]
    assert told and not [line for line in told if line.rstrip().endswith("...") or "…" in line]


@pytest.mark.parametrize("verb", ["", "analyze", "inspect", "themes", "export", "list", "check", "doctor", "train"])
def test_help_says_what_each_verb_does(verb: str) -> None:
    done = commands.jtbd(*([verb] if verb else []), "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert done.stdout.count("\n") > 5


def test_the_command_line_imports_nothing_heavy() -> None:
    done = commands.python("-c", f"import sys, jtbd_analyzer.cli.main; print([m for m in {HEAVY!r} if m in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_help_and_check_import_nothing_heavy() -> None:
    for arguments in (["--help"], ["list", "frameworks"], ["check", "standard"]):
        done = commands.python("-c", LOADED.format(HEAVY[:-1]), *arguments)
        assert done.stdout.splitlines()[-1] == "[]", (arguments, done.stdout[-300:], done.stderr)


class TestApply:
    def test_decisions_outlive_a_run_with_more_interviews_and_another_framework(self, tiny: Path, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        folder = talk.write_interviews(tmp_path / "in")
        assert commands.jtbd("analyze", folder, "-o", tmp_path / "out").returncode == 0
        first = rows(tmp_path / "out" / "tables" / "quotes.csv")
        mine = tmp_path / "mine.xlsx"
        book = openpyxl.load_workbook(tmp_path / "out" / "themes.xlsx")
        sheet = book["Quotes"]
        names = {c.value: c.column for c in sheet[4]}
        decided = {5: ("human_class", "none"), 6: ("human_count", "no"), 7: ("human_stage", "p09"), 8: ("human_theme", "new: A name"), 9: ("reviewer", "Ida"),
                   10: ("human_class", "habbit")}
        for row, (column, value) in decided.items():
            sheet.cell(row, names[column]).value = value
        book.save(mine)
        done = commands.jtbd("apply", tmp_path / "out", mine, "--reviewer", "Ida")
        assert done.returncode == 1, done.stderr
        assert "refused: Quotes!" in done.stderr
        assert "did you mean 'habit'?" in done.stderr
        assert "5 new decisions, 0 known before, 1 refused" in done.stdout
        assert not [q for q in first if q["verbatim"] in done.stdout + done.stderr], "no words of participants"
        for stem, text in list(talk.INTERVIEWS.items()):
            (folder / f"again-{stem}").write_text(text.replace("week", "month"), encoding="utf-8")
        assert commands.jtbd("analyze", folder, "-o", tmp_path / "out", "--framework", "switch").returncode == 0
        later = {q["quote_id"]: q for q in rows(tmp_path / "out" / "tables" / "quotes.csv")}
        none, no, step, theme, seen = (later[q["quote_id"]] for q in first[:5])
        assert (none["code"], no["counted"], step["step"], seen["status"]) == ("none", "False", "p09", "reviewed")
        statements = {t["theme_id"]: t["statement"] for t in rows(tmp_path / "out" / "tables" / "themes.csv")}
        assert statements.get(theme["theme_id"]) == "A name" or theme["counted"] == "False"
        assert len((tmp_path / "out" / "study" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()) == 5

    def test_no_study_and_no_workbook_are_said_so(self, tmp_path: Path, results: Path) -> None:
        refused(commands.jtbd("apply", tmp_path, tmp_path / "x.xlsx"), "must be a folder that 'jtbd analyze' wrote")
        refused(commands.jtbd("apply", results, tmp_path / "x.xlsx"), "must be the edited workbook")

    def test_a_study_compared_with_itself(self, results: Path, tmp_path: Path) -> None:
        done = commands.jtbd("compare", results, results, "-o", tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("0 new, 0 grown, 0 shrunk, 0 gone")
        assert {p.name for p in tmp_path.iterdir()} == {"waves.xlsx", "waves.html", "waves.csv", "manifest.json"}
