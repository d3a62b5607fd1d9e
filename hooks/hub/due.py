"""What a build has to make, and what of the last one it can keep.

A file of the site is kept when the state of all that it was made of is what it was (see `hub.library.trace`), and
the file on the disk is the one that was written then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hub.content import Record
from hub.library.facets import Facet
from hub.make import Base, digest, page_key
from hub.memory import Output
from hub.outputs.api import api_path
from hub.outputs.learning import learning_key, learning_path
from hub.render.catalogues import Slice, block_paths, count_of, facets_shown, records_on
from hub.render.context import Renderer
from hub.render.data import data_files
from hub.render.lists import all_slices, indexed_lists
from hub.render.me import can_fit
from hub.render.pages import entry_url
from hub.write import SiteTree


@dataclass(slots=True)
class Due:
    """What has to be made. `keep` are files of the site that stay, `data` the collections whose data files are due,
    `learning` the languages whose file for learners is due, `files` the paths of files that many entries make together.
    """

    pages: list[Record] = field(default_factory=list)
    slices: dict[str, bytes] = field(default_factory=dict)
    parts: list[Slice] = field(default_factory=list)
    data: dict[str, bytes] = field(default_factory=dict)
    indexes: dict[str, bytes] = field(default_factory=dict)
    learning: dict[str, bytes] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    keep: dict[str, Output] = field(default_factory=dict)


def find_due(renderer: Renderer, base: Base, remembered: dict[str, Output], tree: SiteTree) -> Due:
    """Return what is due of the pages, lists and data files of a site, given what its files were made of."""
    library, due, states = renderer.library, Due(), dict[str, bytes]()

    def stays(path: str, key: bytes | None = None, under: bytes = b"") -> bool:
        known = remembered.get(path)
        if known is None or not tree.has(path, known.stamp):
            return False
        now = key if key is not None else page_key(under, known.names, library, states)
        if now != known.key:
            return False
        due.keep[path] = known
        return True

    for record in with_pages(renderer):
        url = entry_url(record, library)
        if not stays(f"{url}index.html", under=base.of(record.language, url)):
            due.pages.append(record)
    facets = _Digests(renderer)
    for part in all_slices(renderer):
        key = _slice_key(part, renderer, base, facets[part.collection, part.language])
        if not stays(f"{part.url}index.html", key):
            due.slices[part.url] = key
            due.parts.append(part)
    for name, collection in library.collections.items():
        records = library.entries(name)
        if collection.has_pages and records:
            key = digest(b"".join(record.digest + record.card_digest for record in records))
            if not stays(api_path(name), key):
                due.data[name] = key
    for language in library.languages:
        key = digest(learning_key(library, language))
        if not stays(learning_path(library, language), key):
            due.learning[language] = key
    for collection, language, path in indexed_lists(renderer):
        cards = b"".join(record.card_digest for record in library.entries(collection.name, language))
        key = digest(facets[collection.name, language] + cards)
        blocks = block_paths(path, len(library.entries(collection.name, language)))
        if not all(stays(each, key) for each in (path, *blocks)):
            due.indexes[path] = key
            for each in (path, *blocks):
                due.keep.pop(each, None)
    due.files = [path for path in data_files(renderer) if not stays(path)]
    return due


def with_pages(renderer: Renderer) -> Iterator[Record]:
    """Yield every entry, in every language, that has a page."""
    library = renderer.library
    for records in library.versions.values():
        for record in records.values():
            if library.collections[record.key.collection].has_pages:
                yield record


class _Digests(dict[tuple[str, str], bytes]):
    """The states of facets by collection and language."""

    def __init__(self, renderer: Renderer) -> None:
        super().__init__()
        self.renderer = renderer

    def __missing__(self, place: tuple[str, str]) -> bytes:
        found = self[place] = digest(repr(_facets_state(self.renderer.facets[place])).encode())
        return found


def _facets_state(facets: Iterable[Facet]) -> list[tuple[object, ...]]:
    return [(facet.name, facet.label, *((each.id, each.label, each.keys) for each in facet.values)) for facet in facets]


def _slice_key(part: Slice, renderer: Renderer, base: Base, facets: bytes) -> bytes:
    """Return the state of what a page of a list is made of: facets, its place in the list, the cards on it."""
    cards = b"".join(record.card_digest for record in records_on(part, renderer))
    total = count_of(part, renderer)
    shown = facets if facets_shown(part.collection, renderer, part.language) else b""
    fitting = can_fit(renderer, part.language, part.collection)
    return digest(base.of(part.language, part.url) + shown + f"{part.number} {total} {fitting}".encode() + cards)
