"""Loaded records → a library: names unique, references checked and turned both ways, entries in order."""

from __future__ import annotations

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel

from hub.content import Collection, Key, Prose, Record, Site
from hub.diagnostics import Diagnostic, Location, sort_diagnostics
from hub.fields import AssetPath, Reference, read_reference
from hub.library.addresses import entry_address, language_prefix
from hub.library.checks import find_circles, find_stale, find_unused_files
from hub.library.library import Library
from hub.library.order import reading_order
from hub.load.entries import Loaded
from hub.load.positions import Path, Places, places_of, walk
from hub.load.validate import listing, nearest
from hub.load.yaml import parse_yaml
from hub.markdown import Document


def link(site: Site, collections: Mapping[str, Collection], loaded: Loaded) -> Library:
    """Return the library of a site, with the diagnostics of loading and of linking together, sorted."""
    return _Linker(site, collections, loaded).run()


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


class _Linker:
    """One linking. `everything` holds drafts too: a reference to a draft is right, it only leads nowhere yet."""

    def __init__(self, site: Site, collections: Mapping[str, Collection], loaded: Loaded) -> None:
        self.site = site
        self.collections = collections
        self.loaded = loaded
        self.diagnostics = list(loaded.diagnostics)
        self.everything: dict[Key, Record] = {}
        self.translated: dict[str, dict[Key, Record]] = {}
        self.aliases: dict[Key, Key] = {}
        self.places: dict[Key, dict[str, str]] = {}
        self.backlinks: dict[Key, dict[Key, None]] = defaultdict(dict)
        self.assets: set[str] = set()  # files that pages show
        self.used: set[str] = set()  # and those that only drafts name, too
        self.prose = {page.url: page for page in loaded.prose}
        self.file_places: dict[str, Places] = {}

    def run(self) -> Library:
        self._name_records()
        self._name_aliases()
        self._name_prose()
        self.places = {key: _places_in(record.entry) for key, record in self.everything.items()}
        self._check_courses()
        self._check_translations()
        for record in self._all_records():
            self._check_references(record)
        for page in self.prose.values():
            self._check_texts(page)
        visible = {key: record for key, record in self.everything.items() if self._is_visible(record)}
        self._check_together(visible)
        return Library(
            site=self.site,
            collections=self.collections,
            records=visible,
            translations={
                language: {
                    key: record for key, record in records.items() if key in visible and self._is_visible(record)
                }
                for language, records in sorted(self.translated.items())
            },
            ordered=self._order(visible),
            prose=self.prose,
            backlinks={
                key: tuple(sorted(source for source in sources if source in visible))
                for key, sources in self.backlinks.items()
            },
            aliases=self.aliases,
            places=self.places,
            shown_in=self._shown_in(visible),
            assets=frozenset(self.assets),
            diagnostics=tuple(item for item in sort_diagnostics(self.diagnostics) if not self._is_allowed(item)),
        )

    # -- names

    def _is_known(self, key: Key) -> bool:
        """Return whether an entry exists, be it one whose own mistakes keep it out."""
        holes = self.loaded.holes
        return key in self.everything or key in holes or Key(key.collection, "*") in holes

    def _all_records(self) -> Iterator[Record]:
        yield from self.everything.values()
        for records in self.translated.values():
            yield from records.values()

    def _name_records(self) -> None:
        for record in self.loaded.records:
            shelf = self.everything
            if record.language != self.site.language:
                shelf = self.translated.setdefault(record.language, {})
            other = shelf.get(record.key)
            if other is None:
                shelf[record.key] = record
            else:
                values = {"read": record.key.id, "other": str(self._place(other, ("id",)))}
                self._tell(record, ("id",), "E303", values)

    def _name_prose(self) -> None:
        """Tell of hand-written pages that would be written over: by each other or by the page of an entry."""
        addresses = {
            language_prefix(record.language, self.site.language) + entry_address(key): record
            for key, record in self.everything.items()
        }
        for page in self.loaded.prose:
            taken = addresses.get(page.url) or self.prose[page.url]
            if taken is not page:
                values = {"read": page.url.strip("/"), "other": taken.source.path}
                self.diagnostics.append(Diagnostic(Location(page.source.path), "E303", values))

    def _name_aliases(self) -> None:
        for key, record in self.everything.items():
            for index, alias in enumerate(record.entry.aliases):
                former = Key(key.collection, posixpath.join(posixpath.dirname(key.id), alias))
                taken = self.everything.get(former) or self.everything.get(self.aliases.get(former, former))
                if taken is not None:
                    values = {"read": alias, "other": str(self._place(taken, ()))}
                    self._tell(record, ("aliases", index), "E303", values)
                else:
                    self.aliases[former] = key

    def _is_visible(self, record: Record) -> bool:
        if self.site.with_drafts:
            return True
        day = self.site.build_day
        if record.parent is not None:
            parent = self.everything.get(record.parent)
            if parent is None or not self._is_visible(parent):
                return False
        return record.entry.publication.is_visible(day)

    def _is_allowed(self, item: Diagnostic) -> bool:
        return any(
            allowance.code == item.code
            for record in self._all_records()
            if record.entry.allow and record.source.path == item.at.path
            for allowance in record.entry.allow
        )

    # -- courses

    def _check_courses(self) -> None:
        named: set[Key] = set()
        for key, record in self.everything.items():
            if key.collection != "courses":
                continue
            for number, module in enumerate(getattr(record.entry, "modules", ())):
                for index, lesson in enumerate(module.lessons):
                    lesson_key = Key("lessons", f"{key.id}/{lesson}")
                    path = ("modules", number, "lessons", index)
                    if lesson_key in named:
                        self._tell(record, path, "E308", {"read": lesson})
                    elif not self._is_known(lesson_key):
                        self._tell(record, path, "E301", self._no_entry(lesson, lesson_key))
                    named.add(lesson_key)
        for key, record in self.everything.items():
            if key.collection == "lessons":
                self._check_lesson(key, record, named)

    def _check_lesson(self, key: Key, record: Record, named: set[Key]) -> None:
        course = record.parent
        if key not in named and course in self.everything:
            values = {"read": key.id.partition("/")[2], "other": self.everything[course].source.path}
            self.diagnostics.append(Diagnostic(Location(record.source.path), "E307", values))
        quiz = getattr(record.entry, "quiz", None)
        if quiz is not None and course is not None:
            quiz_key = Key("quizzes", f"{course.id}/{quiz}")
            self.backlinks[quiz_key][key] = None
            if not self._is_known(quiz_key):
                self._tell(record, ("quiz",), "E301", self._no_entry(quiz, quiz_key))

    def _shown_in(self, visible: Mapping[Key, Record]) -> dict[Key, Key]:
        return {
            Key("quizzes", f"{record.parent.id}/{quiz}"): key
            for key, record in visible.items()
            if record.parent is not None and (quiz := getattr(record.entry, "quiz", None)) is not None
        }

    # -- translations

    def _check_translations(self) -> None:
        for records in self.translated.values():
            for key, record in records.items():
                if self.collections[key.collection].layout == "list" and not record.base:
                    continue  # derived: nobody wrote it, nobody can say what it translates
                original = self.everything.get(key)
                if original is None:
                    if not self._is_known(key):
                        self._tell(record, (), "E311", {"read": str(key)})
                    continue
                revision = revision_of(original)
                if record.entry.translates is None:
                    self._tell(record, (), "E226", {"revision": revision})
                elif record.entry.translates != revision:
                    values = {"read": record.entry.translates, "revision": revision}
                    self._tell(record, ("translates",), "W310", values)

    # -- references

    def _check_references(self, record: Record) -> None:
        for path, value in walk(record.entry):
            if isinstance(value, Reference):
                self._refer(record, path, value, None)
            elif isinstance(value, AssetPath):
                self._use_asset(record, path, value, None)
            else:
                self._check_document(record, path, value)
        self._check_step_documents(record)

    def _check_together(self, visible: Mapping[Key, Record]) -> None:
        circles = find_circles(self.everything, self.aliases)
        for record, path, code, values in [*circles, *find_stale(visible, self.site.build_day)]:
            self._tell(record, path, code, values)
        if not any(item.is_error for item in self.diagnostics):  # a broken entry may be the one that uses a file
            self.diagnostics += find_unused_files(self.loaded.assets, self.used, self.site.docs, self.collections)

    def _check_step_documents(self, record: Record) -> None:
        """Tell of documents that a step of a toolkit names and the toolkit does not have."""
        known = [document.id for document in getattr(record.entry, "documents", ())]
        for number, step in enumerate(getattr(record.entry, "steps", ())):
            for index, document in enumerate(step.documents):
                if document not in known:
                    path = ("steps", number, "documents", index)
                    self._tell(record, path, "E304", _no_place(str(record.key), document, known))

    def _check_texts(self, page: Prose) -> None:
        for path, value in walk(page.page):
            if isinstance(value, Reference):
                self._refer(page, path, value, None)
            elif isinstance(value, Document):
                self._check_document(page, path, value)

    def _check_document(self, source: Record | Prose, path: Path, document: Document) -> None:
        for found in document.links():
            inside = (found.line, found.column)
            reference = read_reference(found.target)
            if reference is None:
                self._tell(source, path, "E409", {"read": found.target}, inside)
            else:
                self._refer(source, path, reference, inside)
        for image in document.images():
            self._use_asset(source, path, image.target, (image.line, image.column))

    def _refer(self, source: Record | Prose, path: Path, reference: Reference, inside: tuple[int, int] | None) -> None:
        if reference.collection == "pages":
            self._refer_to_prose(source, path, reference, inside)
            return
        if reference.collection not in self.collections:
            near = nearest(reference.collection, [*self.collections, "pages"])
            advice = f"возможно, имелось в виду «{near}»" if near else "назовите раздел так, как названа его папка"
            self._tell(source, path, "E302", {"read": reference.collection, "advice": advice}, inside)
            return
        key = Key(reference.collection, reference.id)
        key = self.aliases.get(key, key)
        if key not in self.everything:
            if not self._is_known(key):
                self._tell(source, path, "E301", self._no_entry(str(reference), key), inside)
            return
        if reference.place:
            key = self._refer_to_place(source, path, reference, key, inside)
        if isinstance(source, Record) and source.key != key:
            self.backlinks[key][source.key] = None

    def _refer_to_place(
        self, source: Record | Prose, path: Path, reference: Reference, key: Key, inside: tuple[int, int] | None
    ) -> Key:
        place, places = reference.place, self.places.get(key, {})
        if key.collection == "courses":
            lesson, _, rest = place.partition("/")
            lesson_key = Key("lessons", f"{key.id}/{lesson}")
            lesson_key = self.aliases.get(lesson_key, lesson_key)
            if lesson_key in self.everything or lesson_key in self.loaded.holes:
                key, place, places = lesson_key, rest, self.places.get(lesson_key, {})
                if lesson_key not in self.everything:
                    return key
            else:
                prefix = f"{key.id}/"
                of_course = (each.id for each in self.everything if each.collection == "lessons")
                places = {**places, **{id_.removeprefix(prefix): "" for id_ in of_course if id_.startswith(prefix)}}
        if place and place not in places:
            self._tell(source, path, "E304", _no_place(str(key), place, places), inside)
        return key

    def _refer_to_prose(
        self, source: Record | Prose, path: Path, reference: Reference, inside: tuple[int, int] | None
    ) -> None:
        names = {page.url.strip("/") or "index": page for page in self.prose.values()}
        page = names.get(reference.id)
        if page is None:
            if Key("pages", reference.id) not in self.loaded.holes:
                values = {"read": str(reference), **_page_advice(reference.id, sorted(names))}
                self._tell(source, path, "E301", values, inside)
            return
        anchors = [item.anchor for item in page.page.body.headings]
        if reference.place and reference.place not in anchors:
            self._tell(source, path, "E304", _no_place(f"pages:{reference.id}", reference.place, anchors), inside)

    def _no_entry(self, read: str, key: Key) -> dict[str, str]:
        folder = posixpath.dirname(key.id)
        known = [
            posixpath.basename(each.id)
            for each in self.everything
            if each.collection == key.collection and posixpath.dirname(each.id) == folder
        ]
        near = nearest(posixpath.basename(key.id), known, cutoff=0.5)
        if near:
            return {"read": read, "advice": f"возможно, имелось в виду «{near}»"}
        return {"read": read, "advice": "создайте такую запись или исправьте идентификатор"}

    # -- files beside entries

    def _use_asset(self, source: Record | Prose, path: Path, target: str, inside: tuple[int, int] | None) -> None:
        if _SCHEME.match(target):
            self._tell(source, path, "E410", {"read": target}, inside)
            return
        resolved = resolve_asset(source.source.path, target.replace("\\", "/"))
        if resolved is None:
            self._tell(source, path, "E306", {"read": target}, inside)
        elif resolved not in self.loaded.assets or "\\" in target:
            self._tell(source, path, "E305", {"read": target, "advice": self._asset_advice(target, resolved)}, inside)
        else:
            self.used.add(resolved)
            if isinstance(source, Prose) or self._is_visible(source):  # a draft's files are drafts as well
                self.assets.add(resolved)

    def _asset_advice(self, target: str, resolved: str) -> str:
        if "\\" in target:
            return "; разделяйте папки знаком «/»"
        folder, name = posixpath.split(resolved)
        beside = [posixpath.basename(each) for each in self.loaded.assets if posixpath.dirname(each) == folder]
        near = nearest(name, beside)
        return f"; возможно, «{near}»" if near else ""

    # -- order and places

    def _order(self, visible: Mapping[Key, Record]) -> dict[str, list[Key]]:
        ordered: dict[str, list[Key]] = {name: [] for name in self.collections}
        for key in visible:
            ordered[key.collection].append(key)
        for name, keys in ordered.items():
            field = self.collections[name].sort_key
            if field:
                keys.sort(key=lambda key: (reading_order(str(getattr(visible[key].entry, field))), key))
        return ordered

    def _place(self, source: Record | Prose, path: Path, inside: tuple[int, int] | None = None) -> Location:
        file = source.source
        places = self.file_places.get(file.path)
        if places is None:
            places = self.file_places[file.path] = places_of(file)
        base: Path = source.base if isinstance(source, Record) else ()
        return places.of((*base, *path)) if inside is None else places.inside((*base, *path), *inside)

    def _tell(
        self,
        source: Record | Prose,
        path: Path,
        code: str,
        values: dict[str, str],
        inside: tuple[int, int] | None = None,
    ) -> None:
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        self.diagnostics.append(Diagnostic(self._place(source, path, inside), code, {"field": name, **values}))


