"""Loaded records → a library: the stages of linking in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hub.content import Collection, Key, Record, Site
from hub.diagnostics import sort_diagnostics
from hub.library.checks import find_circles, find_stale, find_unused_files, find_wrong_clips
from hub.library.learning import find_lost_learners
from hub.library.library import Library
from hub.library.names import check_courses, check_translations, name_aliases, name_prose, name_records
from hub.library.references import check_prose, check_references
from hub.library.shelf import Shelf
from hub.load.entries import Loaded


def link(site: Site, collections: Mapping[str, Collection], loaded: Loaded) -> Library:
    """Return the library of a site, with the diagnostics of loading and of linking together, sorted."""
    shelf = Shelf(site, collections, loaded)
    for name in (name_records, name_aliases, name_prose):
        name(shelf)
    shelf.places = {key: record.card.places for key, record in shelf.everything.items()}
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
    told, allowed = sort_diagnostics(shelf.diagnostics), _allowed(shelf)
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
        diagnostics=tuple(item for item in told if (item.at.path, item.code) not in allowed),
    )


def _check_together(shelf: Shelf, visible: Mapping[Key, Record]) -> None:
    circles = find_circles(shelf.everything, shelf.aliases, shelf.collections)
    lessons = [record for record in shelf.all_records() if record.key.collection == "lessons"]
    clips = find_wrong_clips(lessons, shelf.everything, shelf.aliases)
    stale = find_stale(visible, shelf.site.build_day)
    lost = find_lost_learners(shelf.everything, visible, shelf.key_of)
    for record, path, code, values in [*circles, *clips, *stale, *lost]:
        shelf.tell(record, path, code, values)
    if not any(item.is_error for item in shelf.diagnostics):  # a broken entry may be the one that uses a file
        shelf.diagnostics += find_unused_files(shelf.loaded.assets, shelf.used, shelf.site.docs, shelf.collections)


def _order(shelf: Shelf, visible: Mapping[Key, Record]) -> dict[str, list[Key]]:
    ordered: dict[str, list[Key]] = {name: [] for name in shelf.collections}
    for key in visible:
        ordered[key.collection].append(key)
    for name, keys in ordered.items():
        if shelf.collections[name].sort_key:
            keys.sort(key=lambda key: (visible[key].card.order, key))
    return ordered


def _shown_in(visible: Mapping[Key, Record]) -> dict[Key, Key]:
    return {
        Key("quizzes", f"{record.parent.id}/{quiz}"): key
        for key, record in visible.items()
        if record.parent is not None and (quiz := record.card.values.get("quiz")) is not None
    }


def _allowed(shelf: Shelf) -> set[tuple[str, str]]:
    """Return the warnings that entries accept: the path of the file and the code."""
    return {(record.path, code) for record in shelf.all_records() for code in record.card.allow}


def with_record(library: Library, record: Record) -> Library:
    """Return a library with an entry in the place of an earlier version of itself.

    The caller knows that nothing else changes by it: its references are right, its former names are the same, and
    nobody points at an anchor that it lost.
    """
    key, old = record.key, library.records[record.key]
    backlinks = dict(library.backlinks)
    gone, new = set(old.card.references), set(record.card.references)
    for target in {library.key_of(reference) for reference in gone ^ new} - {key}:
        sources = set(backlinks.get(target, ())) - {key}
        if any(library.key_of(reference) == target for reference in new):
            sources.add(key)
        backlinks[target] = tuple(sorted(sources))
    records = {**library.records, key: record}
    ordered = dict(library.ordered)
    if record.card.order != old.card.order:
        ordered[key.collection] = sorted(ordered[key.collection], key=lambda each: (records[each].card.order, each))
    places = {**library.places, key: record.card.places}
    return replace(library, records=records, ordered=ordered, backlinks=backlinks, places=places)
