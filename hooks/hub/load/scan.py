"""Bytes of a file → its text, refused before any parser sees what could hurt it or hide in it."""

from __future__ import annotations

import re

from hub.diagnostics import Diagnostic, Location
from hub.language import N_

SIZE_LIMIT = 1_000_000  # bytes; the longest real lesson is under 30,000

# NUL and other controls, bidirectional overrides, zero-width signs, and the private-use area, which the
# page shell uses for its marks.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ufff0-\uffff]"
)
# A no-break space that a word processor left where only a common one makes a field or an item.
_NO_BREAK = re.compile(
    "^[ ]*(?:- )?(?:\u00a0+[ \u00a0]*(?=- |[a-z_]+:)|[a-z_]+:(?=\u00a0)|-(?=\u00a0)"
    "|[a-z_]+: *[a-z0-9:#/.-]+(?=\u00a0+$))",
    re.MULTILINE,
)
# What an author calls them; Unicode's own names are English. The first range that holds a character names it.
_KINDS = (
    ("\x00", "\x9f", N_("управляющий знак")),
    ("\u00a0", "\u00a0", N_("неразрывный пробел")),
    ("\u061c", "\u061c", N_("меняет направление письма")),
    ("\u200e", "\u200f", N_("меняет направление письма")),
    ("\u202a", "\u202e", N_("меняет направление письма")),
    ("\u2066", "\u2069", N_("меняет направление письма")),
    ("\u2028", "\u2029", N_("разрыв строки из текстового редактора")),
    ("\u200b", "\u2064", N_("знак нулевой ширины")),
    ("\ufeff", "\ufeff", N_("знак нулевой ширины")),
    ("\ue000", "\uf8ff", N_("знак из шрифта, которого нет у читателя")),
)


def scan(path: str, content: bytes) -> str | Diagnostic:
    """Return the text with `\\n` line ends, or the first reason why it cannot be read (E101, E102, E103)."""
    if len(content) > SIZE_LIMIT:
        return Diagnostic(Location(path), "E103", {"read": _size(len(content)), "limit": _size(SIZE_LIMIT)})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        at = Location(path, before.count(b"\n") + 1, column)
        return Diagnostic(at, "E101", {"read": f"0x{content[error.start]:02X}"})
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(text):
        at = locate(path, text, found.start())
        return Diagnostic(at, "E102", {"read": _name_of(found.group())})
    if "\u00a0" in text and (found := _NO_BREAK.search(text)):
        at = locate(path, text, text.index("\u00a0", found.start()))
        return Diagnostic(at, "E102", {"read": _name_of("\u00a0")})
    return text


def locate(path: str, text: str, offset: int) -> Location:
    """Return the place of a character offset in a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _name_of(character: str) -> str:
    kind = next((words for first, last, words in _KINDS if first <= character <= last), N_("знак без смысла"))
    return f"U+{ord(character):04X} ({kind})"


def _size(count: int) -> str:
    return f"{count / 1000:.0f} КБ"