def _no_place(entry: str, place: str, known: Iterable[str]) -> dict[str, str]:
    names = list(known)
    near = nearest(place, names, cutoff=0.5)
    if near:
        return {"entry": entry, "read": place, "advice": "возможно, имелось в виду", "expected": f"«#{near}»"}
    shown = listing(names) or "нет ни одного"
    return {"entry": entry, "read": place, "advice": "есть места:", "expected": shown}


def _page_advice(read: str, known: Iterable[str]) -> dict[str, str]:
    near = nearest(read, known, cutoff=0.5)
    return {"advice": f"возможно, имелось в виду «pages:{near}»" if near else f"страницы: {listing(known)}"}


def resolve_asset(source_path: str, target: str) -> str | None:
    """Return the path of a file that lies beside an entry, relative to the site; None for one outside.

    Inside means: below the folder of the entry, or, in a course, anywhere in the course's folder.
    """
    folder = posixpath.dirname(source_path)
    home = "/".join(source_path.split("/")[:2]) if source_path.startswith("courses/") else folder
    if target.startswith("/") or "\\" in target:
        return None
    resolved = posixpath.normpath(posixpath.join(folder, target))
    return resolved if resolved.startswith(f"{home}/") else None


def revision_of(record: Record) -> str:
    """Return the revision of an entry: eight signs that change when what it says changes, not its layout."""
    text = record.source.content.decode("utf-8-sig").replace("\r\n", "\n")
    parsed: Any = None if record.source.path.endswith(".md") else parse_yaml(record.source.path, text)
    data = parsed[0] if isinstance(parsed, tuple) else text
    for index in record.base:
        data = data[index]
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return blake2b(canonical.encode("utf-8"), digest_size=4).hexdigest()


def _places_in(entry: BaseModel) -> dict[str, str]:
    """Return the anchors of an entry's page: ids of its parts and of its headings, former ids included."""
    places: dict[str, str] = {}

    def visit(value: Any) -> None:
        if isinstance(value, Document):
            for heading in value.headings:
                places.setdefault(heading.anchor, heading.anchor)
        elif isinstance(value, BaseModel):
            id_ = getattr(value, "id", None)
            if isinstance(id_, str):
                places[id_] = id_
                for alias in getattr(value, "aliases", ()):
                    places.setdefault(alias, id_)
            for child in value.__dict__.values():
                visit(child)
        elif isinstance(value, tuple):
            for child in value:
                visit(child)

    visit(entry)
    return places
