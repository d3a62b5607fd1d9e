"""The frame of every page, rendered once and filled thousands of times.

The host renders the theme's `main.html` with one private-use character in the place of each value; the
result is split at those characters once, and a page is the pieces joined with its own values. Authors' text
cannot hold such characters (see `hub.load.scan`), so a mark is never taken for text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from hub.markdown.document import PREFIX_MARK

# Values that a page gives to the frame; those ending in _html and the menu's are inserted as they are.
FIELDS = (
    "title",
    "description",
    "canonical",
    "kind",
    "head_html",
    "crumbs_html",
    "content_html",
    "aside_html",
    "source_html",
)
MENU_LIMIT = 7
FIRST_MARK = 0xE000
BASE_MARK = "\ue0f1"  # stands in the address of a line of a list until its page is known
MARKS = {name: chr(FIRST_MARK + index) for index, name in enumerate(FIELDS)}
MENU_MARKS = tuple(chr(FIRST_MARK + 0x40 + index) for index in range(MENU_LIMIT))

_ALL_MARKS = re.compile(f"([{''.join(MARKS.values())}{''.join(MENU_MARKS)}])")
_BETWEEN_TAGS = re.compile(r">\s+<")


@dataclass(frozen=True, slots=True)
class Shell:
    """A frame split at its marks: text and mark in turn."""

    pieces: tuple[str, ...]

    def fill(self, values: Mapping[str, str], current_menu: int | None = None) -> str:
        """Return the page. Raises KeyError when a value is missing and ValueError when a mark is left."""
        by_mark = {MARKS[name]: values[name] if name.endswith("_html") else escape(values[name]) for name in FIELDS}
        for index, mark in enumerate(MENU_MARKS):
            by_mark[mark] = ' aria-current="true"' if index == current_menu else ""
        page = "".join(by_mark[piece] if index % 2 else piece for index, piece in enumerate(self.pieces))
        if PREFIX_MARK in page or BASE_MARK in page:
            raise ValueError("a mark of the shell is left in the page")
        return page


Shells = Mapping[tuple[str, int], Shell]  # by language and depth


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page: its site-relative address and its HTML."""

    url: str
    html: str


def split_shell(html: str) -> Shell:
    """Return the shell of a page rendered with marks. Raises ValueError when a mark was altered or lost."""
    pieces = tuple(_ALL_MARKS.split(collapse(html)))
    missing = set(MARKS.values()) - set(pieces)
    if missing or "\\ue0" in html or "%EE%80" in html:
        names = [name for name, mark in MARKS.items() if mark in missing]
        raise ValueError(f"the shell lost the marks of: {names}")
    return Shell(pieces)


def collapse(html: str) -> str:
    """Return the frame without the white space between its tags."""
    return _BETWEEN_TAGS.sub("><", html).strip() + "\n"
