"""What changed last: for the home page and for feeds."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import date

from hub.content import Record
from hub.library.library import Library


def changed_on(record: Record) -> date | None:
    """Return the day on which an entry was changed last, or made; None when it does not say."""
    return record.card.modified or record.card.created


def newest(library: Library, language: str, count: int, collection: str | None = None) -> list[Record]:
    """Return the entries changed last, newest first, of one collection or all: a lesson speaks through its course."""
    names = [collection] if collection is not None else [name for name in library.collections if name != "lessons"]
    dated = _dated(library, language, names)
    first = heapq.nsmallest(count, dated, key=lambda pair: (-pair[0].toordinal(), pair[1].key))
    return [record for _, record in first]


def has_news(library: Library, language: str) -> bool:
    """Return whether any entry of a language says when it was changed."""
    return next(_dated(library, language, library.collections.keys() - {"lessons"}), None) is not None


def _dated(library: Library, language: str, names: Iterable[str]) -> Iterator[tuple[date, Record]]:
    for name in names:
        if library.collections[name].has_pages:
            for record in library.entries(name, language):
                day = changed_on(record)
                if day is not None:
                    yield day, record
