"""`jtbd export --to …`, `jtbd codebook` and `jtbd evaluate` as their users run them."""

from __future__ import annotations

import csv
from pathlib import Path

import commands
import pytest

from jtbd_analyzer import registry
from jtbd_analyzer.study import Study


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a small study, as a run leaves it."""
    import study_fixture

    made = study_fixture.study()
    from dataclasses import replace

    from jtbd_analyzer.exporters._values import encodable

    # what loaders would have removed: a lone surrogate cannot be kept as UTF-8
    safe = replace(made, quote_rows=tuple(replace(q, verbatim=encodable(q.verbatim)) for q in made.quote_rows),
                   transcript_rows=tuple(replace(t, source_text=encodable(t.source_text)) for t in made.transcript_rows))
    safe.save(tmp_path / "out" / "study")
    return tmp_path / "out"


def test_exports_by_name_and_names_what_it_wrote(out: Path) -> None:
    done = commands.jtbd("export", out, "--to", "brief", "--to", "docx", "--to", "qdc", "--to", "jsonl", "--to", "qdpx")
    assert done.returncode == 0, done.stderr
    for path in done.stdout.splitlines():
        assert Path(path).stat().st_size
    assert {"brief.md", "summary.docx", "codebook.qdc", "project.qdpx"} <= {Path(p).name for p in done.stdout.splitlines()}
    assert "jtbd: project.qdpx: a REFI-QDA project carries" in done.stderr
    assert "Warning" not in done.stderr


def test_an_export_that_is_not_there_is_told_with_the_nearest(out: Path) -> None:
    done = commands.jtbd("export", out, "--to", "breif")
    assert done.returncode == 2
    assert "did you mean 'brief'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_exporter_can_stand_in_a_recipe(tmp_path: Path) -> None:
    recipe = tmp_path / "all.toml"
    standard = (commands.ROOT / "pipelines" / "standard.toml").read_text(encoding="utf-8")
    names = ", ".join(f'"{n}"' for n in registry.names("exporters"))
    recipe.write_text(standard.replace('use = ["tables", "workbook"]', f"use = [{names}]"), encoding="utf-8")
    done = commands.jtbd("check", recipe)
    assert done.returncode == 0, done.stderr
    assert '"qdpx"' in done.stdout


class TestCodebook:
    def test_ours_without_a_file(self) -> None:
        done = commands.jtbd("codebook")
        assert done.returncode == 0
        assert done.stdout.count("Not:") == 17

    def test_a_file_is_shown_with_our_codes(self, out: Path) -> None:
        commands.jtbd("export", out, "--to", "qdc")
        done = commands.jtbd("codebook", out / "codebook.qdc")
        assert done.returncode == 0, done.stderr
        assert "Pain point  →  pain_point (same id)" in done.stdout
        assert "Forces of the switch  →  no code of ours" in done.stdout
        assert "set Struggle triggers: Struggle trigger" in done.stdout

    def test_what_is_no_codebook_is_told(self, out: Path) -> None:
        done = commands.jtbd("codebook", out / "study" / "study.json")
        assert done.returncode == 2
        assert "must be well-formed XML" in done.stderr
        assert "Traceback" not in done.stderr


class TestEvaluate:
    def test_prints_figures_and_writes_tables(self, out: Path, tmp_path: Path) -> None:
        quotes = [q for q in Study.open(out).quote_rows if len(q.verbatim) < 200 and q.verbatim.isprintable()]
        labels = tmp_path / "labels.tsv"
        lines = ["transcript\tsentence\tcode", *(f"{q.transcript_id}\t{q.verbatim}\t{'none' if i == 0 else q.code}" for i, q in enumerate(quotes))]
        labels.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = commands.jtbd("evaluate", out, labels)
        assert done.returncode == 0, done.stderr
        assert "kappa" in done.stdout
        assert f"1 of {len(quotes)} units differ" in done.stdout
        with (out / "agreement" / "differences.csv").open(encoding="utf-8-sig", newline="") as f:
            (row,) = csv.DictReader(f)
        assert (row["verbatim"], row["reference_code"], row["other_code"]) == (quotes[0].verbatim, "none", quotes[0].code)
        assert {p.name for p in (out / "agreement").iterdir()} == {"agreement.csv", "confusion.csv", "differences.csv"}

    def test_labels_of_another_study_are_told_without_a_traceback(self, out: Path, tmp_path: Path) -> None:
        (tmp_path / "labels.tsv").write_text("transcript\tsentence\tcode\nelsewhere\tHello there.\tnone\n", encoding="utf-8")
        done = commands.jtbd("evaluate", out, tmp_path / "labels.tsv")
        assert done.returncode == 2
        assert "must hold words of this study's participants" in done.stderr
        assert "Traceback" not in done.stderr
