"""Library + templates + shells → every page of the site that the host does not render itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from hub.content import Collection, Prose, Record
from hub.library.addresses import entry_address, language_prefix, list_address
from hub.library.facets import facets_of
from hub.render.catalogues import (
    FEW,
    Slice,
    catalogue_html,
    catalogue_index,
    index_path,
    slice_title,
    slices_of,
)
from hub.render.context import Link, Page, Renderer
from hub.render.home import home_view
from hub.render.json_ld import entry_json_ld
from hub.render.shell import MENU_LIMIT, Shell
from hub.render.views import VIEWS
from hub.render.views.competencies import matrix
from hub.render.views.general import make_entry_view

ENOUGH = 3  # entries that a collection needs for a place in the header

Shells = Mapping[tuple[str, int], Shell]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page: its site-relative address and its HTML."""

    url: str
    html: str


def render_entries(renderer: Renderer, shells: Shells) -> Iterator[RenderedPage]:
    """Yield the page of every entry that has one, in every language that it is written in."""
    library = renderer.library
    for records in (library.records, *library.translations.values()):
        for record in records.values():
            if library.collections[record.key.collection].has_pages:
                yield render_entry(record, renderer, shells)


def render_entry(record: Record, renderer: Renderer, shells: Shells) -> RenderedPage:
    """Return the page of one entry."""
    library = renderer.library
    url = library.url(record) or ""
    page = Page(renderer, url, record.language, record.source.path)
    more = VIEWS[record.key.collection](record, page) if record.key.collection in VIEWS else {}
    view = make_entry_view(record, page, more)
    environment = renderer.environments[record.language]
    template = environment.select_template([f"pages/{record.key.collection}.html", "pages/entry.html"])
    content = template.render(view=view, page=page)
    section = "courses" if record.key.collection == "lessons" else record.key.collection
    values = {
        "title": f"{view.more['designation']}. {view.title}" if "designation" in view.more else view.title,
        "description": view.description,
        "canonical": library.site.url + url,
        "kind": record.key.collection,
        "source_html": _source_link(record.source.path, page),
        "head_html": alternates(record, renderer),
        "crumbs_html": environment.get_template("partials/crumbs.html").render(crumbs=view.crumbs),
        "content_html": content + entry_json_ld(record, page),
        "aside_html": environment.get_template("partials/aside.html").render(view=view),
    }
    shell = shells[record.language, url.count("/")]
    return RenderedPage(url, shell.fill(values, menu_index(section, renderer, record.language)))


def alternates(record: Record, renderer: Renderer) -> str:
    """Return the links to the same entry in other languages."""
    library = renderer.library
    versions = [library.records.get(record.key)]
    versions += [records.get(record.key) for records in library.translations.values()]
    found = [(each.language, library.url(each)) for each in versions if each is not None]
    if len(found) < 2:
        return ""
    return "".join(
        f'<link rel="alternate" hreflang="{language}" href="{escape(library.site.url + (url or ""))}">'
        for language, url in found
    )


# -- the header's links


def menu(renderer: Renderer, language: str) -> list[tuple[Collection, str]]:
    """Return the collections of the header with their addresses: those with enough entries, at most seven."""
    library = renderer.library
    prefix = language_prefix(language, library.site.language)
    shown = [
        each
        for each in library.collections.values()
        if each.menu is not None and len(library.entries(each.name, language)) >= ENOUGH
    ]
    shown.sort(key=lambda each: each.menu or 0)
    return [(each, prefix + list_address(each.name)) for each in shown[:MENU_LIMIT]]


def menu_index(collection: str, renderer: Renderer, language: str) -> int | None:
    """Return which link of the header leads to a collection."""
    names = [each.name for each, _ in menu(renderer, language)]
    return names.index(collection) if collection in names else None


# -- landing pages, home, prose


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
        title=title, lead=lead, body_html=Markup(""), after_html=after_html, page=page, is_found=collection is not None
    )
    is_home = page.url == language_prefix(page.language, renderer.library.site.language)
    values = {
        "title": title,
        "description": lead or title,
        "canonical": renderer.library.site.url + page.url,
        "kind": "landing",
        "source_html": "",
        "head_html": "",
        "crumbs_html": "" if is_home else _home_crumbs(page),
        "content_html": content,
        "aside_html": "",
    }
    shell = shells[page.language, page.url.count("/")]
    current = menu_index(collection.name, renderer, page.language) if collection is not None else None
    return RenderedPage(page.url, shell.fill(values, current))


def render_lists(renderer: Renderer, shells: Shells) -> Iterator[RenderedPage]:
    """Yield the further pages of every list and the pages of every facet's values."""
    library = renderer.library
    for language in library.languages:
        for collection in library.collections.values():
            if collection.has_pages:
                for part in slices_of(collection, renderer, language):
                    yield _render_slice(collection, part, language, renderer, shells)


