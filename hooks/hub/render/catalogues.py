"""A collection → its list with facets: static pages for every value, and one index for filters at once.

Without scripts a facet is a link to `/<collection>/by/<facet>/<value>/`; with them the same links filter in
place, from an index that is fetched on the first use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from hub.content import Collection, Record
from hub.library.addresses import language_prefix, list_address
from hub.library.facets import Facet, FacetValue
from hub.render.context import Page, Renderer
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


def records_of(part: Slice, renderer: Renderer) -> Sequence[Record]:
    """Return all entries of the list that a page is a part of."""
    library = renderer.library
    if part.value is None:
        return library.entries(part.collection, part.language)
    found = (library.record(key, part.language) for key in part.value.keys)
    return tuple(record for record in found if record is not None)


def records_on(part: Slice, renderer: Renderer) -> Sequence[Record]:
    """Return the entries that stand on a page of a list."""
    return records_of(part, renderer)[(part.number - 1) * PAGE_SIZE : part.number * PAGE_SIZE]


def catalogue_html(collection: Collection, page: Page, part: Slice) -> Markup:
    """Return a page of the list: facets, what is chosen, rows, the other pages."""
    library = page.renderer.library
    prefix = language_prefix(page.language, library.site.language)
    top = prefix + list_address(collection.name)
    facets = facets_shown(collection.name, page.renderer, page.language)
    records = records_of(part, page.renderer)
    start = (part.number - 1) * PAGE_SIZE
    template = page.renderer.environments[page.language].get_template("partials/catalogue.html")
    return Markup(
        template.render(
            rows_html=_rows_html(records[start : start + PAGE_SIZE], page),
            total=len(records),
            facets=[_facet_view(facet, part, top, page) for facet in facets],
            chip=_chip(part, top, page),
            pages=_pager(len(records), part, top, page),
            top_url=page.href(top),
            index_url=page.href(index_path(collection, prefix)),
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
            known[page.language, record.key] = template.render(row=replace(row, url=BASE_MARK + row.url))
    return Markup("".join(known[page.language, record.key] for record in records).replace(BASE_MARK, page.base))


def catalogue_index(collection: Collection, renderer: Renderer, language: str) -> str:
    """Return the index of a list as JSON, column by column: what rows show and which rows a value has."""
    library = renderer.library
    prefix = language_prefix(language, library.site.language)
    page = Page(renderer, "", language)
    records = library.entries(collection.name, language)
    rows = [row_of(record, page) for record in records]
    places = {record.key: number for number, record in enumerate(records)}
    top = prefix + list_address(collection.name)
    data = {
        "title": [row.title for row in rows],
        "url": [row.url.removeprefix(top) for row in rows],
        "summary": [_cut(row.summary) for row in rows],
        "notes": _shared([list(row.notes) for row in rows]),
        "status": [row.status for row in rows] if any(row.status for row in rows) else [],
        "year": [_year(record) for record in records],
        "facets": [
            {
                "name": facet.name,
                "values": [{"id": value.id, "rows": [places[key] for key in value.keys]} for value in facet.values],
            }
            for facet in renderer.facets[collection.name, language]
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def slice_title(collection: Collection, part: Slice, page: Page) -> str:
    """Return the heading of a page of a list."""
    title = page.translate(collection.label)
    if part.facet is not None and part.value is not None:
        title = f"{title}: {page.translate(part.facet.label).lower()} — {page.translate(part.value.label)}"
    return title if part.number == 1 else f"{title} ({part.number})"


def _facet_view(facet: Facet, part: Slice, top: str, page: Page) -> Mapping[str, Any]:
    is_chosen = part.facet is not None and part.facet.name == facet.name
    return {
        "name": facet.name,
        "label": page.translate(facet.label),
        "is_open": is_chosen,
        "values": [
            {
                "id": value.id,
                "label": page.translate(value.label),
                "count": len(value.keys),
                "url": page.href(f"{top}by/{facet.name}/{value.id}/"),
                "is_current": is_chosen and part.value is not None and part.value.id == value.id,
            }
            for value in facet.values
        ],
    }


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
