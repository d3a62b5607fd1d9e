"""A collection → its list with facets, static pages for every value, one index for filters (long: one story).

Without scripts a facet is a link to `/<collection>/by/<facet>/<value>/`; with them the same links filter in
place, from an index that is fetched on the first use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from hub.content import Collection, Record
from hub.library.addresses import language_prefix, list_address
from hub.library.facets import Facet, FacetValue
from hub.library.whom import Whoms, whom_of
from hub.render.context import Page, Renderer
from hub.render.me import can_fit, me_path
from hub.render.shell import BASE_MARK
from hub.render.views.general import row_of

PAGE_SIZE = 100  # entries on one page of a list
FEW = 6  # a list as short as this is read faster than it is filtered
SUMMARY_LIMIT = 100  # characters of a summary in the index


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list: its address, which entries of which facet value, which part of them."""

    collection: str
    language: str
    url: str
    facet: Facet | None
    value: FacetValue | None
    number: int


def index_path(collection: Collection, prefix: str) -> str:
    """Return where the index of a collection in a language is."""
    return f"{prefix}api/catalogues/{collection.name}.json"


def slices_of(collection: Collection, renderer: Renderer, language: str) -> Iterator[Slice]:
    """Yield every page of a collection's list but the first, which is its landing page."""
    library = renderer.library
    top = language_prefix(language, library.site.language) + list_address(collection.name)
    for number in range(2, _page_count(len(library.entries(collection.name, language))) + 1):
        yield Slice(collection.name, language, f"{top}by/page/{number}/", None, None, number)
    for facet in renderer.facets[collection.name, language]:
        for value in facet.values:
            for number in range(1, _page_count(len(value.keys)) + 1):
                end = f"{number}/" if number > 1 else ""
                url = f"{top}by/{facet.name}/{value.id}/{end}"
                yield Slice(collection.name, language, url, facet, value, number)


def facets_shown(collection: str, renderer: Renderer, language: str) -> Sequence[Facet]:
    """Return the facets of a list; a short one has none."""
    is_long = len(renderer.library.entries(collection, language)) > FEW
    return renderer.facets[collection, language] if is_long else ()


def count_of(part: Slice, renderer: Renderer) -> int:
    """Return how many entries the list has that a page is a part of."""
    return len(part.value.keys) if part.value else len(renderer.library.entries(part.collection, part.language))


def records_on(part: Slice, renderer: Renderer) -> Sequence[Record]:
    """Return the entries that stand on a page of a list."""
    library, place = renderer.library, slice((part.number - 1) * PAGE_SIZE, part.number * PAGE_SIZE)
    if part.value is None:
        return library.entries(part.collection, part.language)[place]
    records = library.versions[part.language]
    return [records[key] for key in part.value.keys[place]]


def catalogue_html(collection: Collection, page: Page, part: Slice) -> Markup:
    """Return a page of the list: facets, what is chosen, rows, the other pages."""
    library = page.renderer.library
    prefix = language_prefix(page.language, library.site.language)
    top = prefix + list_address(collection.name)
    total = count_of(part, page.renderer)
    template = page.renderer.environments[page.language].get_template("partials/catalogue.html")
    return Markup(
        template.render(
            rows_html=_rows_html(records_on(part, page.renderer), page),
            total=total,
            facets_html=_facets_html(part, top, page),
            chip=_chip(part, top, page),
            pages=_pager(total, part, top, page),
            top_url=page.href(top),
            index_url=page.href(index_path(collection, prefix)),
            me_url=page.href(me_path(prefix)) if can_fit(page.renderer, page.language, collection.name) else "",
            coming=page.translate(collection.coming) if collection.coming else "",
            page=page,
        )
    )


def _rows_html(records: Sequence[Record], page: Page) -> Markup:
    """Return the lines of some entries; a line is rendered once and led from every depth."""
    known = page.renderer.rows
    top = Page(page.renderer, "", page.language)
    template = page.renderer.environments[page.language].get_template("partials/row.html")
    for record in records:
        if (page.language, record.key) not in known:
            row = row_of(record, top)
            # A short list has no index: scripts sort the lines that are there.
            is_short = not facets_shown(record.key.collection, page.renderer, page.language)
            whom = _whom_words(record, page.renderer) if is_short else ""
            known[page.language, record.key] = template.render(row=replace(row, url=BASE_MARK + row.url, whom=whom))
    return Markup("".join(known[page.language, record.key] for record in records).replace(BASE_MARK, page.base))


def _whom_words(record: Record, renderer: Renderer) -> str:
    return "|".join(" ".join(ids) for ids in whom_of(record, renderer.library)).removesuffix("||")


