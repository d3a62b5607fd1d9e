"""Marks for strings that readers see, and the catalogues that translate them.

The source language of every string is Russian, so Russian needs no entry except for plurals, a new
collection needs no catalogue to be readable, and translators work from the text the readers have.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from gettext import GNUTranslations, NullTranslations
from typing import TypeAlias

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Gettext: TypeAlias = Callable[[str], str]
Catalogues: TypeAlias = dict[str, NullTranslations]

SOURCE_LANGUAGE = "ru"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's extractors look for
    """Mark a string for translation where it is written; it is translated where it is shown."""
    return text


def compile_catalogue(po_text: str) -> NullTranslations:
    """Return the translations written in a `.po` file; strings without one stay Russian."""
    catalogue = read_po(io.BytesIO(po_text.encode("utf-8")))
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return GNUTranslations(buffer)
