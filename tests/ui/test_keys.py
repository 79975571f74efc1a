from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.keys import key_name

if TYPE_CHECKING:
    from tests.ui.conftest import Person

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def event(key: int, text: str = "", scan_code: int = 0, modifiers: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.parametrize(
    ("key", "text", "scan_code", "name"),
    [
        (KEY.Key_N, "n", 57, "N"),
        (KEY.Key_A, "a", 24, "A"),  # AZERTY: A stands where a US keyboard has Q
        (KEY.Key_Z, "z", 29, "Z"),  # QWERTZ: Z stands where a US keyboard has Y
        (KEY.Key_M, "m", 47, "M"),  # AZERTY: M stands where a US keyboard has ";"
        (KEY.Key_N, "n", 46, "N"),  # Dvorak
    ],
)
def test_letters_are_taken_by_character(key: int, text: str, scan_code: int, name: str) -> None:
    assert key_name(event(key, text, scan_code)) == name


@pytest.mark.parametrize(
    ("key", "text", "scan_code", "name"),
    [
        (KEY.Key_1, "1", 10, "1"),
        (KEY.Key_0, "0", 19, "0"),
        (KEY.Key_Ampersand, "&", 10, "1"),  # French
        (KEY.Key_Eacute, "é", 11, "2"),
        (KEY.Key_Agrave, "à", 19, "0"),
        (KEY.Key_Plus, "+", 10, "1"),  # Czech
        (0x0661, "١", 10, "1"),  # Arabic-Indic digits
    ],
)
def test_digits_are_taken_by_position(key: int, text: str, scan_code: int, name: str) -> None:
    assert key_name(event(key, text, scan_code)) == name


@pytest.mark.parametrize(
    ("key", "text", "scan_code", "name"),
    [
        (0x0422, "т", 57, "N"),  # Russian
        (0x0424, "ф", 38, "A"),
        (0x0634, "ش", 38, "A"),  # Arabic
        (0x0649, "ى", 57, "N"),
        (0x03A6, "φ", 41, "F"),  # Greek
        (0x05DB, "כ", 41, "F"),  # Hebrew
    ],
)
def test_letters_of_other_scripts_are_taken_by_position(
    key: int, text: str, scan_code: int, name: str
) -> None:
    assert key_name(event(key, text, scan_code)) == name


def test_shift_is_named_with_letters_of_every_script() -> None:
    assert key_name(event(KEY.Key_N, "N", 57, SHIFT)) == "Shift+N"
    assert key_name(event(0x0422, "Т", 57, SHIFT)) == "Shift+N"
    assert key_name(event(KEY.Key_Space, " ", 65, SHIFT)) == "Shift+Space"


def test_shift_and_a_digit_mean_nothing() -> None:
    assert key_name(event(KEY.Key_Exclam, "!", 10, SHIFT)) == ""
    assert key_name(event(KEY.Key_1, "1", 10, SHIFT)) == ""


def test_the_keypad_gives_digits_and_enter() -> None:
    for digit in range(10):
        assert key_name(event(KEY.Key_0 + digit, str(digit), 79 + digit, KEYPAD)) == str(digit)
    assert key_name(event(KEY.Key_Enter, "\r", 104, KEYPAD)) == "Enter"
    assert key_name(event(KEY.Key_Return, "\r", 36)) == "Enter"


def test_the_question_mark_is_taken_by_character_wherever_it_stands() -> None:
    assert key_name(event(KEY.Key_Question, "?", 61, SHIFT)) == "?"  # US
    assert key_name(event(KEY.Key_Question, "?", 20, SHIFT)) == "?"  # German
    assert key_name(event(KEY.Key_Question, "?", 58, SHIFT)) == "?"  # French


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (KEY.Key_Escape, "Esc"),
        (KEY.Key_Backspace, "Backspace"),
        (KEY.Key_Delete, "Delete"),
        (KEY.Key_Space, "Space"),
        (KEY.Key_Left, "Left"),
        (KEY.Key_Right, "Right"),
    ],
)
def test_keys_with_names(key: int, name: str) -> None:
    assert key_name(event(key)) == name


@pytest.mark.parametrize("modifier", ["ControlModifier", "AltModifier", "MetaModifier"])
def test_keys_with_control_alt_or_meta_are_left_to_shortcuts(modifier: str) -> None:
    held = Qt.KeyboardModifier[modifier]
    assert key_name(event(KEY.Key_N, "n", 57, held)) == ""
    assert key_name(event(KEY.Key_1, "1", 10, held | SHIFT)) == ""


def test_other_keys_have_no_name() -> None:
    for key, text in ((KEY.Key_Comma, ","), (KEY.Key_F5, ""), (KEY.Key_Shift, ""), (KEY.Key_Tab, "\t")):
        assert key_name(event(key, text)) == ""


def test_windows_counts_scan_codes_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert key_name(event(KEY.Key_Ampersand, "&", 2)) == "1"
    assert key_name(event(0x0424, "ф", 30)) == "A"


def test_where_scan_codes_say_nothing_the_character_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert key_name(event(KEY.Key_1, "1", 18)) == "1"
    assert key_name(event(KEY.Key_Ampersand, "&", 10)) == ""
    assert key_name(event(0x0424, "ф", 38)) == ""


def test_a_french_keyboard_answers_without_shift(ana: Person) -> None:
    ana.send(KEY.Key_Ampersand, "&", 10)
    ana.send(KEY.Key_Apostrophe, "'", 13)
    assert ana.stored() == {"topic": ["port", "assembly"]}


def test_a_russian_keyboard_takes_stances_and_moves_on(ana: Person) -> None:
    ana.send(0x0410, "а", 41)
    assert ana.stored() == {"stance_levy": "FAVOR"}
    ana.send(0x0422, "т", 57)
    assert ana.number == 2
