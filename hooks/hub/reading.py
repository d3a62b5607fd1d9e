"""Files → what they say: remembered where they have not changed, read by several processes where many have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.content import Collection, Site
from hub.crew import Crew
from hub.diagnostics import Diagnostic
from hub.load.discover import Found
from hub.load.entries import PlainReader
from hub.load.files import FileReading, digest_of, read_bytes
from hub.memory import Memory


class RememberingReader(PlainReader):
    """Reads what changed since the last build; `read_count` is how many files that were."""

    def __init__(
        self,
        site: Site,
        collections: Mapping[str, Collection],
        memory: Memory | None = None,
        crew: Crew | None = None,
    ) -> None:
        super().__init__(site, collections)
        self.memory, self.crew = memory, crew
        self.read_count = 0

    def read_files(self, files: list[Found]) -> Iterator[FileReading]:
        """Return what each file says, in the order of the files."""
        known = self._known(files)
        missing = [found for found in files if found.path not in known]
        self.read_count = len(missing)
        for reading in self.crew.read(missing) if self.crew is not None else ():
            known[reading.path] = reading
        for found in missing:
            if found.path not in known:
                known[found.path] = reading = self.read(found)
                self.keep(reading)
        if self.memory is not None:
            self.memory.files = known
        yield from (known[found.path] for found in files)

    def _known(self, files: list[Found]) -> dict[str, FileReading]:
        """Return what is remembered of files that have not changed. Content decides: times change with a checkout."""
        remembered = self.memory.files if self.memory is not None else {}
        known = {}
        for found in files if remembered else ():
            reading = remembered.get(found.path)
            if reading is not None:
                content = read_bytes(self.site, found.path)
                if not isinstance(content, Diagnostic) and digest_of(content) == reading.digest:
                    known[found.path] = reading
        return known
