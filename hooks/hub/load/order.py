"""Text → a key by which Russian readers expect lists to be sorted: Cyrillic before Latin, ё beside
е, numbers by value.
"""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"(\d+)")
_WIDTH = 20  # digits of the longest number that is sorted by its value


def reading_order(text: str) -> str:
    """Return the sort key of a title or designation: `ГОСТ Р 1.5` stands before `ГОСТ Р 1.14`."""
    folded = text.casefold().replace("ё", "е").replace("«", "").replace("»", "")
    # Pieces end with the smallest sign, so that a shorter text stands before a longer one that begins with it.
    return "".join(
        f"1{piece.zfill(_WIDTH)}\0" if piece.isdecimal() else f"{3 if piece < 'а' else 2}{piece}\0"
        for piece in _NUMBERS.split(folded)
        if piece.strip()
    )
