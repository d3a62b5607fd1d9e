"""Files → what they say: remembered where they have not changed, read by several processes where many have."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from hub.content import Collection, Site
from hub.crew import Crew
from hub.diagnostics import Diagnostic
from hub.load.discover import Discovery, Found, discover
from hub.load.entries import PlainReader, is_refused
from hub.load.files import FileReading, digest_of, read_bytes
from hub.memory import Memory

STATE_SIZE = 16  # bytes


@dataclass(frozen=True, slots=True)
class Survey:
    """All sources of a site: which there are, the digest of each that can be read, the state of them all."""

    discovery: Discovery
    digests: Mapping[str, bytes]
    state: bytes


def survey(site: Site, collections: Mapping[str, Collection]) -> Survey:
    """Return the sources of a site. Content decides what changed: times change with a checkout."""
    discovery = discover(site, collections)
    pages = (f"{site.docs}/{path}" for path in site.prose)
    prose = [path for path in pages if not is_refused(path, discovery.refused)]  # a pipe would hold us for ever
    digests = {}
    for path in (*(found.path for found in discovery.files), *prose, *sorted(discovery.assets)):
        content = read_bytes(site, path)
        if not isinstance(content, Diagnostic):
            digests[path] = digest_of(content)
    state = blake2b(repr(site).encode(), digest_size=STATE_SIZE)
    for path, digest in digests.items():
        state.update(os.fsencode(path) + digest)  # a name need not be text
    for problem in discovery.diagnostics:
        state.update(str(problem).encode("utf-8", "surrogateescape"))
    return Survey(discovery, digests, state.digest())


class RememberingReader(PlainReader):
    """Reads what changed since the last build; `read_count` files of them, and tells `tick`."""

    def __init__(
        self,
        site: Site,
        collections: Mapping[str, Collection],
        memory: Memory | None = None,
        crew: Crew | None = None,
        digests: Mapping[str, bytes] | None = None,
        tick: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        super().__init__(site, collections)
        self.memory, self.crew, self.digests = memory, crew, digests or {}
        self.tick = tick
        self.read_count = 0

    def read_files(self, files: list[Found]) -> Iterator[FileReading]:
        """Yield what each file says, in the order of the files."""
        remembered = self.memory.files if self.memory is not None else {}
        known = {
            found.path: reading
            for found in files
            if (reading := remembered.get(found.path)) is not None and reading.digest == self.digests.get(found.path)
        }
        missing = [found for found in files if found.path not in known]
        self.read_count = len(missing)
        if self.crew is not None and self.crew.pays(len(missing)):
            for reading, entries in self.crew.read(
                self.site, self.collections, missing, lambda done: self.tick(done, len(missing))
            ):
                known[reading.path] = reading
                self.packed[reading.path] = entries
        for done, found in enumerate(missing, 1):
            if found.path not in known:
                known[found.path] = reading = self.read(found)
                self.keep(reading)
                self.tick(done, len(missing))
        remembered.clear()
        remembered.update(known)
        yield from (known[found.path] for found in files)
