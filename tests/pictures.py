"""Makes the pictures of the README from a run of the samples: python tests/pictures.py RESULTS [FOLDER].

The workbook as LibreOffice prints it, the report as Chromium shows it; each cut to what matters and stored in few colours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
from PIL import Image, ImageChops

FOLDER = Path(__file__).parents[1] / "notebooks" / "pictures"
#: name -> sheet, which of its pages, share of the page's height that is kept
SHEETS = {"workbook-summary": ("Summary", 0, 0.62), "workbook-heat-map": ("Heat map", 0, 0.62)}
#: name -> section of the report, how many pixels of it
SECTIONS = {"report-at-a-glance": ("", 900), "report-forces": ("forces", 1010), "report-journey": ("journey", 900)}
WIDTH = 1200


def stored(image: Image.Image, name: str, folder: Path) -> None:
    """Store a picture in few colours, without its white margin."""
    plain = image.convert("RGB")
    box = ImageChops.difference(plain, Image.new("RGB", plain.size, "white")).getbbox()
    cut = plain.crop((max(0, box[0] - 12), max(0, box[1] - 12), min(plain.width, box[2] + 12), min(plain.height, box[3] + 12))) if box else plain
    path = folder / f"{name}.png"
    cut.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path, f"{path.stat().st_size // 1000} kB", cut.size)


def workbook(book: Path, folder: Path) -> None:
    """Print the workbook with LibreOffice and keep the top of the pages that show what it is."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{made}/profile", "--headless", "--convert-to", "pdf", "--outdir", made, str(book)],
                       check=True, capture_output=True, timeout=300)
        with pdfplumber.open(Path(made) / f"{book.stem}.pdf") as pdf:
            titles = [(page.extract_text() or "").split("\n", 1)[0].strip() for page in pdf.pages]
            for name, (sheet, after, share) in SHEETS.items():
                page = pdf.pages[titles.index(sheet) + after]
                image = page.to_image(resolution=125, antialias=True).original
                stored(image.crop((0, 0, image.width, int(image.height * share))), name, folder)


def browser() -> Any:
    """Return a headless Chromium."""
    import shutil

    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    for flag in ("--headless=new", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},1120", *root):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def report(page: Path, folder: Path) -> None:
    """Show the report, and a number opened to its quotes, and keep what stands below its menu."""
    shown = browser()
    try:
        shown.get(page.resolve().as_uri())
        for name, (section, height) in SECTIONS.items():
            top = "document.getElementById(arguments[0]).getBoundingClientRect().top + scrollY - document.querySelector('nav').offsetHeight - 8"
            for _ in range(3):  # sections take their height when they come into sight
                shown.execute_script(f"window.scrollTo(0, arguments[0] ? {top} : 0)", section)
                time.sleep(0.5)
            menu = 0 if not section else int(shown.execute_script("return document.querySelector('nav').getBoundingClientRect().bottom"))
            image = Image.open(BytesIO(shown.get_screenshot_as_png()))
            stored(image.crop((0, menu, image.width, min(image.height, menu + height))), name, folder)
        shown.execute_script("window.scrollTo(0, 0); document.querySelector('#answers a[href^=\"#see\"]').click()")
        time.sleep(0.5)
        stored(Image.open(BytesIO(shown.get_screenshot_as_png())), "report-quotes", folder)
    finally:
        shown.quit()


if __name__ == "__main__":
    results, folder = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    openpyxl.load_workbook(results / "themes.xlsx", read_only=True).close()  # fails here, with a plain error, where it is none
    workbook(results / "themes.xlsx", folder)
    report(results / "report.html", folder)
