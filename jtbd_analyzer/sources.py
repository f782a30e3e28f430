"""Bytes of an input file made safe to parse: decoded text, and parts of zip packages, both under stated limits."""

from __future__ import annotations

import html
import re
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from jtbd_analyzer.encodings import by_letters
from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.model import Source

MAX_BYTES = 200_000_000
#: limits for a zip package (docx, odt, xlsx): parts, bytes per part, bytes in all, and bytes out per byte in
MAX_PARTS = 10_000
MAX_PART_BYTES = 200_000_000
MAX_PACKAGE_BYTES = 500_000_000
MAX_RATIO = 300
#: small parts may compress better than MAX_RATIO by chance; they cannot do harm
RATIO_FLOOR_BYTES = 10_000_000

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file", "Save it as .docx or .xlsx without a password"),
    (b"\x89PNG", "a PNG image", "Give the transcript as text, not as a picture"),
    (b"\xff\xd8\xff", "a JPEG image", "Give the transcript as text, not as a picture"),
    (b"GIF8", "a GIF image", "Give the transcript as text, not as a picture"),
    (b"ID3", "an MP3 recording", "Transcribe it first"),
    (b"OggS", "an Ogg recording", "Transcribe it first"),
    (b"RIFF", "a recording or picture (RIFF)", "Transcribe it first"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
)
#: what to do about a file without words, an empty table, and another file in the place of a table
_AGAIN, _FILL, _AS_TABLE = "Export the transcript again", "Fill it in, or take it away", "Save the table as CSV or .xlsx, or take the file away"
#: packages that are no transcripts, by the beginning of the name of a part
_OTHER_PACKAGES = (
    ("ppt/", "a PowerPoint presentation", "Give the transcript, not slides; notes can be copied into a Word file."),
    ("Index", "an Apple Pages, Keynote or Numbers document", "Export it as Word, CSV or text."),
    ("project.qde", "a REFI-QDA project", "Export its transcripts as text or Word."),
    ("Project.qde", "a REFI-QDA project", "Export its transcripts as text or Word."),
    ("content.xml", "an OpenDocument file that is no text", "Save a table as .xlsx or CSV, a text as .odt."),
    ("OEBPS", "an e-book", "Save the transcript as text."),
    ("xl/", "a workbook that cannot be read", "Save it again as .xlsx or CSV."),
    ("word/", "a Word file without its text", "Open it in Word and save it again."),
)
#: kept as bytes for loaders of their own
_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", b"%PDF")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
#: times in CHAT transcripts stand between control characters, which their editor shows as bullets
_BULLET = re.compile("\x15(\\d{1,9}_\\d{1,9})\x15")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
#: vertical tab and form feed part words as a line end does
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_ESCAPED = re.compile("[\udc80-\udcff]")
#: share of bytes without a letter in Windows-1252 from which the text is surely in another encoding
_FIT_NO_LETTER = 0.002
_NON_LATIN = re.compile("[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufdff]")


def open_source(path: Path, encoding: str | None = None, holds: str = "transcript") -> Source:
    """Return the file at `path` as bytes and, where it is text, as decoded text with LF line ends.

    `encoding` overrides the detection; a file that `holds` a "table" is refused with what to do about tables.
    Zip packages and PDF come back with `text=None` and encoding "binary".
    Raises `InputError`, naming the file, for files that are missing, empty, over `MAX_BYTES` or plainly not transcripts.
    """
    table = holds == "table"
    data = _read(path, table)
    if data.startswith(_PACKAGES):
        return Source(path, data, None, "binary")
    for magic, what, advice in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{path.name}: must hold a {holds}; got {what}. {_AS_TABLE if table else advice}.")
    if data[4:8] == b"ftyp":
        raise InputError(f"{path.name}: must hold a {holds}; got an MP4 recording. {_AS_TABLE if table else 'Transcribe it first'}.")
    source = decoded(path, data, encoding)
    if source is None:
        return Source(path, data, None, "binary")
    if not (source.text or "").strip():
        raise InputError(f"{path.name}: must hold {'a header and rows' if table else 'words'}; got only white space. {_FILL if table else _AGAIN}.")
    return source


