"""A chart as something to show: in a notebook, as SVG that stands inside a page, as PNG. Nothing is fetched, nothing is drawn by chance."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.rendering import renderer

if TYPE_CHECKING:
    from concurrent.futures import Future

    import altair as alt

#: colours of all charts; a page may map each to another for a dark ground, since they stand in the SVG as attributes
INK, MUTED, GRID, PAPER = "#22303c", "#5b6770", "#d5dade", "#ffffff"
BLUE, TEAL, RUST, OCHRE, SLATE, PALE, SAND = "#1f5c99", "#2a7379", "#a8481f", "#80631a", "#5b7583", "#b9dcdd", "#f6d9cc"
#: a font vl-convert brings along, so that text is measured alike on every machine
FONT: Final = "Liberation Sans"
STAR: Final = "M0,-1L0.29,-0.4L0.95,-0.31L0.48,0.15L0.59,0.81L0,0.5L-0.59,0.81L-0.48,0.15L-0.95,-0.31L-0.29,-0.4Z"
FLAG: Final = "M-0.6,1L-0.6,-1L0.8,-0.5L-0.4,0L-0.4,1Z"
#: half of a character, which neither SVG nor PNG can hold
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: characters no label needs and layout engines stumble over: controls, halves of characters, marks of direction, noncharacters
_UNDRAWABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LONGEST: Final = 600
_TAGS: Final = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "a", "defs", "clipPath"})
#: what an SVG inside a page may say; everything else, ARIA of single marks included, is left out: the caption and a table stand for it
_ATTRIBUTES: Final = frozenset(
    "width height viewBox fill stroke stroke-width stroke-dasharray stroke-opacity fill-opacity opacity stroke-miterlimit stroke-linecap stroke-linejoin "
    "transform d x y x1 x2 y1 y2 dx dy cx cy r rx ry text-anchor font-family font-size font-weight font-style clip-path id display".split()
)
Link = Callable[[str, Sequence[str]], str]


@dataclass(frozen=True)
class Drawing:
    """One chart: its name, title and caption in words, the Altair chart without title, and its numbers as a table.

    `columns` are (key, heading) of `rows`; rows without anything to say are the table's too, so that it tells what the picture tells.
    A notebook shows the chart with title and caption.
    """

    name: str
    title: str
    caption: str
    chart: Any
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Mapping[str, Any]] = field(repr=False)

    def described(self, most: int = 900) -> str:
        """Return the chart in words, title, caption and as many of its numbers as fit `most` characters, for people who do not see it."""
        text = f"{self.title}. {self.caption}"
        for r in self.rows:
            line = ", ".join(f"{heading} {r[key]}" for key, heading in self.columns if r.get(key) not in (None, ""))
            if len(text) + len(line) > most:
                return f"{text} … (all numbers are on the sheets)"
            text += f" {line};"
        return _UNDRAWABLE.sub(" ", text.rstrip(";")).replace("\n", " ")

    def titled(self) -> alt.TopLevelMixin:
        """Return the chart with its title, and its caption below that."""
        import altair as alt

        lines = textwrap.wrap(self.caption, 130)
        titled: alt.TopLevelMixin = self.chart.properties(
            title=alt.TitleParams(self.title, subtitle=lines, anchor="start", fontSize=15, subtitleColor=MUTED, subtitleFontSize=11, offset=12),
            background=PAPER,
        )
        return titled

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        return {"image/svg+xml": self.svg(titled=True)}

    def svg(self, titled: bool = False) -> str:
        """Return the chart as an SVG text of its own; raises OutputError if it cannot be drawn."""
        return renderer().svg(_spec(self.titled() if titled else self.chart)).result()

    def png(self, scale: float = 2.0) -> bytes:
        """Return the chart with title and caption as the bytes of a PNG, `scale` pixels per point; raises OutputError if it cannot be drawn."""
        return self.png_later(scale).result()

    def png_later(self, scale: float = 2.0) -> Future[bytes]:
        """Return what `png` returns, to come."""
        return renderer().png(_spec(self.titled()), scale)

    def inline(self) -> str:
        """Return the SVG to stand inside an HTML page: known elements and attributes only, ids of its own, links to places in the page."""
        return self.inline_later()()

    def inline_later(self) -> Callable[[], str]:
        """Have the SVG drawn meanwhile and return what waits for it and returns what `inline` returns."""
        coming = renderer().svg(_spec(self.chart))
        return lambda: inline_svg(coming.result(), self.name, self.title)


def _spec(chart: Any) -> dict[str, Any]:
    spec: dict[str, Any] = _drawable(chart.to_dict(validate=False))
    return spec


def _drawable(value: Any, data: bool = False) -> Any:
    """Return a specification with its texts cleaned and those of its data cut: the library ends the whole process on text it cannot lay out."""
    if isinstance(value, str):
        return _UNDRAWABLE.sub("\ufffd", value[:_LONGEST] if data else value)
    if isinstance(value, dict):
        return {k: _drawable(v, data or k in ("datasets", "values")) for k, v in value.items()}
    return [_drawable(v, data) for v in value] if isinstance(value, list | tuple) else value


def configured(chart: Any) -> Any:
    """Return the chart in the one look of all charts."""
    import altair as alt

    # in one go: each call that configures copies the whole chart
    return chart.configure(
        background="transparent", font=FONT, padding=6, view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelColor=INK, titleColor=MUTED, gridColor=GRID, domainColor=GRID, tickColor=GRID, labelFontSize=12, titleFontSize=12,
                            titleFontWeight="normal", labelLimit=400),
        legend=alt.LegendConfig(labelColor=INK, titleColor=MUTED, labelFontSize=12, titleFontSize=12, orient="top", symbolStrokeWidth=2, symbolSize=110),
        text=alt.MarkConfig(color=INK, fontSize=12), title=alt.TitleConfig(color=INK),
    )


def wrapped(text: str, width: int, most: int = 2) -> str:
    """Return `text` on up to `most` lines of about `width` characters, cut at a word with an ellipsis."""
    lines = textwrap.wrap(_SURROGATE.sub("\ufffd", " ".join(text.split())), width) or [""]
    return "\n".join(lines[:most]) + (" …" if len(lines) > most else "")


def inline_svg(svg: str, name: str, title: str) -> str:
    """Return `svg` cleaned to stand inside a page as one image called `title`.

    Elements and attributes outside the short lists of this module go; ids get `name` before them, so that several charts
    may stand in one page; a link keeps only its place within the page and is left out of the order of the tab key.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(svg.encode("utf-8", "replace"), parser)
    for element in list(root.iter()):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag not in _TAGS:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        target = element.get("{http://www.w3.org/1999/xlink}href") or element.get("href") or ""
        for key in list(element.attrib):
            if key not in _ATTRIBUTES:
                del element.attrib[key]
        if tag == "a":
            place = target.partition("#")[2]
            if re.fullmatch(r"[\w.=-]+", place):
                element.set("href", f"#{place}")
            element.set("tabindex", "-1")
        if element.get("id"):
            element.set("id", f"{name}-{element.get('id')}")
        if (clip := re.fullmatch(r"url\(#([\w-]+)\)", element.get("clip-path", ""))) is not None:
            element.set("clip-path", f"url(#{name}-{clip[1]})")
        if tag == "path" and element.get("display") == "none":
            element.getparent().remove(element)
    root.set("role", "img")
    root.set("aria-label", title)
    root.set("class", "chart")
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))
