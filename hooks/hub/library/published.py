"""Library → the addresses that readers may have kept, and which of those once published are gone.

Facet pages are not counted: they follow from the entries and come back with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.diagnostics import Diagnostic, Location
from hub.library.addresses import entry_address, language_prefix, list_address
from hub.library.library import Library

FILE_NAME = "addresses.txt"


def addresses_of(library: Library) -> list[str]:
    """Return every address of an entry, a hand-written page, a landing page and a former name, sorted."""
    found = set(library.prose)
    for records in (library.records, *library.translations.values()):
        for record in records.values():
            url = library.url(record)
            if url is not None:
                prefix = language_prefix(record.language, library.site.language)
                found |= {url, prefix + list_address(record.key.collection)}
    found |= {entry_address(former) for former, key in library.aliases.items() if key in library.records}
    # Lessons and quizzes are reached through their courses; they have no landing page.
    return sorted(found - {list_address("lessons"), list_address("quizzes")})


def vanished(library: Library, path: str, text: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic (E506) for every published address that leads nowhere now."""
    present = set(addresses_of(library))
    for number, line in enumerate(text.splitlines(), 1):
        address = line.strip().removeprefix("/")
        if line.strip() and not line.startswith("#") and address not in present:
            yield Diagnostic(Location(path, number, 1), "E506", {"read": f"/{address}"})


def format_addresses(library: Library) -> str:
    """Return the text of the file: one address a line, from the root."""
    return "".join(f"/{address}\n" for address in addresses_of(library))
