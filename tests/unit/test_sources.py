"""Bytes to text: every encoding of the policy, every refusal by its message, zip parts under limits."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Source
from jtbd_analyzer.sources import check_package, clean, open_source, zip_member

WORDS = "Ann: the café kettle whistles\nBo: déjà vu, as ever\n"


def write(folder: Path, data: bytes, name: str = "talk.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_words(tmp_path: Path, encoding: str) -> None:
    source = open_source(write(tmp_path, WORDS.encode(encoding)))
    assert source.text == WORDS
    assert bool(source.warnings) is (encoding == "cp1252")


@pytest.mark.parametrize(("encoding", "words"), [
    ("cp932", "聞き手：そのとき何が起こったのですか。\n田中：二週間ずっと紙に書いていました。"),
    ("euc_jp", "聞き手：そのとき何が起こったのですか。\n田中：二週間ずっと紙に書いていました。"),
    ("euc_kr", "면접관: 그때 무슨 일이 있었나요?\n김민수: 두 주 동안 종이에 적었어요."),
    ("gb18030", "主持人：那时候发生了什么事？\n李梅：我们三个星期都是用手写的。"), ("big5", "主持人：那時候發生了什麼事？\n李梅：我們三個星期都是用手寫的。"),
    ("cp1250", "Anna: To nie było dobre, było jeszcze gorzej, było źle, więc wszystko musiałam pisać ręcznie."),
])
def test_short_talk_in_older_encodings_is_told_by_its_letters(tmp_path: Path, encoding: str, words: str) -> None:
    source = open_source(write(tmp_path, words.encode(encoding)))
    assert (source.text, source.encoding) == (words, encoding)
    assert source.warnings


@pytest.mark.parametrize("words", [
    "Zoë: Ça m'a coûté 40 €, à l'époque c'était déjà trop, à côté de ça…", "Å: Ö är en ö. Ä?\nÖ: Åh, å, ä, ö, åäö ÅÄÖ åäö ÅÄÖ.",
    "¿Qué? ¡Ñandú! 20 m³, 5 m², ¿sí? ¿no? x¹ y³",
])
def test_accents_of_the_west_stay_windows_1252(tmp_path: Path, words: str) -> None:
    source = open_source(write(tmp_path, words.encode("cp1252")))
    assert (source.text, source.encoding) == (words, "cp1252")


def test_told_encoding_wins_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "Łódź".encode("cp1250"))
    assert open_source(path, "cp1250").text == "Łódź"
    with pytest.raises(InputError, match=r"talk\.txt: must be utf-8; got byte"):
        open_source(path, "utf-8")
    with pytest.raises(InputError, match="the encoding must be one Python knows"):
        open_source(path, "klingon")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "got an empty file"),
        (b" \n\t ", "got only white space"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "Office file"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4"),
    ],
)
def test_what_is_no_transcript_is_refused_by_name(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        open_source(write(tmp_path, data))
    assert "talk.txt" in str(error.value)


def test_missing_file_and_folder_are_user_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError, match="must be"):
            open_source(path)


def test_line_ends_controls_and_surrogates_are_cleaned_and_counted() -> None:
    assert clean("\ufeffa\r\nb\rc\x0bd\x00e\ufffe\ud83d\ude00\ud83d") == ("a\nb\nc\nde😀", 3)


def test_binary_has_no_text(tmp_path: Path) -> None:
    assert open_source(write(tmp_path, bytes(range(256)) * 8)).text is None


def package(**parts: bytes) -> Source:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name.replace("__", "/") + ".xml", data)
    return Source(Path("x.docx"), buffer.getvalue(), None, "binary")


def test_zip_parts_are_capped_and_doctype_is_refused() -> None:
    assert zip_member(package(a__b=b"<x/>"), "a/b.xml") == b"<x/>"
    with pytest.raises(InputError, match="zip bomb"):
        zip_member(package(a=b"0" * 20_000_000), "a.xml")
    with pytest.raises(InputError, match="at most 10 bytes"):
        zip_member(package(a=b"<x>0123456789</x>"), "a.xml", cap=10)
    with pytest.raises(InputError, match="DOCTYPE"):
        check_package(package(a=b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"))
    with pytest.raises(InputError, match=r"must hold b\.xml"):
        zip_member(package(a=b""), "b.xml")
    with pytest.raises(InputError, match="whole package"):
        check_package(Source(Path("x.docx"), b"PK\x03\x04 torn", None, "binary"))