def catalogue_files(collection: Collection, renderer: Renderer, language: str) -> Iterator[tuple[str, str]]:
    """Yield the paths and the texts of the index of a list: which rows each value has, and the rows by the hundred.

    Rows are counted from 0 in the order of the list; those of a value are written as distances, which compress well.
    """
    library = renderer.library
    path = index_path(collection, language_prefix(language, library.site.language))
    page = Page(renderer, "", language)
    records = library.entries(collection.name, language)
    places = {record.key: number for number, record in enumerate(records)}
    facets = [
        {
            "name": facet.name,
            "values": [
                {"id": value.id, "rows": _distances([places[key] for key in value.keys])} for value in facet.values
            ],
        }
        for facet in renderer.facets[collection.name, language]
    ]
    whoms = Whoms(library)
    head = {
        "count": len(records),
        "block": PAGE_SIZE,
        "year": [_year(record) for record in records],
        "facets": facets,
        "whom": {"rows": [whoms.number(record) for record in records], "kinds": whoms.kinds},
    }
    yield path, _json(head)
    top = language_prefix(language, library.site.language) + list_address(collection.name)
    for number, block in enumerate(block_paths(path, len(records))):
        rows = [row_of(record, page) for record in records[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]]
        data = {
            "title": [row.title for row in rows],
            "url": [row.url.removeprefix(top) for row in rows],
            "summary": [_cut(row.summary) for row in rows],
            "notes": _shared([list(row.notes) for row in rows]),
            "status": [row.status for row in rows],
        }
        yield block, _json(data)


def block_paths(index: str, count: int) -> list[str]:
    """Return where the rows of a list are whose index is at a path."""
    return [f"{index.removesuffix('.json')}/{number}.json" for number in range(_page_count(count))]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _distances(rows: Sequence[int]) -> list[int]:
    """Return how far each of some ascending numbers is from the one before; the first from -1."""
    return [row - before for before, row in pairwise([-1, *rows])]


def slice_title(collection: Collection, part: Slice, page: Page) -> str:
    """Return the heading of a page of a list."""
    title = page.translate(collection.label)
    if part.facet is not None and part.value is not None:
        title = f"{title}: {page.translate(part.facet.label).lower()} — {page.translate(part.value.label)}"
    return title if part.number == 1 else f"{title} ({part.number})"


def _facets_html(part: Slice, top: str, page: Page) -> Markup:
    """Return the panel of facets: rendered once for a list and a depth, then marked with what is chosen."""
    renderer, place = page.renderer, (part.collection, part.language, page.base)
    facets = facets_shown(part.collection, renderer, part.language)
    if not facets:
        return Markup("")
    if place not in renderer.panels:
        template = renderer.environments[part.language].get_template("partials/facets.html")
        views = [_facet_view(facet, top, page) for facet in facets]
        renderer.panels[place] = template.render(facets=views)
    panel = renderer.panels[place]
    if part.facet is not None and part.value is not None:
        opening = f'data-facet="{part.facet.name}"'
        link = f'href="{_value_url(part.facet, part.value, top, page)}" data-value="{part.value.id}"'
        panel = panel.replace(opening, f"{opening} open", 1).replace(link, f'{link} aria-current="true"', 1)
    return Markup(panel)


def _facet_view(facet: Facet, top: str, page: Page) -> Mapping[str, Any]:
    return {
        "name": facet.name,
        "label": page.translate(facet.label),
        "values": [
            {
                "id": value.id,
                "label": page.translate(value.label),
                "count": len(value.keys),
                "url": _value_url(facet, value, top, page),
            }
            for value in facet.values
        ],
    }


def _value_url(facet: Facet, value: FacetValue, top: str, page: Page) -> str:
    return page.href(f"{top}by/{facet.name}/{value.id}/")


def _chip(part: Slice, top: str, page: Page) -> Mapping[str, str] | None:
    if part.facet is None or part.value is None:
        return None
    return {
        "label": f"{page.translate(part.facet.label)}: {page.translate(part.value.label)}",
        "facet": part.facet.name,
        "value": part.value.id,
        "url": page.href(top),
    }


def _pager(count: int, part: Slice, top: str, page: Page) -> Sequence[Mapping[str, Any]]:
    total = _page_count(count)
    if total < 2:
        return ()
    base = f"{top}by/{part.facet.name}/{part.value.id}/" if part.facet is not None and part.value is not None else ""
    urls = [base or top] + [f"{base or f'{top}by/page/'}{number}/" for number in range(2, total + 1)]
    return [
        {"number": number, "url": page.href(url), "is_current": number == part.number}
        for number, url in enumerate(urls, 1)
    ]


def _page_count(count: int) -> int:
    return max(1, -(-count // PAGE_SIZE))


def _cut(text: str) -> str:
    return text if len(text) <= SUMMARY_LIMIT else text[: SUMMARY_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _shared(rows: list[list[str]]) -> Mapping[str, Any]:
    """Return lists of words as numbers into one list of words: notes repeat from row to row."""
    words = sorted({word for row in rows for word in row})
    places = {word: number for number, word in enumerate(words)}
    return {"words": words, "rows": [[places[word] for word in row] for row in rows]}


def _year(record: Record) -> int:
    return record.card.values.get("year") or 0
