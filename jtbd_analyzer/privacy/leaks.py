"""The last look before pseudonymised files are published: no identifier that was replaced stands in any of them."""

from __future__ import annotations

import html
import re
import urllib.parse
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.outputs import OWN
from jtbd_analyzer.privacy.register import Register

_PACKAGES: Final = (".xlsx", ".docx", ".pptx", ".odt", ".ods", ".qdpx", ".zip")
_TEXTS: Final = (".csv", ".tsv", ".json", ".jsonl", ".md", ".txt", ".html", ".htm", ".xml", ".svg", ".toml", ".qdc", ".qde", ".yaml", ".vtt", ".srt", ".rels", ".css", ".js", ".bib", ".mmd")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|_x([0-9a-fA-F]{4})_")


class Leak(OutputError):
    """Pseudonymised files that still hold an identifier; they are not published."""


def look(folder: Path, register: Register, allowed: Counter[tuple[str, str]] | None = None, foreign: bool = False,
         words: bool | None = None) -> Counter[tuple[str, str]]:
    """Return how often each identifier stands in each file below `folder`, as (file, pseudonym), where that is more than `allowed`.

    Looked at are names of files, cells, document properties, markup and attributes, escaped or not. Raises Leak for a file
    of a form that cannot be looked into; with `foreign`, for files that are not of our making, only its name is looked at.
    `words` True looks only for names that are everyday words too (Will, Page), False only for the others.
    """
    found: Counter[tuple[str, str]] = Counter()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] in OWN:
            continue
        try:
            texts = [name, *_texts(path, path.read_bytes(), name)]
        except (Leak, zipfile.BadZipFile):
            if not foreign:
                raise
            texts = [name]
        for text in texts:
            for _, _, k in register.found(text):
                found[(name, k.pseudonym)] += words is None or k.exact is words
    return Counter({k: n for k, n in found.items() if n > (allowed or Counter())[k]})


def _texts(path: Path, raw: bytes, name: str) -> Iterator[str]:
    suffix = path.suffix.lower()
    if suffix in _PACKAGES:
        with zipfile.ZipFile(path) as package:
            for part in package.infolist():
                yield part.filename
                data = package.read(part)
                if data[:4] == b"PK\x03\x04":
                    raise Leak(f"{name}: must be a file that can be searched for names; got a package in a package. Leave out that exporter.")
                yield from _readings(data)
    elif suffix in _TEXTS:
        yield from _readings(raw)
    elif suffix == ".parquet":
        import pandas as pd

        yield pd.read_parquet(path).to_csv()
    elif suffix not in (".png", ".jpg", ".safetensors", ".npz"):
        raise Leak(f"{name}: must be a file that can be searched for names; got the form {suffix or 'without ending'!r}. Leave out that exporter.")


def _readings(data: bytes) -> Iterator[str]:
    """Yield the text as it stands, and again as a program that shows it would read it where that differs."""
    text = data.decode("utf-8", "replace")
    plain = _ESCAPE.sub(lambda m: chr(int(m.group(1) or m.group(2) or m.group(3), 16)), text)
    shown = html.unescape(_TAG.sub("", plain)) if "<" in plain else html.unescape(plain)
    asked = urllib.parse.unquote(plain) if "%" in plain else plain
    yield text
    yield from {plain, shown, html.unescape(plain), asked} - {text}


def message(found: Counter[tuple[str, str]]) -> str:
    """Return what was found in words: files and pseudonyms, never the identifier itself."""
    places: dict[str, list[str]] = {}
    for (name, pseudonym), n in sorted(found.items()):
        places.setdefault(name, []).append(f"{pseudonym} ({n})")
    listed = "; ".join(f"{name}: {', '.join(who[:5])}{' …' if len(who) > 5 else ''}" for name, who in list(places.items())[:8])
    return (f"pseudonymised files must hold no name that was replaced; got names behind {listed}. Nothing was published. "
            "Add what was missed to --names, or keep a word that names nobody with --keep.")
