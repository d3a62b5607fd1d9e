"""All that a hub knows, resolved: what rendering and exporting read, and the only thing that they read."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.content import Collection, EntryReader, Key, Prose, Record, Site
from hub.diagnostics import Diagnostic
from hub.fields import Reference, read_reference
from hub.library.addresses import entry_address, language_prefix
from hub.library.trace import CARD, ENTRY, FILE, LIST, PROSE, SHOWN, SOURCES, Name, Trace, TracedReader


class Target(NamedTuple):
    """What a reference leads to: the page's address (site-relative, with an anchor if any) and its title."""

    url: str
    title: str
    language: str
    key: Key | None = None


def key_of(reference: Reference, aliases: Mapping[Key, Key], known: Container[Key]) -> Key:
    """Return the key that a reference means, by its present name; a lesson named through its course is the lesson."""
    key = Key(reference.collection, reference.id)
    key = aliases.get(key, key)
    if key.collection == "courses" and reference.place:
        lesson = Key("lessons", f"{key.id}/{reference.place.partition('/')[0]}")
        lesson = aliases.get(lesson, lesson)
        return lesson if lesson in known else key
    return key


@dataclass(frozen=True, slots=True)
class Library:
    """The entries that readers see, by language and key, and every relation between them.

    `records` holds the site's own language, `translations` the others; `ordered` the keys of each collection
    in reading order; `backlinks` who refers to an entry; `aliases` former names; `places` the anchors of each
    entry with their former names; `shown_in` the lesson that shows a quiz; `files` the site-relative address of
    every file beside entries that a page shows.
    """

    site: Site
    collections: Mapping[str, Collection]
    records: Mapping[Key, Record]
    translations: Mapping[str, Mapping[Key, Record]]
    ordered: Mapping[str, Sequence[Key]]
    prose: Mapping[str, Prose]
    backlinks: Mapping[Key, Sequence[Key]]
    aliases: Mapping[Key, Key]
    places: Mapping[Key, Mapping[str, str]]
    shown_in: Mapping[Key, Key]
    assets: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    diagnostics: Sequence[Diagnostic] = field(default=())
    trace: Trace = field(default_factory=Trace, compare=False, repr=False)
    _found: dict[tuple[Reference, str], tuple[Target | None, frozenset[Name]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _lists: dict[tuple[str, str], Sequence[Record]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have at least one page, the site's own first."""
        prose = {page.language for page in self.prose.values()}
        others = {language for language, records in self.translations.items() if records} | prose
        return (self.site.language, *sorted(others - {self.site.language}))

    @property
    def versions(self) -> Mapping[str, Mapping[Key, Record]]:
        """The entries by language, the site's own first."""
        return {self.site.language: self.records, **self.translations}

    def lend(self, reader: EntryReader) -> None:
        """Let the records find their whole entries."""
        traced = TracedReader(reader, self.trace)
        for records in self.versions.values():
            for record in records.values():
                record.reader = traced

    def key_of(self, reference: Reference) -> Key:
        """Return the key that a reference means (see `key_of`)."""
        return key_of(reference, self.aliases, self.records)

    def get(self, key: Key) -> Record | None:
        """Return an entry in the site's own language."""
        self.trace.see(CARD, self.site.language, *key)
        return self.records.get(key)

    def record(self, key: Key, language: str) -> Record | None:
        """Return an entry in a language, or in the site's own where it is not translated."""
        self.trace.see(CARD, language, *key)
        return self._record(key, language)

    def _record(self, key: Key, language: str) -> Record | None:
        if language == self.site.language:
            return self.records.get(key)
        return self.translations.get(language, {}).get(key) or self.records.get(key)

    def sources_of(self, key: Key) -> Sequence[Key]:
        """Return the entries that refer to an entry."""
        self.trace.see(SOURCES, "", *key)
        return self.backlinks.get(key, ())

    def entries(self, collection: str, language: str | None = None) -> Sequence[Record]:
        """Return the entries of a collection in reading order; in another language only those translated."""
        language = language or self.site.language
        self.trace.see(LIST, language, collection, "")
        known = self._lists.get((collection, language))
        if known is None:
            own = language == self.site.language
            records = self.records if own else self.translations.get(language, {})
            known = tuple(records[key] for key in self.ordered.get(collection, ()) if key in records)
            self._lists[collection, language] = known
        return known

    def url(self, record: Record) -> str | None:
        """Return the site-relative address of an entry's page; None for one that no page shows."""
        key = record.key
        if not self.collections[key.collection].has_pages:
            self.trace.see(SHOWN, "", *key)
            shown = self.shown_in.get(key)
            if shown is None:
                return None
            key = shown
        return language_prefix(record.language, self.site.language) + entry_address(key)

    def children(self, key: Key) -> list[Record]:
        """Return the lessons of a course in the order of its modules."""
        course = self.get(key)
        modules = course.card.values["modules"] if course is not None else ()
        lessons = (self.get(Key("lessons", f"{key.id}/{lesson}")) for module in modules for lesson in module.lessons)
        return [lesson for lesson in lessons if lesson is not None]

    def find(self, reference: Reference, language: str) -> Target | None:
        """Return what a reference leads to; None when no page shows it (a hole, a draft, a wrong name)."""
        known = self._found.get((reference, language))
        if known is None:
            # A hub refers to the same few entries again and again: what they are made of is noted once.
            with self.trace.aside() as names:
                target = self._find(reference, language)
            known = self._found[reference, language] = target, frozenset(names)
        target, seen = known
        self.trace.see_all(seen)
        return target

    def _find(self, reference: Reference, language: str) -> Target | None:
        if reference.collection == "pages":
            return self._find_prose(reference)
        key = Key(reference.collection, reference.id)
        self.trace.see(CARD, language, *key)
        key = self.aliases.get(key, key)
        place = reference.place
        if key.collection == "courses" and place:
            lesson, _, rest = place.partition("/")
            lesson_key = Key("lessons", f"{key.id}/{lesson}")
            self.trace.see(CARD, language, *lesson_key)
            lesson_key = self.aliases.get(lesson_key, lesson_key)
            if lesson_key in self.records:
                key, place = lesson_key, rest
        record = self._record(key, language)
        url = self.url(record) if record is not None else None
        if record is None or url is None:
            return None
        anchor = self.places.get(key, {}).get(place) if place else ""
        if anchor is None:
            return None
        return Target(url + (f"#{anchor}" if anchor else ""), record.card.name, record.language, key)

    def find_text(self, text: str, language: str) -> Target | None:
        """Return what a reference as written in a text leads to."""
        reference = read_reference(text)
        return self.find(reference, language) if reference is not None else None

    def _find_prose(self, reference: Reference) -> Target | None:
        url = "" if reference.id == "index" else f"{reference.id}/"
        self.trace.see(PROSE, "", "", url)
        page = self.prose.get(url)
        if page is None:
            return None
        anchors = {heading.anchor for heading in page.page.body.headings}
        if reference.place and reference.place not in anchors:
            return None
        return Target(url + (f"#{reference.place}" if reference.place else ""), page.page.title, page.language)

    # -- what pages are made of (see `hub.library.trace`)

    def state_of(self, name: str) -> bytes:
        """Return the present state of what a name in a trace stands for: equal while nothing of it changed."""
        kind, language, collection, id_ = name.split(" ", 3)
        key = Key(collection, id_)
        if kind == CARD:
            return self._card_state(key, language)
        if kind == ENTRY:
            record = self._record(key, language)
            return record.digest if record is not None else b""
        if kind == SOURCES:
            return " ".join(map(str, self.backlinks.get(key, ()))).encode()
        if kind == LIST:
            return b"".join(record.card_digest for record in self.entries(collection, language))
        if kind == SHOWN:
            return str(self.shown_in.get(key)).encode()
        if kind == PROSE:
            page = self.prose.get(id_)
            return f"{page.page.title} {page.page.body.headings}".encode() if page is not None else b""
        assert kind == FILE, name
        return self.files.get(id_, "").encode()

    def _card_state(self, key: Key, language: str) -> bytes:
        key = self.aliases.get(key, key)
        own = self.records.get(key)
        if own is None:
            return b""
        translated = self.translations.get(language, {}).get(key) if language != self.site.language else None
        return own.card_digest + translated.card_digest if translated is not None else own.card_digest
