"""A site's files → records and prose pages, with every mistake of every file.

A file with a mistake leaves a hole: its key is known, so that references to it are not reported as well.
"""

from __future__ import annotations

import pickle
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from hub.content import Collection, Entry, EntryReader, Key, Prose, ProsePage, Record, Site
from hub.diagnostics import Diagnostic, Location
from hub.fields import ID_PATTERN, suggest_id
from hub.load.discover import LANGUAGES, RESERVED, Discovery, Found, discover
from hub.load.files import FileReading, digest_of, read_bytes, read_file, read_head
from hub.load.scan import scan
from hub.load.validate import validate

UNPACKED = 50  # files whose unpacked entries are kept


@dataclass(slots=True)
class Loaded:
    """All that was read. `holes` are the keys of entries that exist and could not be read; an id of `*`
    stands for any entry of the collection, the collection `pages` for prose.
    """

    records: list[Record] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    holes: set[Key] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(self, key: Key, *found: Diagnostic) -> None:
        """Keep an entry out, with the reasons."""
        self.holes.add(key)
        self.diagnostics += found


class SiteReader(EntryReader, Protocol):
    """How the files of a site are read: one after another, from memory, or by several processes."""

    def read_files(self, files: list[Found]) -> Iterable[FileReading]:
        """Return what each file says, in the order of the files."""


class PlainReader:
    """Reads files one after another, and whole entries when they are asked for; keeps what it read.

    `collections` are those of the site. An entry whose file has changed since is read anew by a new reader.
    """

    def __init__(self, site: Site, collections: Mapping[str, Collection]) -> None:
        self.site = site
        self.collections = collections
        self.packed: dict[str, bytes] = {}  # pickled entries by the path of their file, read by another process
        self._unpacked: dict[str, dict[Key, Entry]] = {}
        self._entries: dict[tuple[str, Key], Entry] = {}

    def read_files(self, files: list[Found]) -> Iterator[FileReading]:
        """Yield what each file says, in the order of the files."""
        for found in files:
            reading = self.read(found)
            self.keep(reading)
            yield reading

    def read(self, found: Found) -> FileReading:
        """Return what one file says."""
        content = read_bytes(self.site, found.path)
        if isinstance(content, Diagnostic):
            reading = FileReading(found.path, digest_of(b""))
            reading.refuse(found.key, content)
            return reading
        return read_file(self.collections[found.collection], found, content)

    def keep(self, reading: FileReading) -> None:
        """Remember the whole entries of a file for those who ask."""
        for key, entry in reading.entries.items():
            self._entries[reading.path, key] = entry

    def read_entry(self, record: Record) -> Entry:
        """Return the whole entry of a record. Raises LookupError when its file does not hold it any more."""
        known = self._entries.get((record.path, record.key))
        if known is None and record.path in self.packed:
            # Only the last few are kept: ten thousand would fill the memory.
            if record.path not in self._unpacked:
                if len(self._unpacked) >= UNPACKED:
                    self._unpacked.clear()
                self._unpacked[record.path] = pickle.loads(self.packed[record.path])
            known = self._unpacked[record.path][record.key]
        if known is None:
            id_ = "*" if self.collections[record.key.collection].layout == "list" else record.key.id.rpartition("/")[2]
            course = record.parent.id if record.parent is not None else None
            self.keep(self.read(Found(record.key.collection, record.path, id_, record.language, course)))
            known = self._entries[record.path, record.key]
        return known


def load_site(
    site: Site,
    collections: Mapping[str, Collection],
    reader: SiteReader | None = None,
    discovery: Discovery | None = None,
) -> Loaded:
    """Return the records, the prose and the diagnostics of a site. Nothing is raised for an author's mistake.

    The records get `reader` as the source of their whole entries.
    """
    reader = reader or PlainReader(site, collections)
    discovery = discovery or discover(site, collections)
    loaded = Loaded(assets=discovery.assets, holes=set(discovery.holes), diagnostics=list(discovery.diagnostics))
    for reading in reader.read_files(discovery.files):
        loaded.records += reading.records
        loaded.holes |= reading.holes
        loaded.diagnostics += reading.diagnostics
    for record in loaded.records:
        record.reader = reader
    for path in site.prose:
        if not is_refused(f"{site.docs}/{path}", discovery.refused):
            _load_prose(site, path, loaded)
    return loaded


def is_refused(path: str, refused: set[str]) -> bool:
    """Return whether a path, or a folder that it is in, may not be read."""
    if not refused:
        return False
    parts = path.split("/")
    return any("/".join(parts[:count]) in refused for count in range(1, len(parts) + 1))


def _load_prose(site: Site, path: str, loaded: Loaded) -> None:
    full, url = f"{site.docs}/{path}", prose_url(path)
    name = Key("pages", url.strip("/") or "index")
    content = read_bytes(site, full)
    text = content if isinstance(content, Diagnostic) else scan(full, content)
    head = text if isinstance(text, Diagnostic) else read_head(full, text)
    problem = _prose_name_problem(full, url)
    if problem is not None:
        loaded.refuse(name, problem)
    if isinstance(head, Diagnostic):
        loaded.refuse(name, head)
        return
    valid = validate(ProsePage, head.data, head.places)
    if isinstance(valid, list):
        loaded.refuse(name, *valid)
    elif problem is None:
        language = path.split("/")[0] if path.split("/")[0] in LANGUAGES else site.language
        loaded.prose.append(Prose(url, language, valid[0], full))


def _prose_name_problem(full: str, url: str) -> Diagnostic | None:
    parts = url.strip("/").split("/") if url else []
    taken = [name for name in RESERVED if name not in LANGUAGES]
    if parts and parts[0] in taken:
        return Diagnostic(Location(full), "E309", {"read": parts[0], "expected": ", ".join(taken)})
    bad = next((part for part in parts if not ID_PATTERN.fullmatch(part)), None)
    if bad is not None:
        return Diagnostic(Location(full), "E115", {"read": bad, "suggestion": suggest_id(bad)})
    return None


def prose_url(path: str) -> str:
    """Return the address of a prose page from its path: `about.md` → `about/`, `x/index.md` → `x/`."""
    folder, name = posixpath.split(path)
    stem = name.rpartition(".")[0]
    url = folder if stem in ("index", "README") else posixpath.join(folder, stem)
    return f"{url}/" if url else ""
