"""Gather every string that readers see into `hooks/locale/<language>/LC_MESSAGES/hub.po`: `scripts/strings.py`.

Strings are Russian in the source, so the Russian catalogue holds only those that have plural forms.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HOOKS = Path(__file__).resolve().parents[1] / "hooks"
LANGUAGES = ("ru", "en", "cs")
METHODS = [("hub/**.py", "python"), ("theme/**.html", "jinja2")]
OPTIONS = {"theme/**.html": {"trimmed": "true", "encoding": "utf-8"}}
HEADER = "# The strings of metodhub in `{}`; made by scripts/strings.py, translated by hand."
# Header lines that change from day to day or name nobody.
NOISE = tuple(f'"{name}' for name in ("POT-", "PO-", "Report-", "Last-", "Language-Team", "Project-Id", "Generated-By"))
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "gettext": None, "translate": None}


def gather() -> Catalog:
    """Return every marked string of the engine and the theme, with the places that use it."""
    catalogue = Catalog(project="metodhub", charset="utf-8")
    for name, line, message, _, _ in extract_from_dir(str(HOOKS), METHODS, OPTIONS, KEYWORDS):
        if message:
            catalogue.add(message, locations=[(name, line)])
    return catalogue


def catalogue_path(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return HOOKS / "locale" / language / "LC_MESSAGES" / "hub.po"


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it is on disk; an empty one if there is none."""
    path = catalogue_path(language)
    return read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)


def merge(language: str, strings: Catalog) -> Catalog:
    """Return a language's catalogue with the strings of today: old translations kept, vanished ones dropped."""
    old = read_catalogue(language)
    merged = Catalog(
        locale=language, project="metodhub", charset="utf-8", fuzzy=False, header_comment=HEADER.format(language)
    )
    for message in strings:
        if message.id and (language != "ru" or message.pluralizable):
            known = old.get(message.id)
            merged.add(message.id, string=known.string if known else None, locations=message.locations)
    return merged


def main() -> int:
    """Write the catalogues and tell what is left to translate."""
    strings = gather()
    for language in LANGUAGES:
        merged = merge(language, strings)
        buffer = BytesIO()
        write_po(buffer, merged, width=100, omit_header=False, sort_output=True, no_location=True)
        lines = buffer.getvalue().decode("utf-8").split("\n")
        text = "\n".join(line for line in lines if not line.startswith(NOISE))
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        missing = sum(1 for message in merged if message.id and not is_translated(message.string))
        sys.stdout.write(f"{language}: {len(merged)} strings, {missing} to translate\n")
    return 0


def is_translated(string: object) -> bool:
    """Return whether every form of a translation is there."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
