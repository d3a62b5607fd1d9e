"""Text in Russian or Latin letters → an identifier of `[a-z0-9-]+`, the same for the same text for ever."""

from __future__ import annotations

import re
import unicodedata

# Close to the passport transliteration (ICAO 9303): readable, one way, no signs outside ASCII.
_TABLE = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэё", "abvgdeziiklmnoprstufyee", strict=True)),
        **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ъ": "", "ь": ""},
    }
)
_NOT_ID = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return the identifier for a text; `section` when nothing of it can be kept."""
    latin = text.casefold().translate(_TABLE)
    bare = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode("ascii")
    return _NOT_ID.sub("-", bare).strip("-") or "section"
