"""A competency: a block or sphere with its cells, or a cell with the materials that teach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hub.collections.competencies import Axis, Competency
from hub.content import Key, Record
from hub.library import Library
from hub.render.context import Page


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return the cells of a block or sphere, or the block and sphere of a cell."""
    competency, library = record.entry, page.renderer.library
    if not isinstance(competency, Competency):
        raise TypeError(f"{record.key} is no competency")
    id_ = record.key.id
    cells = [
        {"link": page.link_to(each), "count": material_count(each.key, library)}
        for each in library.entries("competencies")
        if _kind(each) is Axis.CELL and id_ in each.key.id.split("--")
    ]
    parts = [library.get(Key("competencies", part)) for part in id_.split("--")] if "--" in id_ else []
    return {
        "kind": page.translate(competency.kind.label),
        "is_cell": competency.kind is Axis.CELL,
        "shows_related": competency.kind is Axis.CELL,
        "parts": [page.link_to(part) for part in parts if part is not None],
        "cells": cells,
        "inherited": _inherited(id_, page),
    }


def matrix(page: Page) -> Mapping[str, Any]:
    """Return the framework as a table: a row for each block, a column for each sphere, counts in cells."""
    library = page.renderer.library
    entries = library.entries("competencies")
    spheres = [each for each in entries if _kind(each) is Axis.SPHERE]
    rows = []
    for block in (each for each in entries if _kind(each) is Axis.BLOCK):
        cells = [Key("competencies", f"{block.key.id}--{sphere.key.id}") for sphere in spheres]
        rows.append(
            {
                "id": block.key.id,
                "link": page.link_to(block),
                "cells": [
                    {"id": key.id, "link": page.link_to(cell), "count": material_count(cell.key, library)}
                    for key in cells
                    if (cell := library.get(key)) is not None
                ],
            }
        )
    return {"spheres": [page.link_to(sphere) for sphere in spheres], "rows": rows}


def material_count(cell: Key, library: Library) -> int:
    """Return how many entries name a cell, or the whole block that it belongs to."""
    return len(materials_of(cell, library))


def materials_of(cell: Key, library: Library) -> set[Key]:
    """Return the entries that name a cell, or the whole block that it belongs to."""
    block = Key("competencies", cell.id.partition("--")[0])
    return {*_sources(cell, library), *_sources(block, library)}


def _sources(key: Key, library: Library) -> Sequence[Key]:
    return [source for source in library.sources_of(key) if source.collection != "quizzes"]


def _inherited(id_: str, page: Page) -> list[Any]:
    """Return what teaches the whole block of a cell."""
    library = page.renderer.library
    if "--" not in id_:
        return []
    sources = _sources(Key("competencies", id_.partition("--")[0]), library)
    return [page.link_to(each) for key in sources if (each := library.get(key)) is not None]


def _kind(record: Record) -> Axis:
    kind: Axis = record.card.values["kind"]
    return kind
