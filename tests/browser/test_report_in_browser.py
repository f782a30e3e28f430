"""The report opened in Chromium: clicking, searching, the keyboard, dark colours, and words that would like to be code."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import study_fixture

from jtbd_analyzer import offline
from jtbd_analyzer.exporters._report.page import build
from jtbd_analyzer.pseudonyms import pseudonyms_of
from jtbd_analyzer.study import Study

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), None)
DRIVER = shutil.which("chromedriver")
MISSING = [name for name, found in (("Chromium", CHROMIUM), ("chromedriver", DRIVER)) if not found]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"THE REPORT IS NOT TESTED: {' and '.join(MISSING)} not on PATH; README, Tests, says what to install")

STUDY = study_fixture.study()
#: each sets window.fired if it ever runs
PAYLOADS = (
    "</script><script>window.fired=1</script>", '"><img src=x onerror="window.fired=1">', "<svg onload=window.fired=1>", "<!--<script>",
    "javascript:window.fired=1",
    "{{ 7*7 }}{% raw %}", "' onclick='window.fired=1", "&lt;b&gt;\u202e\u2028</title><iframe srcdoc='<script>parent.fired=1</script>'>",
)
EVIL = " ".join(PAYLOADS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium that notes what it says and what it asks the network for."""
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--window-size=1280,900",
                 "--disable-component-update", "--disable-dev-shm-usage", *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ())):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    offline.allow(("the browser that a test drives",))  # an earlier test may have set the guard, which stays, and the driver is spoken to by a socket
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()
    offline.allow(())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report on the small study, its shared form, and one in which every text is hostile."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"plain": build(STUDY), "shared": build(STUDY, pseudonyms_of(STUDY)), "hostile": build(hostile())}
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


def hostile() -> Study:
    """Return the small study with hostile words as names, file names, columns, quotes, questions, statements, keywords and features."""
    quotes = tuple(replace(q, prompt=q.prompt + EVIL, reason=EVIL, grade_reason=EVIL, features=EVIL) for q in STUDY.quote_rows)
    first = quotes[0]
    text = STUDY.transcript_rows[0].source_text
    words = EVIL
    quotes = (replace(first, verbatim=words, char_end=first.char_start + len(words)), *quotes[1:])
    home = STUDY.transcript_rows[0]
    turns = tuple(replace(t, speaker=EVIL, char_end=t.char_end + len(words) * (t.index >= first.turn)) for t in home.turns[:2])
    home = replace(home, file=EVIL, source_text=text[: first.char_start] + words + text[first.char_start :], turns=turns,
                   speakers=tuple(replace(s, name=EVIL) for s in home.speakers))
    return replace(
        STUDY, name=EVIL, quote_rows=quotes, transcript_rows=(home, *STUDY.transcript_rows[1:]),
        participant_rows=tuple(replace(p, display_name=EVIL, attributes={EVIL: EVIL, "segment": EVIL}) for p in STUDY.participant_rows),
        theme_rows=tuple(replace(t, statement=EVIL, keywords=EVIL, confidence=EVIL) for t in STUDY.theme_rows),
        files=tuple(replace(f, file=EVIL, message=EVIL, status="failed") for f in STUDY.files), manifest={**STUDY.manifest, "recipe_name": EVIL},
        framework=replace(STUDY.framework, title=EVIL, phases=tuple(replace(p, name=EVIL[:200] + str(i)) for i, p in enumerate(STUDY.framework.phases))),
        features={EVIL: (EVIL,)},
    )


def opened(browser: Any, page: Path, place: str = "") -> Any:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(f"file://{page}{place}")
    return browser


