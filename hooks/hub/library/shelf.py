"""What linking knows while it works: every entry that was read, its names and places, and what was told."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from hub.content import Collection, Key, Prose, Record, Site
from hub.diagnostics import Diagnostic, Location
from hub.fields import Reference
from hub.library.library import key_of
from hub.load.entries import Loaded
from hub.load.files import read_bytes
from hub.load.positions import Path, Places, places_of
from hub.load.validate import nearest


class Shelf:
    """The state of one linking, filled stage by stage (names, then references), and thrown away after it.

    `everything` holds drafts too: a reference to a draft is right, it only leads nowhere yet.
    """

    def __init__(self, site: Site, collections: Mapping[str, Collection], loaded: Loaded) -> None:
        self.site = site
        self.collections = collections
        self.loaded = loaded
        self.diagnostics = list(loaded.diagnostics)
        self.everything: dict[Key, Record] = {}
        self.translated: dict[str, dict[Key, Record]] = {}
        self.aliases: dict[Key, Key] = {}
        self.places: dict[Key, Mapping[str, str]] = {}
        self.backlinks: dict[Key, dict[Key, None]] = defaultdict(dict)
        self.assets: set[str] = set()  # files that pages show
        self.used: set[str] = set()  # and those that only drafts name, too
        self.prose = {page.url: page for page in loaded.prose}
        self.file_places: dict[str, Places] = {}

    def is_known(self, key: Key) -> bool:
        """Return whether an entry exists, be it one whose own mistakes keep it out."""
        holes = self.loaded.holes
        return key in self.everything or key in holes or Key(key.collection, "*") in holes

    def key_of(self, reference: Reference) -> Key:
        """Return the key that a reference means; drafts count."""
        return key_of(reference, self.aliases, self.everything)

    def all_records(self) -> Iterator[Record]:
        """Yield every entry that was read, translations included."""
        yield from self.everything.values()
        for records in self.translated.values():
            yield from records.values()

    def size_of(self, asset: str) -> int:
        """Return how many bytes a file has; 0 for one that has gone meanwhile."""
        try:
            return (FilePath(self.site.root) / asset).stat().st_size
        except OSError:
            return 0

    def is_visible(self, record: Record) -> bool:
        """Return whether readers see an entry on the day of the build; a lesson only with its course."""
        if self.site.with_drafts:
            return True
        day = self.site.build_day
        if record.parent is not None:
            parent = self.everything.get(record.parent)
            if parent is None or not self.is_visible(parent):
                return False
        return record.card.publication.is_visible(day)

    def place(self, source: Record | Prose, path: Path, inside: tuple[int, int] | None = None) -> Location:
        """Return where a field, or a line and column inside a text, stands in its file."""
        places = self.file_places.get(source.path)
        if places is None:
            content = read_bytes(self.site, source.path)
            places = places_of(source.path, content if isinstance(content, bytes) else b"")
            self.file_places[source.path] = places
        base: Path = source.base if isinstance(source, Record) else ()
        return places.of((*base, *path)) if inside is None else places.inside((*base, *path), *inside)

    def tell(
        self,
        source: Record | Prose,
        path: Path,
        code: str,
        values: dict[str, str],
        inside: tuple[int, int] | None = None,
    ) -> None:
        """Note a mistake; `inside` is a line and column inside a text."""
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        self.diagnostics.append(Diagnostic(self.place(source, path, inside), code, {"field": name, **values}))

    def no_entry(self, read: str, key: Key) -> dict[str, str]:
        """Return the values of E301: what was read, and the nearest id in the same folder."""
        folder = posixpath.dirname(key.id)
        known = [
            posixpath.basename(each.id)
            for each in self.everything
            if each.collection == key.collection and posixpath.dirname(each.id) == folder
        ]
        near = nearest(posixpath.basename(key.id), known, cutoff=0.5)
        if near:
            return {"read": read, "advice": f"возможно, имелось в виду «{near}»"}
        if key.collection == "lessons" and not folder:
            return {"read": read, "advice": "назовите урок вместе с курсом: courses:имя-курса#имя-урока"}
        return {"read": read, "advice": "создайте такую запись или исправьте идентификатор"}
