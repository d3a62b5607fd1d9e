"""Text in Russian or Latin letters → an identifier of `[a-z0-9-]+`, the same for the same text for ever."""

from __future__ import annotations

import re
import unicodedata

# Close to the passport transliteration (ICAO 9303): readable, one way, no signs outside ASCII.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia".split(),
        strict=True,
    )
)
_TABLE = str.maketrans({letter: latin.strip("_") for letter, latin in _CYRILLIC.items()})
_NOT_ID = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return the identifier for a text; `section` when nothing of it can be kept."""
    latin = text.casefold().translate(_TABLE)
    bare = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode("ascii")
    return _NOT_ID.sub("-", bare).strip("-") or "section"
