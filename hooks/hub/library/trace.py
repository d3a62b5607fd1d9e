"""What a page was made of: the names of everything that a library was asked for while it was rendered.

A name is a text: its kind, the language, the collection and the id. `Library.state_of` gives the present state of
what a name stands for, so that a page need not be rendered again while the states of all its names are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sys import intern
from typing import TypeAlias

from hub.content import Entry, EntryReader, Record

CARD, ENTRY, SOURCES, LIST, SHOWN, FILE, PROSE = "card", "entry", "sources", "list", "shown", "file", "prose"

Name: TypeAlias = tuple[str, str, str, str]  # the kind, the language, the collection, the id


class TracedReader:
    """A reader of whole entries that notes which were asked for."""

    def __init__(self, reader: EntryReader, trace: Trace) -> None:
        self.reader, self.trace = reader, trace
        self._last: tuple[Record, set[Name] | None, Entry] | None = None

    def read_entry(self, record: Record) -> Entry:
        """Return the entry of a record."""
        # A page asks for its own entry a dozen times: what was noted in this set of names is noted.
        if self._last is not None and self._last[0] is record and self._last[1] is self.trace.names:
            return self._last[2]
        self.trace.see(ENTRY, record.language, *record.key)
        entry = self.reader.read_entry(record)
        self._last = record, self.trace.names, entry
        return entry


class Trace:
    """Names collected since the last `take`; nothing is collected until `start` is called."""

    def __init__(self) -> None:
        self.names: set[Name] | None = None

    def start(self) -> None:
        """Begin to collect."""
        self.names = set()

    def see(self, kind: str, language: str, collection: str, id_: str) -> None:
        """Note that something was asked for, whether or not it is there."""
        if self.names is not None:
            self.names.add((kind, language, collection, id_))

    def see_all(self, names: frozenset[Name]) -> None:
        """Note that several things were asked for."""
        if self.names is not None:
            self.names |= names

    @contextmanager
    def aside(self) -> Iterator[set[Name]]:
        """Collect names of their own inside; what was collected before goes on after."""
        outer, self.names = self.names, set()
        try:
            yield self.names
        finally:
            self.names = outer

    def take(self) -> tuple[str, ...]:
        """Return the names collected, sorted, and stop collecting."""
        names, self.names = self.names or set(), None
        return tuple(sorted(intern(" ".join(name)) for name in names))
