"""What puts first what fits a reader → `api/me.json`: the choices there are, and for whom things of the hub are.

The choice itself never leaves the reader's device; this file is the same for everybody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from hub.content import Audience, Key, Record
from hub.library.coverage import materials_of
from hub.library.news import changed_on, newest
from hub.library.whom import Whoms, differ
from hub.render.context import Page, Renderer

NEWS = 30  # entries among which what fits is looked for; the home page shows the first few


def me_path(prefix: str) -> str:
    """Return where the file of a language is, which has its pages below a prefix."""
    return f"{prefix}api/me.json"


def can_fit(renderer: Renderer, language: str, collection: str = "") -> bool:
    """Return whether a choice of the reader can change anything: in a list, or in a language."""
    place = (collection, language)
    if place not in renderer.fitting:
        library = renderer.library
        names = [collection] if collection else [each.name for each in library.collections.values() if each.has_pages]
        renderer.fitting[place] = any(differ(library.entries(name, language), library) for name in names)
    return renderer.fitting[place]


def me_file(renderer: Renderer, language: str) -> bytes:
    """Return the file of a language.

    `whom` are the different kinds of those for whom entries are, each as ids of roles, regions and diseases; everything
    else names them by number: `shelves` and `cells` (of the matrix) count entries by it.
    """
    library, whoms = renderer.library, Whoms(renderer.library)
    page = Page(renderer, "", language)
    shelves = {
        name: _counted(library.entries(name, language), whoms)
        for name, collection in library.collections.items()
        if collection.has_pages and name != "lessons"
    }
    cells = {
        record.key.id: _counted(_records(materials_of(library, record.key.id), renderer), whoms)
        for record in library.entries("competencies")
        if "--" in record.key.id
    }
    news = [_news_row(record, whoms.number(record), page) for record in newest(library, language, NEWS)]
    data = {
        "choices": {
            "role": [[each.value, page.translate(each.label)] for each in Audience],
            "region": _choices("regions", page),
            "condition": _choices("conditions", page),
        },
        "whom": whoms.kinds,
        "news": news,
        "shelves": {name: counts for name, counts in shelves.items() if counts},
        "cells": {name: counts for name, counts in cells.items() if counts},
    }
    return f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _records(keys: Iterable[Key], renderer: Renderer) -> list[Record]:
    return [record for key in sorted(keys) if (record := renderer.library.get(key)) is not None]


def _counted(records: Sequence[Record], whoms: Whoms) -> dict[str, int]:
    return {str(number): count for number, count in Counter(map(whoms.number, records)).items()}


def _choices(collection: str, page: Page) -> list[list[str]]:
    library = page.renderer.library
    records = (library.record(each.key, page.language) or each for each in library.entries(collection))
    return [[record.key.id, record.card.name] for record in records]


def _news_row(record: Record, number: int, page: Page) -> dict[str, object]:
    library, day = page.renderer.library, changed_on(record)
    words = page.day(day).striptags() if day is not None else ""
    label = page.translate(library.collections[record.key.collection].label_one)
    return {
        "title": record.card.name,
        "url": library.url(record) or "",
        "note": f"{label}, {words}",
        "whom": number,
    }
