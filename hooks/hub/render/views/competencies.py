"""A competency: what teaches it, what checks it, who asks about it; a block or sphere with its cells; the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hub.collections.competencies import Axis, Competency
from hub.content import Key, Record
from hub.library.addresses import language_prefix
from hub.library.coverage import Coverage, Tally, coverage_of, material_count, parts_of, tally_all
from hub.render.context import Link, Page


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return what there is for a competency, its cells, or the block and sphere of a cell."""
    competency, library = record.entry, page.renderer.library
    if not isinstance(competency, Competency):
        raise TypeError(f"{record.key} is no competency")
    id_ = record.key.id
    own = coverage_of(library, id_)
    wider = [coverage_of(library, part) for part in parts_of(id_)]
    seen = {each.key for each in own.teaching}
    rest = {each.key: each for coverage in wider for each in coverage.teaching if each.key not in seen}
    parts = [library.get(Key("competencies", part)) for part in parts_of(id_)]
    return {
        "kind": page.translate(competency.kind.label),
        "is_cell": competency.kind is Axis.CELL,
        "shows_related": True,
        "parts": [page.link_to(part) for part in parts if part is not None],
        "cells": [
            _cell(each, page)
            for each in library.entries("competencies")
            if _kind(each) is Axis.CELL and id_ in parts_of(each.key.id)
        ],
        "groups": _groups(own.teaching, page),
        "wider": _groups(rest.values(), page),
        "checks": _checks([own, *wider], page),
        "asks": _asks([own, *wider], page),
        **overlay(page),
    }


def matrix(page: Page) -> Mapping[str, Any]:
    """Return the framework as a table: a row for each block, a column for each sphere, what there is in each cell."""
    library = page.renderer.library
    entries = library.entries("competencies")
    spheres = [each for each in entries if _kind(each) is Axis.SPHERE]
    tallies, rows = tally_all(library), []
    for block in (each for each in entries if _kind(each) is Axis.BLOCK):
        cells = [library.get(Key("competencies", f"{block.key.id}--{sphere.key.id}")) for sphere in spheres]
        rows.append(
            {
                "id": block.key.id,
                "link": page.link_to(block),
                "cells": [_tallied(each, tallies, page) for each in cells if each is not None],
            }
        )
    return {"spheres": [page.link_to(sphere) for sphere in spheres], "rows": rows, **overlay(page)}


def overlay(page: Page) -> Mapping[str, Any]:
    """Return where the browser finds what it lays over: what a learner did, by competency."""
    prefix = language_prefix(page.language, page.renderer.library.site.language)
    return {"learning_url": page.href(f"{prefix}api/learning.json")}


def _cell(record: Record, page: Page) -> Mapping[str, Any]:
    count = material_count(page.renderer.library, record.key.id)
    return {"id": record.key.id, "link": page.link_to(record), "count": count}


def _tallied(record: Record, tallies: Mapping[str, Tally], page: Page) -> Mapping[str, Any]:
    found = [tallies[name] for name in (record.key.id, *parts_of(record.key.id)) if name in tallies]
    return {
        "id": record.key.id,
        "link": page.link_to(record),
        "count": len({key for tally in found for key in tally.teaching}),
        "questions": sum(tally.questions for tally in found),
    }


def _groups(records: Iterable[Record], page: Page) -> list[tuple[str, list[Link]]]:
    """Return materials by collection, those that people begin with first."""
    collections = page.renderer.library.collections
    groups: dict[str, list[Link]] = {}
    for record in records:
        groups.setdefault(record.key.collection, []).append(page.link_to(record))
    ranks = {name: (collection.menu is None, collection.menu or 0) for name, collection in collections.items()}
    return [(page.translate(collections[name].label), groups[name]) for name in sorted(groups, key=ranks.__getitem__)]


def _checks(coverages: Iterable[Coverage], page: Page) -> list[tuple[Link, int]]:
    """Return the lessons whose quizzes assess a competency, with how many questions do."""
    library = page.renderer.library
    found: dict[Key, tuple[Link, int]] = {}
    for quiz, count in (pair for coverage in coverages for pair in coverage.questions):
        shown = library.shown_in.get(quiz.key)
        lesson = library.get(shown) if shown is not None and library.url(quiz) is not None else None
        if lesson is not None:
            link, before = found.get(lesson.key, (page.link_to(lesson), 0))
            found[lesson.key] = link, before + count
    return list(found.values())


def _asks(coverages: Iterable[Coverage], page: Page) -> list[Link]:
    """Return the questionnaires that ask about a competency."""
    found = {each.key: page.link_to(each) for coverage in coverages for each, _ in coverage.statements}
    return list(found.values())


def _kind(record: Record) -> Axis:
    kind: Axis = record.card.values["kind"]
    return kind
