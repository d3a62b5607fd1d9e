"""Entries → for whom they are: the roles, regions and diseases that they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from hub.content import WHOM, Record
from hub.fields import Reference
from hub.library.library import Library

# The ids of roles, of regions and of diseases; an entry that names none is for everybody.
Whom: TypeAlias = tuple[tuple[str, ...], ...]


def whom_of(record: Record, library: Library) -> Whom:
    """Return for whom an entry is. What a lesson does not say, its course says."""
    found = tuple(_ids(record.card.values.get(name, ()), library) for name in WHOM)
    parent = library.get(record.parent) if record.parent is not None and () in found else None
    if parent is None:
        return found
    return tuple(own or other for own, other in zip(found, whom_of(parent, library), strict=True))


def differ(records: Iterable[Record], library: Library) -> bool:
    """Return whether some entries are for others than the rest: only then a reader's choice changes their order."""
    first: Whom | None = None
    for record in records:
        whom = whom_of(record, library)
        if first is None:
            first = whom
        elif whom != first:
            return True
    return False


def _ids(values: tuple[Any, ...], library: Library) -> tuple[str, ...]:
    return tuple(library.key_of(value).id if isinstance(value, Reference) else str(value) for value in values)


class Whoms:
    """Numbers for those for whom entries are: thousands of entries are for a few."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.known: dict[Whom, int] = {}

    def number(self, record: Record) -> int:
        """Return the number of those for whom an entry is."""
        return self.known.setdefault(whom_of(record, self.library), len(self.known))

    @property
    def kinds(self) -> list[Whom]:
        """Those for whom entries are, by their numbers."""
        return list(self.known)