def decoded(path: Path, data: bytes, encoding: str | None = None) -> Source | None:
    """Return bytes as text with LF line ends and no control characters, which are counted; None where they are no text."""
    found = _decode_as(path, data, encoding) if encoding else _decode(data)
    if found is None:
        return None
    text, name, warnings = found
    text, removed = clean(_BULLET.sub("•\\1•", text))
    if removed:
        warnings += (f"{path.name}: {removed} control or invalid characters were removed",)
    return Source(path, data, text, name, warnings)


def clean(text: str) -> tuple[str, int]:
    """Return `text` with LF line ends and without characters no XML, workbook or JSON may hold, and how many those were."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if _SURROGATE.search(text):
        # JSON and RTF write astral characters as two surrogates: join the pairs before lone ones are removed
        text = _PAIR.sub(lambda pair: pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    return _UNSAFE.subn("", text)


def unescape(text: str) -> str:
    """Return `text` with complete HTML entities resolved once; a bare ampersand stays."""
    return ENTITY.sub(lambda m: html.unescape(m.group()), text) if "&" in text else text


def _read(path: Path, table: bool = False) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: must be a file; got a folder. Name a transcript in it.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{path.name}: must be at most {MAX_BYTES // 10**6} MB; got {size / 10**6:.0f} MB. Split the file.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: must be readable; got {error.strerror or error}. Check the name and the permissions.") from error
    if not data:
        raise InputError(f"{path.name}: must hold {'a header and rows' if table else 'words'}; got an empty file. {_FILL if table else _AGAIN}.")
    return data


def _decode_as(path: Path, data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        return data.decode(encoding), encoding, ()
    except LookupError as error:
        raise InputError(f"{path.name}: the encoding must be one Python knows; got {encoding!r}. Try utf-8 or cp1252.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name}: must be {encoding}; got byte {error.object[error.start]:#04x} at {error.start}. Leave it out to have it found."
        ) from error


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """Return text, encoding and warnings by the fixed order of trials, or None where the bytes are not text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), name.removesuffix("-sig"), ()
            except UnicodeDecodeError:
                break
    if b"\x00" in data:
        return _decode_wide(data)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8", ()
    if found := by_letters(data) or _mended(data):
        return found
    text = data.decode("cp1252", "replace")
    broken = text.count("\ufffd")
    misfit = broken > _FIT_NO_LETTER * len(data)
    guess = _guess_non_latin(data, 0.1 if misfit else 0.4)
    if guess or misfit:
        return guess
    note = f"; {broken} bytes fit no letter" if broken else ""
    return text, "cp1252", (f"not UTF-8: read as Windows-1252{note}. Check the accents, or give the encoding.",)


