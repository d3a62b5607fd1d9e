"""Collections → their landing pages, the further pages of their lists, their indexes; home and search of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from hub.content import Collection
from hub.library.addresses import language_prefix, list_address
from hub.render.catalogues import Slice, catalogue_html, facets_shown, index_path, slice_title, slices_of
from hub.render.context import Link, Page, Renderer
from hub.render.me import can_fit, me_path
from hub.render.menu import home_crumbs, menu_index
from hub.render.shell import RenderedPage, Shells
from hub.render.views.competencies import matrix


def render_landings(renderer: Renderer, shells: Shells) -> Iterator[RenderedPage]:
    """Yield the pages of a language that nobody wrote by hand: home, search, the landings of collections."""
    library = renderer.library
    for language in library.languages:
        prefix = language_prefix(language, library.site.language)
        for url, title, template in (
            (prefix, library.site.name, "partials/shelves.html"),
            (f"{prefix}search/", renderer.catalogues[language].gettext("Поиск"), "partials/search.html"),
        ):
            if url not in library.prose:
                page = Page(renderer, url, language)
                after = renderer.environments[language].get_template(template).render(shelves=shelves(page), page=page)
                yield _render_landing(page, title, "", Markup(after), None, shells)
        for collection in library.collections.values():
            url = prefix + list_address(collection.name)
            has_landing = collection.has_pages and collection.layout != "lessons"  # lessons are found by their course
            is_promised = bool(collection.coming) and language == library.site.language
            if has_landing and url not in library.prose and (library.entries(collection.name, language) or is_promised):
                page = Page(renderer, url, language)
                lead = page.translate(collection.lead) if collection.lead else ""
                content = list_html(collection, page)
                yield _render_landing(page, page.translate(collection.label), lead, content, collection, shells)


def _render_landing(
    page: Page, title: str, lead: str, after_html: Markup, collection: Collection | None, shells: Shells
) -> RenderedPage:
    renderer = page.renderer
    environment = renderer.environments[page.language]
    content = environment.get_template("pages/landing.html").render(
        title=title,
        lead=lead,
        body_html=Markup(""),
        after_html=after_html,
        page=page,
        is_found=collection is not None,
        is_low=False,
    )
    is_home = page.url == language_prefix(page.language, renderer.library.site.language)
    values = {
        "title": title,
        "description": lead or title,
        "canonical": renderer.library.site.url + page.url,
        "kind": "landing",
        "source_html": "",
        "head_html": "",
        "crumbs_html": "" if is_home else home_crumbs(page),
        "content_html": content,
        "aside_html": "",
    }
    shell = shells[page.language, page.url.count("/")]
    current = menu_index(collection.name, renderer, page.language) if collection is not None else None
    return RenderedPage(page.url, shell.fill(values, current))


def all_slices(renderer: Renderer) -> Iterator[Slice]:
    """Yield the further pages of every list and the pages of every facet's values."""
    library = renderer.library
    for language in library.languages:
        for collection in library.collections.values():
            if collection.has_pages and collection.layout != "lessons":
                yield from slices_of(collection, renderer, language)


def render_slice(part: Slice, renderer: Renderer, shells: Shells) -> RenderedPage:
    """Return a page of a list."""
    language, collection = part.language, renderer.library.collections[part.collection]
    page = Page(renderer, part.url, language)
    environment = renderer.environments[language]
    prefix = language_prefix(language, renderer.library.site.language)
    title = slice_title(collection, part, page)
    crumbs = [
        Link(page.translate("Главная"), page.href(prefix)),
        Link(page.translate(collection.label), page.href(prefix + list_address(collection.name))),
    ]
    content = environment.get_template("pages/slice.html").render(
        title=title, after_html=catalogue_html(collection, page, part)
    )
    values = {
        "title": title,
        "description": title,
        "canonical": renderer.library.site.url + part.url,
        "kind": "landing",
        "source_html": "",
        "head_html": "",
        "crumbs_html": environment.get_template("partials/crumbs.html").render(crumbs=crumbs),
        "content_html": content,
        "aside_html": "",
    }
    shell = shells[language, part.url.count("/")]
    return RenderedPage(part.url, shell.fill(values, menu_index(collection.name, renderer, language)))


def indexed_lists(renderer: Renderer) -> Iterator[tuple[Collection, str, str]]:
    """Yield every list that has an index: the collection, the language and the path of the index."""
    library = renderer.library
    for language in library.languages:
        prefix = language_prefix(language, library.site.language)
        for collection in library.collections.values():
            if collection.has_pages and facets_shown(collection.name, renderer, language):
                yield collection, language, index_path(collection, prefix)


def list_html(collection: Collection, page: Page) -> Markup:
    """Return the list of a collection's entries, or what stands in its place (the matrix of competencies)."""
    environment = page.renderer.environments[page.language]
    if collection.name == "competencies":
        prefix = language_prefix(page.language, page.renderer.library.site.language)
        me_url = page.href(me_path(prefix)) if can_fit(page.renderer, page.language) else ""
        template = environment.get_template("partials/matrix.html")
        return Markup(template.render(matrix=matrix(page), me_url=me_url, page=page))
    return catalogue_html(collection, page, Slice(collection.name, page.language, page.url, None, None, 1))


def shelves(page: Page) -> list[Mapping[str, Any]]:
    """Return the collections that have entries, with counts, those of the header first."""
    library = page.renderer.library
    prefix = language_prefix(page.language, library.site.language)
    found = [each for each in library.collections.values() if each.has_pages and each.name != "lessons"]
    found.sort(key=lambda each: (each.menu is None, each.menu or 0))
    return [
        {
            "name": each.name,
            "label": page.translate(each.label),
            "lead": page.translate(each.lead) if each.lead else "",
            "url": page.href(prefix + list_address(each.name)),
            "count": count,
            "is_main": each.menu is not None,
        }
        for each in found
        if (count := len(library.entries(each.name, page.language)))
    ]
