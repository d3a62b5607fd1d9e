"""Marks for strings that readers see, and the catalogues that translate them.

The source language of every string is Russian, so Russian needs no entry except for plurals, a new
collection needs no catalogue to be readable, and translators work from the text the readers have.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from gettext import GNUTranslations, NullTranslations
from typing import TypeAlias

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Gettext: TypeAlias = Callable[[str], str]
Catalogues: TypeAlias = dict[str, NullTranslations]

SOURCE_LANGUAGE = "ru"


# Russian letters that look like Latin ones, and the Latin ones.
LOOK_ALIKES = dict(zip("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy", strict=True))
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_LATIN = re.compile(r"[A-Za-z]")


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's extractors look for
    """Mark a string for translation where it is written; it is translated where it is shown."""
    return text


def find_look_alikes(text: str) -> list[str]:
    """Return the Russian letters in words that are otherwise Latin: nobody can see them."""
    return [
        letter
        for word in _WORD.findall(text)
        if _LATIN.search(word) and all(sign.isascii() or sign in LOOK_ALIKES for sign in word)
        for letter in word
        if letter in LOOK_ALIKES
    ]


def mend_look_alikes(text: str) -> str:
    """Return the text with its words of Latin letters written in Latin letters alone."""
    letters = str.maketrans(LOOK_ALIKES)
    return _WORD.sub(lambda word: word[0].translate(letters) if find_look_alikes(word[0]) else word[0], text)


def compile_catalogue(po_text: str) -> NullTranslations:
    """Return the translations written in a `.po` file; strings without one stay Russian."""
    catalogue = read_po(io.BytesIO(po_text.encode("utf-8")))
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return GNUTranslations(buffer)
