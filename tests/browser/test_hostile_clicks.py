# ruff: noqa: E501 - scripts of the page read best as they are
"""Every panel opened and every link and button pressed in a report whose every word would like to be code: nothing fires, nothing leaves."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_report_in_browser import browser, js, opened, pages, pytestmark  # noqa: F401 - fixtures and the mark that skips where there is no browser

#: what one can press or enter; a kind is its tag, class, role and the beginning of where it leads, so that each is pressed by mouse at least once
PRESSED = "a, button, summary, select, input, [tabindex], [role=button], label, svg a, svg [data-href]"
KINDS = """
const seen = {};
document.querySelectorAll('PRESSED').forEach((e, i) => {
  e.dataset.press = i;
  const lead = (e.getAttribute('href') || '').replace(/[^#a-z=:/]+.*/i, '');
  (seen[[e.tagName, e.getAttribute('class'), e.getAttribute('role'), e.id, lead].join('|')] ||= []).push(i);
});
return seen;
""".replace("PRESSED", PRESSED)
#: every element gets what a hand that passes over it would give it; clicks, which the page answers, only some of each kind
OVER = """
document.querySelectorAll('body *').forEach(e => ['pointerover', 'mouseover', 'mouseenter', 'focusin', 'contextmenu', 'drop']
  .forEach(k => e.dispatchEvent(new Event(k, {bubbles: true, cancelable: true}))));
"""
#: where a link could lead out of the page or into code; the empty icon aside
OUTWARD = """
return [...document.querySelectorAll('[href], [src], [action], [formaction], [xlink\\\\:href], [data], [srcdoc], [ping]')]
  .flatMap(e => ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc', 'ping'].map(a => e.getAttribute(a)).filter(v => v !== null && !v.startsWith('#') && v !== 'data:,'));
"""


def asked_for(browser: Any) -> list[str]:  # noqa: F811
    """Return the addresses the page asked for, its own aside."""
    notes = [json.loads(n["message"])["message"] for n in browser.get_log("performance")]
    urls = [n["params"]["request"]["url"] for n in notes if n["method"] == "Network.requestWillBeSent"]
    return [u for u in urls if not u.startswith(("file://", "data:"))]


def by_mouse(browser: Any, place: str) -> None:  # noqa: F811
    """Press the element at `place` with the mouse, or where it is hidden or under another by event."""
    from selenium.common.exceptions import WebDriverException

    found = browser.find_elements("css selector", place)
    try:
        for element in found[:1]:
            browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
    except WebDriverException:
        js(browser, f"document.querySelector({json.dumps(place)})?.click?.()")


def pressed_all(browser: Any, page: Path) -> int:  # noqa: F811
    """Open `page`, press one of each kind by mouse and all there is by event, in each of its views; return how many kinds there were."""
    opened(browser, page)
    start = js(browser, "return location.href")
    views = ["", "#at=0", *(f"#see={s}" for s in js(browser, "return Object.keys(JSON.parse(document.getElementById('data').textContent).sets)")[:6])]
    kinds: dict[str, list[int]] = {}
    for view in views:
        js(browser, f"location.hash = {json.dumps(view)}")
        js(browser, "document.querySelectorAll('details').forEach(d => { d.open = true; })")
        found = {k: v for k, v in js(browser, KINDS).items() if k not in kinds}
        kinds |= found
        for places in found.values():
            for place in dict.fromkeys((places[0], places[-1])):
                by_mouse(browser, f"[data-press='{place}']")
    js(browser, OVER)
    assert js(browser, "return location.href").split("#")[0] == start.split("#")[0], "the page was left"
    assert len(browser.window_handles) == 1, "a window was opened"
    assert js(browser, "return window.fired === undefined")
    assert js(browser, OUTWARD) == []
    assert browser.get_log("browser") == []
    assert asked_for(browser) == []
    return len(kinds)


@pytest.mark.parametrize("page", ["plain", "hostile"])
def test_pressing_everything_fires_nothing(browser: Any, pages: dict[str, Path], page: str) -> None:  # noqa: F811
    assert pressed_all(browser, pages[page]) >= 10


@pytest.mark.skipif(not os.environ.get("JTBD_REPORT"), reason="names no report to press everything in: JTBD_REPORT=OUT/report.html")
def test_pressing_everything_in_a_report_of_yours(browser: Any) -> None:  # noqa: F811
    assert pressed_all(browser, Path(os.environ["JTBD_REPORT"])) >= 10


def test_a_page_that_does_fire_is_seen(browser: Any, tmp_path: Path) -> None:  # noqa: F811
    """The same presses do set off what is live: without this the others could not fail."""
    page = tmp_path / "live.html"
    page.write_text("<html><body><script id=data type=application/json>{\"sets\": {}}</script><a href='#x' onclick='window.fired=1'>x</a></body></html>", encoding="utf-8")
    with pytest.raises(AssertionError):
        pressed_all(browser, page)
    assert js(browser, "return window.fired === 1")
