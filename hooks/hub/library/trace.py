"""What a page was made of: the names of everything that a library was asked for while it was rendered.

A name is a text: its kind, the language, the collection and the id. `Library.state_of` gives the present state of
what a name stands for, so that a page need not be rendered again while the states of all its names are the same.
"""

from __future__ import annotations

from sys import intern

from hub.content import Entry, EntryReader, Record

CARD, ENTRY, SOURCES, LIST, SHOWN, FILE, PROSE = "card", "entry", "sources", "list", "shown", "file", "prose"


class TracedReader:
    """A reader of whole entries that notes which were asked for."""

    def __init__(self, reader: EntryReader, trace: Trace) -> None:
        self.reader, self.trace = reader, trace

    def read_entry(self, record: Record) -> Entry:
        """Return the entry of a record."""
        self.trace.see(ENTRY, record.language, *record.key)
        return self.reader.read_entry(record)


class Trace:
    """Names collected since the last `take`; nothing is collected until `start` is called."""

    def __init__(self) -> None:
        self.names: set[tuple[str, str, str, str]] | None = None

    def start(self) -> None:
        """Begin to collect."""
        self.names = set()

    def see(self, kind: str, language: str, collection: str, id_: str) -> None:
        """Note that something was asked for, whether or not it is there."""
        if self.names is not None:
            self.names.add((kind, language, collection, id_))

    def take(self) -> tuple[str, ...]:
        """Return the names collected, sorted, and stop collecting."""
        names, self.names = self.names or set(), None
        return tuple(sorted(intern(" ".join(name)) for name in names))
