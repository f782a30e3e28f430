"""The drawings: each is made of what was found, the same every time, and safe to stand in a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
import study_fixture
from lxml import etree

from jtbd_analyzer import chart_data, charts, picture
from jtbd_analyzer.picture import inline_svg, wrapped

STUDY = study_fixture.study()
EMPTY = replace(STUDY, quote_rows=(), theme_rows=())
EVIL = '</svg><script>alert(1)</script><img src=x onerror=alert(2)>"\'&'
DRAWN = [n for n in charts.CHARTS if charts.draw(STUDY, n) is not None]


@pytest.mark.parametrize("name", charts.CHARTS)
def test_nothing_found_draws_nothing(name: str) -> None:
    assert charts.draw(EMPTY, name) is None


@pytest.mark.parametrize("name", DRAWN)
class TestDrawing:
    def test_is_the_same_every_time_and_for_a_page(self, name: str) -> None:
        first, again = (charts.draw(study_fixture.study(), name, lambda title, ids: f"see=s{len(ids)}") for _ in range(2))
        assert first is not None and again is not None
        page = first.inline()
        assert page == again.inline()
        root = etree.fromstring(page)
        assert root.get("role") == "img"
        assert root.get("aria-label") == first.title
        assert not root.xpath("//@style | //@onclick")
        assert {etree.QName(e).localname for e in root.iter()} <= {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "a", "defs", "clipPath"}
        assert all(h.startswith("#see=s") for h in root.xpath("//@href"))
        assert "http" not in page.replace("http://www.w3.org/2000/svg", "")

    def test_is_as_the_schema_of_vega_lite_wants_it(self, name: str) -> None:
        drawing = charts.draw(STUDY, name, lambda title, ids: "see=s1")
        assert drawing is not None
        drawing.chart.to_dict(validate=True)  # raises

    def test_counts_are_of_people_never_percentages(self, name: str) -> None:
        drawing = charts.draw(STUDY, name)
        assert drawing is not None
        text = " ".join(etree.fromstring(drawing.inline()).itertext())
        assert "%" not in text + drawing.caption + drawing.title
        for row in drawing.rows:
            for key, _ in drawing.columns:
                assert key in row

    def test_a_notebook_and_a_workbook_get_it_with_its_caption(self, name: str) -> None:
        drawing = charts.draw(STUDY, name)
        assert drawing is not None
        shown = drawing._repr_mimebundle_()["image/svg+xml"]
        assert drawing.title in "".join(etree.fromstring(shown).itertext())
        assert drawing.caption.split()[0] in shown
        assert drawing.png(0.5).startswith(b"\x89PNG")


def test_most_charts_have_something_to_show() -> None:
    assert {"forces", "journey", "heat_map", "saturation", "decision_factors"} <= set(DRAWN)


def test_forces_point_right_on_top_and_left_below() -> None:
    drawing = charts.forces(STUDY)
    assert drawing is not None
    text = list(etree.fromstring(drawing.inline()).itertext())
    for words in ("Push: away from the old way →", "Pull: towards the new way →", "← Habit: holds in the old way", "← Anxiety: doubts about the new way"):
        assert words in text
    assert "not added up" in drawing.caption


def test_a_hollow_point_is_filled_with_paper() -> None:
    drawing = charts.journey_curve(STUDY)
    assert drawing is not None
    thin = sum(r["hollow"] for r in chart_data.feelings(STUDY))
    points = [p for p in etree.fromstring(drawing.inline()).iter("{*}path") if p.get("fill") == picture.PAPER and p.get("stroke") == picture.TEAL]
    assert len(points) == thin


def test_words_of_participants_stay_words() -> None:
    study = replace(STUDY, theme_rows=tuple(replace(t, statement=EVIL) for t in STUDY.theme_rows))
    for name in DRAWN:
        drawing = charts.draw(study, name)
        assert drawing is not None
        assert "<script" not in drawing.inline()
        assert "<img" not in drawing.inline()


def test_inline_keeps_places_in_the_page_and_nothing_else() -> None:
    svg = ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" onload="x()" style="fill:red"><defs><clipPath id="c1">'
           '<path d="M0"/></clipPath></defs><script>alert(1)</script><g clip-path="url(#c1)"><a xlink:href="https://base/#see=s1"><text>a</text></a>'
           '<a xlink:href="javascript:alert(1)"><text>b</text></a><a xlink:href="https://base/#x&quot;y"><text>c</text></a></g></svg>')
    root = etree.fromstring(inline_svg(svg, "one", "A <b>"))
    assert root.xpath("//@href") == ["#see=s1"]
    assert root.xpath("//@clip-path") == ["url(#one-c1)"]
    assert root.xpath("//@id") == ["one-c1"]
    assert set(root.attrib) == {"width", "role", "aria-label", "class"}
    assert "alert" not in etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(("text", "shown"), [("short", "short"), ("one two three four", "one two\nthree …"), ("", ""), ("a\n\n b", "a b")])
def test_long_statements_go_over_two_lines_and_are_cut_at_a_word(text: str, shown: str) -> None:
    assert wrapped(text, 8) == shown


def test_concerns_stand_with_the_role_that_has_them() -> None:
    from jtbd_analyzer.chart_concerns import OWN, concerns

    lines: tuple[study_fixture.Line, ...] = (
        ("P01", "Any doubts?", "The price made me nervous, it was too expensive for us.", "anxiety", "p09", -1, "", {}),
        ("P02", "Any doubts?", "The price made me nervous too, far too expensive.", "anxiety", "p09", -1, "", {}),
        ("P02", "Who else?", "Our treasurer said it is too expensive.", "objection", "p10", -1, "", {}),
        ("P03", "Who else?", "Our treasurer said it is too expensive.", "objection", "p10", -1, "", {"counted": False}),
    )
    quotes, transcripts = study_fixture.quotes_of(lines)
    found = {(r["role"], r["concern"]): r["n_of_N"] for r in concerns(replace(STUDY, quote_rows=quotes, transcript_rows=transcripts, theme_rows=()))}
    assert found == {(OWN, "money"): "2 of 4", ("treasurer", "money"): "1 of 4"}