def _mended(data: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """Return UTF-8 in which a part is not: surrogates, which other programs write, or lines pasted in Windows-1252."""
    try:
        return data.decode("utf-8", "surrogatepass"), "utf-8", ()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    strange = len(_ESCAPED.findall(text))
    whole = len(_BEYOND_ASCII.findall(text)) - strange  # in Windows-1252 text whole UTF-8 letters hardly ever occur
    if whole < max(1, strange // 4):
        return None
    text = _ESCAPED.sub(lambda m: bytes([ord(m.group()) - 0xDC00]).decode("cp1252", "replace"), text)
    return text, "utf-8", (f"{strange} bytes are not UTF-8: read as Windows-1252. Check the accents there.",)


def _decode_wide(data: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """UTF-16 without a mark shows as NUL in every other byte of Latin text; NUL elsewhere means that the bytes are not text."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.4 * half and others < 0.05 * half:
            try:
                return data.decode(name), name, ()
            except UnicodeDecodeError:
                return None
    if data.count(0) <= max(2, len(data) // 10_000):
        try:
            return data.decode("utf-8"), "utf-8", ()
        except UnicodeDecodeError:
            return None
    return None


def _guess_non_latin(data: bytes, coherence: float) -> tuple[str, str, tuple[str, ...]] | None:
    """Detectors confuse the Latin code pages with each other; only a confident other script is believed."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None or best.chaos > 0.05 or best.coherence < coherence:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    letters = sum(c.isalpha() for c in text)
    if len(_NON_LATIN.findall(text)) < 0.3 * letters:
        return None
    return text, best.encoding, (f"read as {best.encoding} by its letters. Give the encoding if they look wrong.",)


def zip_names(source: Source) -> tuple[str, ...]:
    """Return the part names of a zip package after its central directory passed the limits; an empty tuple if it is no zip."""
    if not source.data.startswith(b"PK"):
        return ()
    with _open_zip(source) as package:
        return tuple(info.filename for info in package.infolist())


def zip_member(source: Source, name: str, cap: int = MAX_PART_BYTES) -> bytes:
    """Return the bytes of part `name` of a zip package, read into memory under `cap` bytes.

    Raises `InputError` when the package is broken, suspiciously compressed, lacks the part, or an XML part declares a DOCTYPE.
    """
    with _open_zip(source) as package:
        try:
            with package.open(name) as part:
                data = part.read(cap + 1)
        except KeyError as error:
            raise InputError(f"{source.path.name}: must hold {name}; got a package without it. Export the file again.") from error
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise InputError(f"{source.path.name}: {name} must be readable; got {came(error)}. Export the file again, without a password.") from error
        except Exception as error:  # zlib.error has no common base with the above
            raise InputError(f"{source.path.name}: {name} must be readable; got {came(error)}. Export the file again.") from error
    if len(data) > cap:
        raise InputError(
            f"{source.path.name}: {name} must unpack to at most {cap} bytes; got more. The file looks like a zip bomb; leave it out."
        )
    if name.endswith((".xml", ".rels", ".qde")) and has_doctype(data):
        raise InputError(f"{source.path.name}: {name} must not declare a DOCTYPE; got one. Open the file in Word and save it again.")
    return data


def package_kind(source: Source) -> tuple[str, str]:
    """Return what a zip package that no loader reads is, by the names of its parts, and what to do with it, both in words."""
    names = zip_names(source)
    return next(((what, advice) for part, what, advice in _OTHER_PACKAGES if any(n.startswith(part) for n in names)),
                ("a ZIP archive", "Unpack it and give the files in it."))


def check_package(source: Source) -> None:
    """Raise `InputError` unless every part of the package stays under the limits and no XML part declares a DOCTYPE."""
    for name in zip_names(source):
        if name.endswith((".xml", ".rels")):
            zip_member(source, name)


def has_doctype(data: bytes) -> bool:
    """Return whether XML, in whatever encoding, declares a document type, with which entities could be defined."""
    return re.search(rb"<\s*!\s*DOCTYPE", data.replace(b"\x00", b""), re.IGNORECASE) is not None


def _open_zip(source: Source) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise InputError(f"{source.path.name}: must be a whole package; got {came(error)}. Export or download the file again.") from error
    parts = package.infolist()
    total = sum(info.file_size for info in parts)
    inflated = [i for i in parts if i.file_size > RATIO_FLOOR_BYTES and i.file_size > MAX_RATIO * max(1, i.compress_size)]
    if len(parts) > MAX_PARTS or total > MAX_PACKAGE_BYTES or any(i.file_size > MAX_PART_BYTES for i in parts) or inflated:
        package.close()
        raise InputError(
            f"{source.path.name}: must unpack to at most {MAX_PACKAGE_BYTES // 10**6} MB in {MAX_PARTS} parts, none packed over {MAX_RATIO}:1; "
            f"got {total / 10**6:.0f} MB in {len(parts)} parts. The file looks like a zip bomb; leave it out."
        )
    return package
