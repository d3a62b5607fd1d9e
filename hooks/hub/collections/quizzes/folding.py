"""What somebody types → what is compared: the same rules as `fold` in `theme/assets/js/quiz/rules.js`."""

from __future__ import annotations

import re
from unicodedata import normalize

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = re.compile("[«»„“”\"'’ʼ]")
_EDGES = re.compile(r"^[\s.,;:!?()]+|[\s.,;:!?()]+$")


def fold(text: str) -> str:
    """Return a text without what does not matter: case, ё, quotes, spaces and signs at its edges."""
    plain = normalize("NFKC", text).lower().replace("ё", "е")
    plain = _QUOTES.sub("", _DASHES.sub("-", plain))
    return " ".join(_EDGES.sub("", plain).split())