def _render_slice(
    collection: Collection, part: Slice, language: str, renderer: Renderer, shells: Shells
) -> RenderedPage:
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


def render_indexes(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the index of every list that has facets."""
    library = renderer.library
    for language in library.languages:
        prefix = language_prefix(language, library.site.language)
        for collection in library.collections.values():
            is_long = collection.has_pages and len(library.entries(collection.name, language)) > FEW
            if is_long and facets_of(collection, library, language):
                yield index_path(collection, prefix), catalogue_index(collection, renderer, language)


def list_html(collection: Collection, page: Page) -> Markup:
    """Return the list of a collection's entries, or what stands in its place (the matrix of competencies)."""
    environment = page.renderer.environments[page.language]
    if collection.name == "competencies":
        return Markup(environment.get_template("partials/matrix.html").render(matrix=matrix(page), page=page))
    return catalogue_html(collection, page, Slice(page.url, None, None, 1))


def prose_values(prose: Prose, renderer: Renderer) -> Mapping[str, Any]:
    """Return the values of a hand-written page for the frame; the host renders the frame itself."""
    library = renderer.library
    page = Page(renderer, prose.url, prose.language, prose.source.path)
    environment = renderer.environments[prose.language]
    head = prose.page
    prefix = language_prefix(prose.language, library.site.language)
    collection = library.collections.get(prose.url.removeprefix(prefix).strip("/"))
    values = {
        "title": head.title,
        "lead": head.summary or "",
        "body_html": page.text(head.body),
        "after_html": _after_prose(prose, collection, page),
        "page": page,
        "is_found": head.show != "search",
    }
    if head.show == "home":
        content = environment.get_template("pages/home.html").render(**values, **home_view(head, page))
    else:
        content = environment.get_template("pages/landing.html").render(**values)
    return {
        "title": head.title,
        "description": head.summary or head.body.plain or head.title,
        "canonical": library.site.url + prose.url,
        "kind": head.show or ("landing" if collection else "prose"),
        "source_html": _source_link(prose.source.path, page),
        "head_html": "",
        "crumbs_html": "" if prose.url == prefix else _home_crumbs(page),
        "content_html": content,
        "aside_html": "",
        "current_menu": menu_index(collection.name, renderer, prose.language) if collection else None,
    }


def _after_prose(prose: Prose, collection: Collection | None, page: Page) -> Markup:
    environment = page.renderer.environments[page.language]
    if prose.page.show == "home":
        return Markup(environment.get_template("partials/shelves.html").render(shelves=shelves(page), page=page))
    if prose.page.show == "search":
        return Markup(environment.get_template("partials/search.html").render(shelves=shelves(page), page=page))
    return list_html(collection, page) if collection is not None else Markup("")


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


def _source_link(path: str, page: Page) -> str:
    """Return the line of the footer that leads to the source of a page; empty without a repository."""
    base = page.renderer.library.site.edit_url
    if not base:
        return ""
    words = escape(page.translate("Исходник этой страницы"))
    return f'<li><a href="{escape(base + path)}" rel="noreferrer">{words}</a></li>'


def _home_crumbs(page: Page) -> str:
    prefix = language_prefix(page.language, page.renderer.library.site.language)
    crumbs = [Link(page.translate("Главная"), page.href(prefix))]
    return page.renderer.environments[page.language].get_template("partials/crumbs.html").render(crumbs=crumbs)


# -- former names


def render_redirects(renderer: Renderer) -> Iterator[RenderedPage]:
    """Yield a small page at every former address that leads to the present one."""
    library = renderer.library
    for former, key in library.aliases.items():
        record = library.records.get(key)
        if record is None or not library.collections[key.collection].has_pages:
            continue
        url = entry_address(former)
        page = Page(renderer, url, record.language)
        template = renderer.environments[record.language].get_template("pages/redirect.html")
        target = library.url(record) or ""
        html = template.render(link=page.link_to(record), canonical=library.site.url + target, page=page)
        yield RenderedPage(url, html)


def depths(renderer: Renderer) -> set[tuple[str, int]]:
    """Return the languages and depths for which a frame is needed."""
    library = renderer.library
    needed = {(language, 1) for language in library.languages} | {(library.site.language, 0)}
    for records in (library.records, *library.translations.values()):
        needed |= {(each.language, url.count("/")) for each in records.values() if (url := library.url(each))}
    for language in library.languages:
        # Landing pages, and the pages of lists: /<collection>/by/<facet>/<value>/<n>/.
        deep = language_prefix(language, library.site.language).count("/")
        needed |= {(language, deep + depth) for depth in (0, 1, 4, 5)}
    return needed