def js(browser: Any, code: str) -> Any:
    return browser.execute_script(code)


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def found(browser: Any, words: str) -> str:
    """Wait until the line of results holds `words`, then return it."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10).until(lambda b: words in js(b, "return document.getElementById('found').textContent"))
    return str(js(browser, "return document.getElementById('found').textContent"))


def choose(browser: Any, name: str, value: str) -> None:
    js(browser, f"const f = document.getElementById('f-{name}'); f.value = {json.dumps(value)}; f.dispatchEvent(new Event('input', {{bubbles: true}}))")


@pytest.mark.parametrize("page", ["plain", "shared", "hostile"])
def test_it_says_no_error_and_asks_the_network_for_nothing(browser: Any, pages: dict[str, Path], page: str) -> None:
    opened(browser, pages[page])
    assert found(browser, "quote")
    assert browser.get_log("browser") == []
    assert js(browser, "return performance.getEntriesByType('resource').map(e => e.name)") == []
    asked = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in asked if m["method"] == "Network.requestWillBeSent"]
    assert [u for u in urls if not u.startswith(("file://", "data:,", "about:"))] == []


def test_a_number_leads_to_its_quotes_and_a_quote_to_its_place(browser: Any, pages: dict[str, Path]) -> None:
    opened(browser, pages["plain"])
    js(browser, "document.querySelector('#themes .theme .n').focus()")
    number = js(browser, "return document.activeElement.textContent")
    js(browser, "document.activeElement.click()")
    found(browser, "quote")
    assert js(browser, "return document.getElementById('panel').open")
    count = js(browser, "return document.querySelector('#panel [role=status]').textContent")
    assert f"of {number.split()[0]} of 4 people" in count
    words = js(browser, "return document.querySelector('#panel .said q').textContent")
    assert js(browser, "return document.querySelector('#panel .asked').textContent").startswith("Asked: ")
    js(browser, "document.querySelector('#panel .results a[href^=\"#at=\"]').click()")
    wait_for(browser, "return !!document.getElementById('here')")
    assert js(browser, "return document.getElementById('here').textContent") == words
    assert js(browser, "return document.activeElement.id") == "here"
    assert js(browser, "return document.querySelectorAll('#panel .turn.i').length") > 0
    js(browser, "document.getElementById('back').click()")
    wait_for(browser, "return !document.getElementById('here') && !!document.querySelector('#panel .results')")


def wait_for(browser: Any, code: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10).until(lambda b: js(b, code))


def test_the_keyboard_alone_gets_there_and_back(browser: Any, pages: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(browser, pages["plain"])
    press(browser, Keys.TAB)
    assert js(browser, "return document.activeElement.className") == "skip"
    press(browser, Keys.ENTER)
    wait_for(browser, "return document.activeElement.id === 'main'")
    press(browser, Keys.TAB)
    assert js(browser, "return document.activeElement.className") == "n"
    assert js(browser, "return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(browser, Keys.ENTER)
    wait_for(browser, "return document.getElementById('panel').open")
    assert js(browser, "return document.activeElement.id") == "panel-title"
    press(browser, Keys.TAB)
    assert js(browser, "return document.getElementById('panel').contains(document.activeElement)")
    press(browser, Keys.ESCAPE)
    wait_for(browser, "return !document.getElementById('panel').open")
    assert js(browser, "return document.activeElement.className") == "n"
    assert js(browser, "return location.hash") == ""


@pytest.mark.parametrize(("name", "value", "keep"), [
    ("theme", "T-PAIN-01", lambda q: q.theme_id == "T-PAIN-01"), ("code", "anxiety", lambda q: q.code == "anxiety"),
    ("phase", "struggle", lambda q: q.phase == "struggle"), ("phase", "-", lambda q: not q.phase), ("who", "P02", lambda q: q.participant_id == "P02"),
    ("force", "habit", lambda q: q.force == "habit"), ("grade", "X", lambda q: q.grade == "X"), ("counted", "0", lambda q: not q.counted),
    ("text", "SUNDAY", lambda q: "sunday" in (q.verbatim + q.prompt).lower()),
])
def test_filters_show_what_they_say(browser: Any, pages: dict[str, Path], name: str, value: str, keep: Any) -> None:
    expected = [q.quote_id for q in STUDY.quote_rows if keep(q)]
    assert 0 < len(expected) < len(STUDY.quote_rows)
    opened(browser, pages["plain"])
    choose(browser, name, value)
    found(browser, f"{len(expected)} quote")
    assert js(browser, "return [...document.querySelectorAll('#results > li')].map(x => x.dataset.quote)") == expected
    js(browser, "document.querySelector('#filters [type=reset]').click()")
    found(browser, f"{len(STUDY.quote_rows)} quotes")


def test_filters_together_and_a_link_into_them(browser: Any, pages: dict[str, Path]) -> None:
    opened(browser, pages["plain"], "#find=theme:T-PAIN-01")
    own = [q for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01"]
    found(browser, f"{len(own)} quotes")
    choose(browser, "who", "P04")
    found(browser, f"{sum(q.participant_id == 'P04' for q in own)} quotes")
    choose(browser, "grade", "A")
    assert found(browser, "0 quotes").startswith("0 quotes, 0 counted, of 0 of 4 people")


def test_dark_by_wish_of_the_system_and_by_button(browser: Any, pages: dict[str, Path]) -> None:
    def ground() -> str:
        return str(js(browser, "return getComputedStyle(document.body).backgroundColor"))

    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    opened(browser, pages["plain"])
    dark = ground()
    js(browser, "document.getElementById('tone').click()")
    light = ground()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert (dark, light) == ("rgb(22, 28, 33)", "rgb(255, 255, 255)")


CONTRAST = """
const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
const light = (c) => { const v = rgb(c).slice(0, 3).map(x => x / 255).map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
const ground = (e) => {
  for (let x = e; x; x = x.parentElement) { const c = getComputedStyle(x).backgroundColor; if ((rgb(c)[3] ?? 1) > 0) return c; }
  return 'rgb(255,255,255)';
};
const bad = [];
for (const e of document.querySelectorAll('main *')) {
  if (e.closest('[hidden]') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
  const svg = e.closest('svg'), ink = svg ? getComputedStyle(e).fill : getComputedStyle(e).color;
  const a = light(ink), b = light(ground(svg || e)), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) bad.push(`${e.tagName}.${e.className.baseVal ?? e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
}
return bad;
"""


@pytest.mark.parametrize("tone", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser: Any, pages: dict[str, Path], tone: str) -> None:
    opened(browser, pages["plain"])
    js(browser, f"document.documentElement.dataset.tone = '{tone}'")
    assert js(browser, CONTRAST) == []


def test_hostile_words_are_only_words(browser: Any, pages: dict[str, Path]) -> None:
    opened(browser, pages["hostile"])
    assert found(browser, "quote")
    sets = js(browser, "return Object.keys(JSON.parse(document.getElementById('data').textContent).sets)")
    for place in ("#at=0", *(f"#see={s}" for s in sets[:12]), "#find=who:P01"):
        js(browser, f"location.hash = {json.dumps(place)}")
        js(browser, "document.querySelectorAll('dialog *, main article *, details').forEach(e => { if (e.matches('details')) e.open = true; })")
    assert js(browser, "return window.fired === undefined")
    assert js(browser, "return document.querySelectorAll('img, iframe, script[src], [onload], [onerror], [onclick]').length") == 0
    assert js(browser, "return document.scripts.length") == 2
    assert EVIL[:40] in js(browser, "return document.getElementById('title').textContent")
    assert browser.get_log("browser") == []


def test_a_phone_does_not_scroll_sideways(browser: Any, pages: dict[str, Path]) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    opened(browser, pages["plain"])
    wide = js(browser, "return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= 390


def test_it_prints(browser: Any, pages: dict[str, Path]) -> None:
    opened(browser, pages["plain"])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = js(browser, "return ['.top', '#quotes', '#tone'].map(s => getComputedStyle(document.querySelector(s)).display)")
    shown = js(browser, "return ['#story', '#themes', '#heat'].map(s => getComputedStyle(document.querySelector(s)).display)")
    made = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})["data"]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert hidden == ["none"] * 3
    assert shown == ["block"] * 3
    with pdfplumber.open(io.BytesIO(base64.b64decode(made))) as printed:
        pages_with = [len((p.extract_text() or "").split()) + 50 * len(p.curves + p.rects) for p in printed.pages]
    assert 3 <= len(pages_with) < 20
    assert min(pages_with) > 10, "no empty page"
