"""Entries → their pages, in every language; former names → small pages that lead on."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hub.content import Record
from hub.library import Library
from hub.library.addresses import entry_address, language_prefix
from hub.render.context import Page, Renderer
from hub.render.json_ld import entry_json_ld
from hub.render.menu import menu_index, render_crumbs, source_link
from hub.render.shell import RenderedPage, Shells
from hub.render.views import VIEWS
from hub.render.views.general import make_entry_view


def entry_url(record: Record, library: Library) -> str:
    """Return the address of the page of an entry whose collection has pages."""
    return language_prefix(record.language, library.site.language) + entry_address(record.key)


def render_entry(record: Record, renderer: Renderer, shells: Shells) -> RenderedPage:
    """Return the page of one entry."""
    library = renderer.library
    url = entry_url(record, library)
    page = Page(renderer, url, record.language, record.path)
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
        "source_html": source_link(record.path, page),
        "head_html": alternates(record, renderer),
        "crumbs_html": render_crumbs(view.crumbs, record.language, renderer),
        "content_html": content + entry_json_ld(record, page),
        "aside_html": environment.get_template("partials/aside.html").render(view=view),
    }
    shell = shells[record.language, url.count("/")]
    return RenderedPage(url, shell.fill(values, menu_index(section, renderer, record.language)))


def alternates(record: Record, renderer: Renderer) -> str:
    """Return the links to the same entry in other languages."""
    library = renderer.library
    versions = [library.record(record.key, language) for language in (library.site.language, *library.translations)]
    found = {each.language: library.url(each) for each in versions if each is not None}
    if len(found) < 2:
        return ""
    return "".join(
        f'<link rel="alternate" hreflang="{language}" href="{escape(library.site.url + (url or ""))}">'
        for language, url in found.items()
    )


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
    for records in library.versions.values():
        needed |= {(each.language, url.count("/")) for each in records.values() if (url := library.url(each))}
    for language in library.languages:
        # Landing pages, and the pages of lists: /<collection>/by/<facet>/<value>/<n>/.
        deep = language_prefix(language, library.site.language).count("/")
        needed |= {(language, deep + depth) for depth in (0, 1, 4, 5)}
    return needed
