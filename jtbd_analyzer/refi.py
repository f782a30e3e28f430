"""REFI-QDA 1.0, the form in which programs for qualitative analysis exchange codebooks and projects: ids, text, reading back.

Source: REFI-QDA standard, version 1.5 of the text, namespaces of version 1.0 (www.qdasoftware.org). Offsets count
characters from 0, end exclusive, in text with LF line ends and no character beyond the Basic Multilingual Plane: the one
subset that programs counting code points and programs counting UTF-16 units read alike.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.model import Source
from jtbd_analyzer.scheme import CODES, SHORT
from jtbd_analyzer.sources import has_doctype, open_source, zip_member, zip_names

CODEBOOK: Final = "urn:QDA-XML:codebook:1.0"
PROJECT: Final = "urn:QDA-XML:project:1.0"
_OWN: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:jtbd_analyzer:refi-qda")
#: what XML forbids, carriage returns, and characters that are two units in UTF-16
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff\U00010000-\U0010ffff]")
#: a project file is text; a larger one than this is none of a study of interviews
_MAX_XML: Final = 100_000_000


def guid(*key: str) -> str:
    """Return the id of a thing: the same key gives the same id on every run and machine, so that importing again merges."""
    return str(uuid.uuid5(_OWN, "\x1f".join(part.encode("utf-8", "replace").decode("utf-8") for part in key)))


def plain(text: str) -> tuple[str, int]:
    """Return `text` with each character that shifts offsets or breaks XML as one U+FFFD, and how many those were; the length stays."""
    return _UNSAFE.subn("\ufffd", text)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code of a codebook: id, name, description, names of the codes above it, the code of ours it stands for and how that was found."""

    guid: str
    name: str
    description: str
    above: tuple[str, ...]
    codable: bool
    ours: str
    how: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook as a program exported it: who wrote it, its codes in order, its sets as name and ids of the members."""

    origin: str
    codes: tuple[CodeEntry, ...]
    sets: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_codebook(path: str | Path) -> Codebook:
    """Return the codebook of a .qdc file, or of the project in a .qdpx file; each code with the code of ours that it stands for.

    Raises InputError for a file that is missing, no REFI-QDA, hostile (DOCTYPE, zip bomb) or broken.
    """
    source = open_source(Path(path))
    root = _parsed(source, _document(source))
    space, _, kind = root.tag[1:].rpartition("}") if root.tag.startswith("{") else ("", "", root.tag)
    if kind not in ("CodeBook", "Project") or space not in (CODEBOOK, PROJECT):
        raise InputError(f"{source.path.name}: must be a REFI-QDA codebook or project; got <{kind[:40]}>. Export it as REFI-QDA codebook (.qdc).")
    codes = tuple(c for top in root.findall(f"{'{*}CodeBook/' if kind == 'Project' else ''}{{*}}Codes/{{*}}Code") for c in _codes(top, (), ""))
    members = tuple(
        (str(s.get("name", "")), tuple(_id(m.get("guid") or m.get("targetGUID") or "") for m in s.findall("{*}MemberCode")))
        for s in root.findall("{*}Sets/{*}Set")
    )
    return Codebook(str(root.get("origin", "")), codes, members)


def _document(source: Source) -> bytes:
    if not source.data.startswith(b"PK"):
        return source.data
    found = [n for n in zip_names(source) if n.casefold().endswith(".qde")]
    if len(found) != 1:
        raise InputError(f"{source.path.name}: must hold one project file (.qde); got {len(found)}. Export the project again.")
    return zip_member(source, found[0], _MAX_XML)


def _parsed(source: Source, data: bytes) -> Any:
    from lxml import etree

    if has_doctype(data):
        raise InputError(f"{source.path.name}: must not declare a DOCTYPE; got one. Export it again from the program it comes from.")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise InputError(f"{source.path.name}: must be well-formed XML; got {came(error)}. Export it again.") from error


def _codes(node: Any, above: tuple[str, ...], parent: str) -> Iterator[CodeEntry]:
    name, own = str(node.get("name", "")), _id(node.get("guid", ""))
    ours, how = matched(name, own)
    if not ours and parent:
        ours, how = parent, f"stands under {above[-1]}"
    about = node.find("{*}Description")
    text = "" if about is None else "".join(about.itertext())
    yield CodeEntry(own, name, text.strip(), above, str(node.get("isCodable", "true")).strip() in ("true", "1"), ours, how)
    for child in node.findall("{*}Code"):
        yield from _codes(child, (*above, name), ours)


def _id(text: str) -> str:
    return text.strip().strip("{}").lower()


def matched(name: str, own: str = "") -> tuple[str, str]:
    """Return the code of ours that a foreign code stands for, and how that is known: by its id, or by its name; ("", "") if it is not."""
    if own and own in _BY_ID:
        return _BY_ID[own], "same id"
    key = _key(name)
    found = _BY_NAME.get(key) or _BY_NAME.get(key.removesuffix("s")) or _BY_NAME.get(key.removesuffix("ies") + "y")
    return (found, "same name") if found else ("", "")


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().replace("z", "s"))  # "value realized" is "value realised"


_BY_ID: Final = {guid("code", name): name for name in CODES}
_BY_NAME: Final = {_key(word): name for c in CODES.values() for word, name in ((c.name, c.name), (c.label, c.name))} | {
    _key(short): name for short, name in SHORT.items() if name in CODES
}
