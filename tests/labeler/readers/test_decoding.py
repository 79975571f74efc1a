from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from labeler.errors import LabelerError
from labeler.readers.decoding import charset_of, decode, decode_again

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = """Гавань Островного снова открыта для паромов после трёхдневного шторма. Как сообщил начальник порта,
волна повредила северный мол, однако причалы уцелели. Первые суда с продовольствием вышли в море в пятницу утром, и
к вечеру на острове разгрузили двести тонн муки, сахара и овощей. Совет побережья обсудит на следующей неделе новый
сбор с грузовых судов. Деньги должны пойти на ремонт мола, который не чинили почти сорок лет. Владельцы рыбацких
лодок выступают против: они считают, что платить должны крупные перевозчики, а не маленькие артели."""
JAPANESE = """嵐のため三日間閉鎖されていたオストランド港が、金曜日の朝に再開した。港湾局によると、北側の防波堤が高波で
損傷したが、岸壁に大きな被害はなかった。最初のフェリーは食料品を積んで午前六時に出港し、夕方までに二百トンの小麦粉と
野菜が島に届けられた。沿岸議会は来週、貨物船に対する新しい負担金について審議する。集められた資金は、四十年近く修理されて
いない防波堤の改修に使われる予定である。漁業者の組合は、負担するべきなのは大手の運送会社であり、小さな漁船ではないと
反対している。"""


def sample(seeds: Path, number: str) -> str:
    (path,) = (seeds / "captures").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "written", "known_as"),
    [
        ("014", "utf-8", {"utf-8"}),
        ("014", "utf-8-sig", {"utf-8-sig"}),
        ("014", "utf-16", {"utf-16"}),
        ("014", "utf-32", {"utf-32"}),
        ("014", "windows-1252", {"cp1252", "cp1250"}),
        ("015", "windows-1256", {"cp1256"}),
        ("017", "gb18030", {"gb18030"}),
        (RUSSIAN, "koi8-r", {"koi8-r"}),
        (RUSSIAN, "windows-1251", {"cp1251"}),
        (JAPANESE, "shift_jis", {"cp932", "shift_jis"}),
        ("002", "utf-16-le", {"utf-16-le"}),
        ("002", "utf-16-be", {"utf-16-be"}),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(
    seeds: Path, text: str, written: str, known_as: set[str]
) -> None:
    if text.isdigit():
        text = sample(seeds, text)
    data = text.encode(written, "ignore")
    decoded = decode(data)
    assert decoded.text == data.decode(written)
    assert codecs.lookup(decoded.encoding).name in {codecs.lookup(name).name for name in known_as}


def test_utf_16_without_a_mark_and_with_few_zero_bytes_is_refused_not_misread(seeds: Path) -> None:
    with pytest.raises(LabelerError, match="It is not text"):
        decode(sample(seeds, "017").encode("utf-16-le"))


def test_a_page_is_read_as_it_declares(seeds: Path) -> None:
    data = (seeds / "captures" / "013_kelmarer_bote.html").read_bytes()
    assert decode(data, html=True) == (data.decode("windows-1252"), "cp1252")


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii"])
def test_a_declared_latin_1_is_read_as_browsers_read_it(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>“Caf\xe9”</p>'.encode("cp1252")
    assert decode(page, html=True).text.endswith("<p>“Café”</p>")


@pytest.mark.parametrize("declared", ["no-such-charset", "rot13", "undefined", "idna", "utf-7"])
def test_a_wrong_declaration_does_not_stop_the_reading(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>'.encode() + "Der Hafen von Köln öffnet früh".encode(
        "cp1252"
    )
    assert "Hafen" in decode(page, html=True).text


def test_valid_utf_8_wins_over_what_the_page_declares() -> None:
    page = '<html><meta charset="windows-1252"><p>Köln “offen”</p>'
    assert decode(page.encode(), html=True) == (page, "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)),
        b"PK\x03\x04" + bytes(range(256)) * 4,
        b"\0" * 300,
    ],
    ids=["png", "jpeg", "zip", "zeros"],
)
def test_what_is_no_text_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(LabelerError, match="It is not text"):
        decode(data)


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8 + b"\xff\xfe\xfa", codecs.BOM_UTF16_LE + b"abc", b"\xff\xfe\0\xd8"]
)
def test_a_mark_that_lies_is_refused_in_words(mark: bytes) -> None:
    with pytest.raises(LabelerError, match=r"begins as .* but goes on otherwise"):
        decode(mark)


def test_a_stray_byte_far_down_does_not_lose_the_rest() -> None:
    page = "Der Hafen von Köln öffnet heute früh für alle Schiffe. ".encode("cp1252") * 5000
    assert len(page) > 200_000
    text = decode(page + b"\x81\x8d Ende").text
    assert text.startswith("Der Hafen von Köln")
    assert text.endswith("Ende")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_utf_8_text_is_read_exactly(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(
    st.binary(), st.sampled_from([None, "koi8-r", "iso-2022-jp", "utf-16le", "hz", "utf-7", "rot13", "\0"])
)
@example(b'<meta charset="unicode_escape">\\ud800 \xff', None)
def test_what_was_read_once_is_read_alike_again(data: bytes, charset: str | None) -> None:
    try:
        text, encoding = decode(data, html=True, charset=charset)
    except LabelerError:
        return
    text.encode("utf-8")
    assert decode_again(data, encoding) == text


@pytest.mark.parametrize("charset", ["utf-16le", "utf-32", "iso-2022-jp", "hz", "utf-7"])
def test_a_server_that_names_an_encoding_the_bytes_cannot_be_in_is_not_believed(charset: str) -> None:
    page = "<p>The harbour ~{of +Kelmar- is open</p>"
    assert decode(page.encode(), html=True, charset=charset) == (page, "utf-8")


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;charset="KOI8-R"; x=y', "KOI8-R"),
        ("text/html", None),
        ("text/html; charset=ö", None),
        ("", None),
    ],
)
def test_the_charset_in_a_header(content_type: str, charset: str | None) -> None:
    assert charset_of(content_type) == charset


@given(st.binary())
def test_any_bytes_give_a_text_that_can_be_stored_or_are_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, html=True)
    except LabelerError:
        return
    text.encode("utf-8")
    codecs.lookup(encoding)
