"""Loaded records → a library: the stages of linking in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from hub.content import Collection, Key, Record, Site
from hub.diagnostics import Diagnostic, sort_diagnostics
from hub.library.checks import find_circles, find_stale, find_unused_files
from hub.library.library import Library
from hub.library.names import check_courses, check_translations, name_aliases, name_prose, name_records
from hub.library.order import reading_order
from hub.library.references import check_prose, check_references
from hub.library.shelf import Shelf
from hub.load.entries import Loaded
from hub.markdown import Document


def link(site: Site, collections: Mapping[str, Collection], loaded: Loaded) -> Library:
    """Return the library of a site, with the diagnostics of loading and of linking together, sorted."""
    shelf = Shelf(site, collections, loaded)
    for name in (name_records, name_aliases, name_prose):
        name(shelf)
    shelf.places = {key: _places_in(record.entry) for key, record in shelf.everything.items()}
    check_courses(shelf)
    check_translations(shelf)
    for record in shelf.all_records():
        check_references(shelf, record)
    for page in shelf.prose.values():
        check_prose(shelf, page)
    visible = {key: record for key, record in shelf.everything.items() if shelf.is_visible(record)}
    _check_together(shelf, visible)
    return _make_library(shelf, visible)


def _make_library(shelf: Shelf, visible: Mapping[Key, Record]) -> Library:
    return Library(
        site=shelf.site,
        collections=shelf.collections,
        records=visible,
        translations={
            language: {key: record for key, record in records.items() if key in visible and shelf.is_visible(record)}
            for language, records in sorted(shelf.translated.items())
        },
        ordered=_order(shelf, visible),
        prose=shelf.prose,
        backlinks={
            key: tuple(sorted(source for source in sources if source in visible))
            for key, sources in shelf.backlinks.items()
        },
        aliases=shelf.aliases,
        places=shelf.places,
        shown_in=_shown_in(visible),
        assets=frozenset(shelf.assets),
        diagnostics=tuple(item for item in sort_diagnostics(shelf.diagnostics) if not _is_allowed(shelf, item)),
    )


def _check_together(shelf: Shelf, visible: Mapping[Key, Record]) -> None:
    circles = find_circles(shelf.everything, shelf.aliases)
    for record, path, code, values in [*circles, *find_stale(visible, shelf.site.build_day)]:
        shelf.tell(record, path, code, values)
    if not any(item.is_error for item in shelf.diagnostics):  # a broken entry may be the one that uses a file
        shelf.diagnostics += find_unused_files(shelf.loaded.assets, shelf.used, shelf.site.docs, shelf.collections)


def _order(shelf: Shelf, visible: Mapping[Key, Record]) -> dict[str, list[Key]]:
    ordered: dict[str, list[Key]] = {name: [] for name in shelf.collections}
    for key in visible:
        ordered[key.collection].append(key)
    for name, keys in ordered.items():
        field = shelf.collections[name].sort_key
        if field:
            keys.sort(key=lambda key: (reading_order(str(getattr(visible[key].entry, field))), key))
    return ordered


def _shown_in(visible: Mapping[Key, Record]) -> dict[Key, Key]:
    return {
        Key("quizzes", f"{record.parent.id}/{quiz}"): key
        for key, record in visible.items()
        if record.parent is not None and (quiz := getattr(record.entry, "quiz", None)) is not None
    }


def _is_allowed(shelf: Shelf, item: Diagnostic) -> bool:
    return any(
        allowance.code == item.code
        for record in shelf.all_records()
        if record.entry.allow and record.source.path == item.at.path
        for allowance in record.entry.allow
    )


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
