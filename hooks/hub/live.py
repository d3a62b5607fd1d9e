"""A hub while it is written: pages are made when asked for, only what was saved is read again (long: one state).

Nothing is written to the disk. An edit that changes nothing for other entries' names, anchors and lists takes the
place of the entry in the library; any other edit links the library anew, from what is remembered of each file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hub.build import Means, Theme, make_press, prepare, read_library, theme_assets
from hub.collections import COLLECTIONS
from hub.content import Key, Record, Site
from hub.fields import Reference
from hub.library import Library, with_record
from hub.library.addresses import FEED
from hub.load.entries import PlainReader
from hub.load.files import FileReading, digest_of, read_bytes
from hub.make import page_key
from hub.outputs.api import api_line, api_path, join_lines
from hub.outputs.feeds import export_feeds
from hub.outputs.learning import export_learning, learning_path
from hub.outputs.sitemap import export_sitemap
from hub.reading import Survey, survey
from hub.render.catalogues import Slice, catalogue_files
from hub.render.context import Renderer
from hub.render.data import data_files
from hub.render.lists import all_slices, indexed_lists, render_landings, render_slice
from hub.render.pages import entry_url, render_entry, render_redirects
from hub.render.press import Press
from hub.render.prose import prose_values
from hub.render.shell import Shells
from hub.search.pages import SearchPage, read_page
from hub.search.stage import Pages, make_indexes

# What may change in a card without a word to the rest of the library.
QUIET = ("title", "designation", "summary", "values", "created", "modified", "references", "order")
# … unless it is one of these values
STRUCTURE = (
    *("modules", "quiz", "competency_required", "stages", "measures"),
    *("lengths", "recording", "start", "end"),
)


@dataclass(frozen=True, slots=True)
class Frames:
    """What the host renders of a library: the shells and the page for an address that does not exist."""

    shells: Shells
    not_found: str


@dataclass(slots=True)
class _Addresses:
    """What stands at which address; made anew when the library is."""

    entries: dict[str, Record]
    slices: dict[str, Slice] = field(default_factory=dict)
    is_complete: bool = False


class LiveSite:
    """The pages of one hub, made when they are asked for.

    `make_frames` renders the frames of a library with the folder of the theme's files. Not safe for threads: the
    caller lets one in at a time.
    """

    def __init__(self, site: Site, theme: Theme, means: Means, make_frames: Callable[[Renderer, str], Frames]) -> None:
        self.site, self.theme, self.means, self.make_frames = site, theme, means, make_frames
        self.press: Press = make_press(theme)
        self.sources: Survey = survey(site, COLLECTIONS)
        self.links = 0  # how many times everything was linked
        self._index: dict[str, bytes] = {}
        self._families: dict[str, dict[str, frozenset[str]]] = {}
        self._pages: dict[str, tuple[tuple[str, ...], bytes, SearchPage | None]] = {}
        self._load_theme()
        self._link()

    # -- what changes

    def change(self, paths: Iterable[str]) -> None:
        """Take over saved files: their paths relative to the site."""
        if not self._change_quietly(sorted(set(paths))):
            self.sources = survey(self.site, COLLECTIONS)
            self._link()

    def change_theme(self) -> None:
        """Take over changed templates, styles, scripts or translations."""
        self.press = make_press(self.theme)
        self._load_theme()
        self._prepare()

    def frame(self) -> None:
        """Render the frames anew: what stands in them changed."""
        self._frames = self.make_frames(self.renderer, self._assets)

    @property
    def library(self) -> Library:
        """The library as it is now."""
        return self.renderer.library

    def _load_theme(self) -> None:
        self._assets, artifacts = theme_assets(self.theme)
        self._files: Mapping[str, bytes] = {artifact.path: artifact.content for artifact in artifacts}

    def _link(self) -> None:
        self.links += 1
        self._linked = read_library(self.site, self.means, self.sources)
        self._prepare()

    def _prepare(self) -> None:
        self.renderer = prepare(self._linked, self.press)
        records = (record for version in self._linked.versions.values() for record in version.values())
        self._addresses = _Addresses(
            {entry_url(each, self._linked): each for each in records if COLLECTIONS[each.key.collection].has_pages}
        )
        self.frame()

    def _change_quietly(self, paths: list[str]) -> bool:
        """Replace entries in the library one for one; return False, with nothing done, where that is not enough."""
        memory, known = self.means.memory, {found.path: found for found in self.sources.discovery.files}
        if memory is None or any(path not in known or path not in memory.files for path in paths):
            return False
        readings = []
        for path in paths:
            before = memory.files[path]
            content = read_bytes(self.site, path)
            if not isinstance(content, bytes):
                return False
            if digest_of(content) == before.digest:
                continue
            after = self._reader.read(known[path])
            if not self._is_quiet(before, after):
                return False
            readings.append(after)
        for reading in readings:
            self._replace(reading)
            memory.files[reading.path] = reading
        if readings:
            digests = {**self.sources.digests, **{reading.path: reading.digest for reading in readings}}
            self.sources = replace(self.sources, digests=digests)
            self.renderer = prepare(self._linked, self.press)
            self._addresses = _Addresses(self._addresses.entries)
        return True

    def _is_quiet(self, before: FileReading, after: FileReading) -> bool:
        if before.diagnostics or after.diagnostics or before.holes or after.holes:
            return False
        if [record.key for record in before.records] != [record.key for record in after.records]:
            return False
        return all(self._is_quiet_change(*pair) for pair in zip(before.records, after.records, strict=True))

    def _is_quiet_change(self, old: Record, new: Record) -> bool:
        library, a, b = self._linked, old.card, new.card
        is_translated = any(old.key in records for records in library.translations.values())
        if library.records.get(old.key) is not old or is_translated or b.is_suspicious or a.is_suspicious:
            return False
        loud = {name for name in a._fields if name not in QUIET and getattr(a, name) != getattr(b, name)}
        if loud - {"places"} or any(a.values.get(name) != b.values.get(name) for name in STRUCTURE):
            return False
        if not all(self._is_plain(reference) for reference in b.references):
            return False
        return "places" not in loud or not self._is_pointed_at(old)

    def _is_plain(self, reference: Reference) -> bool:
        """Return whether a reference surely leads to an entry, as a whole or at one of its places."""
        place = reference.place
        record = self._linked.records.get(Key(reference.collection, reference.id))
        return record is not None and (not place or (reference.collection != "courses" and place in record.card.places))

    def _is_pointed_at(self, record: Record) -> bool:
        """Return whether an entry refers to a place inside another one."""
        sources = (self._linked.records.get(key) for key in self._linked.backlinks.get(record.key, ()))
        is_lesson = record.key.collection == "lessons"  # named through its course: `courses:id#lesson/place`
        return any(
            (reference.place.partition("/")[2] if is_lesson else reference.place)
            and self._linked.key_of(reference) == record.key
            for source in sources
            if source is not None
            for reference in source.card.references
        )

    def _replace(self, reading: FileReading) -> None:
        self._reader.keep(reading)
        for record in reading.records:
            record.reader = self._linked.records[record.key].reader
            self._linked = with_record(self._linked, record)
            if COLLECTIONS[record.key.collection].has_pages:
                self._addresses.entries[entry_url(record, self._linked)] = record

    @property
    def _reader(self) -> PlainReader:
        assert self.means.reader is not None, "linking sets the reader"
        return self.means.reader

    # -- what is asked for

    def get(self, path: str) -> bytes | None:
        """Return the file at a path of the site; None where there is none."""
        if path.endswith("index.html"):
            page = self._page(path.removesuffix("index.html"))
            return page.encode() if page is not None else None
        if path in self._files:
            return self._files[path]
        return self._data(path)

    @property
    def not_found(self) -> str:
        """The page for an address that does not exist."""
        return self._frames.not_found

    def _page(self, url: str) -> str | None:
        library, shells = self.library, self._frames.shells
        if url in library.prose:
            prose = library.prose[url]
            values = prose_values(prose, self.renderer)
            return shells[prose.language, url.count("/")].fill(values, values["current_menu"])
        if url in self._addresses.entries:
            return render_entry(self._addresses.entries[url], self.renderer, shells).html
        if not self._addresses.is_complete:
            self._addresses.slices = {part.url: part for part in all_slices(self.renderer)}
            self._addresses.is_complete = True
        if url in self._addresses.slices:
            return render_slice(self._addresses.slices[url], self.renderer, shells).html
        few = (*render_landings(self.renderer, shells), *render_redirects(self.renderer))
        return next((page.html for page in few if page.url == url), None)

    def _data(self, path: str) -> bytes | None:
        library = self.library
        for source, url in library.files.items():
            if url == path:
                return (Path(self.site.root) / source).read_bytes()
        for collection, language, index in indexed_lists(self.renderer):
            if path.startswith(index.removesuffix(".json")):
                files = catalogue_files(collection, self.renderer, language)
                return next((text.encode() for each, text in files if each == path), None)
        if (make := data_files(self.renderer).get(path)) is not None:
            return make()
        for name, collection in library.collections.items():
            if collection.has_pages and path == api_path(name):
                return join_lines(api_line(record, library) for record in library.entries(name))
        for language in library.languages:
            if path == learning_path(library, language):
                return export_learning(library, language, self.renderer.speakers[language]).content
        if path.startswith("search/"):
            return self._search(path)
        if path.endswith(FEED):
            feeds = export_feeds(library, self.renderer.speakers)
            return next((each.content for each in feeds if each.path == path), None)
        if path.startswith("sitemap"):
            urls = [*self._addresses.entries, *library.prose]
            return next((each.content for each in export_sitemap(library, sorted(urls)) if each.path == path), None)
        return None

    def _search(self, path: str) -> bytes | None:
        """Return a file of the search index. It is made when it is first asked for, and again for its head alone: the
        pages of a search fetch the head first, so they never mix two indexes.
        """
        if path.endswith("index.json") or not self._index:
            self._index = {each.path: each.content for each in make_indexes(self._searched(), self._families)}
        return self._index.get(path)

    def _searched(self) -> Pages:
        """Return what every page is found by; a page is rendered again only if something that it shows changed."""
        library, states = self.library, dict[str, bytes]()
        found: Pages = {}
        for url in (*self._addresses.entries, *library.prose):
            record = self._addresses.entries.get(url)
            known = self._pages.get(url)
            if record is None or known is None or known[1] != page_key(b"", known[0], library, states):
                library.trace.start()
                page = read_page(url, self._page(url) or "")
                names = library.trace.take()
                known = self._pages[url] = names, page_key(b"", names, library, states), page
            if known[2] is not None:
                found[url] = (record.language if record is not None else library.prose[url].language, known[2])
        return found
