"""Text → a key by which Russian readers expect lists to be sorted: Cyrillic before Latin, ё beside
е, numbers by value."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"(\d+)")


def reading_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the sort key of a title or designation: `ГОСТ Р 1.5` stands before `ГОСТ Р 1.14`."""
    folded = text.casefold().replace("ё", "е").replace("«", "").replace("»", "")
    return tuple(
        (0, int(piece), "") if piece.isdecimal() else (1, int(piece < "а"), piece)
        for piece in _NUMBERS.split(folded)
        if piece.strip()
    )
