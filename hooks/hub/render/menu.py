"""The ways between pages that a frame shows: the header's links, the crumbs, the way to a page's source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hub.content import Collection
from hub.library import Library
from hub.library.addresses import language_prefix, list_address
from hub.render.context import Link, Page, Renderer
from hub.render.shell import MENU_LIMIT

ENOUGH = 1  # entries that a collection needs for a place in the header


def make_menu(library: Library, language: str) -> list[tuple[Collection, str]]:
    """Return the collections of the header with their addresses: those with enough entries, at most seven."""
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
    names = [each.name for each, _ in renderer.menus[language]]
    return names.index(collection) if collection in names else None


def home_crumbs(page: Page) -> str:
    """Return the crumbs of a page that stands right below the home page."""
    prefix = language_prefix(page.language, page.renderer.library.site.language)
    crumbs = [Link(page.translate("Главная"), page.href(prefix))]
    return render_crumbs(crumbs, page.language, page.renderer)


def render_crumbs(crumbs: Sequence[Link], language: str, renderer: Renderer) -> str:
    """Return the crumbs of a page. Those of a whole collection are the same: they are rendered once."""
    key = language, tuple(crumbs)
    known = renderer.crumbs.get(key)
    if known is None:
        template = renderer.environments[language].get_template("partials/crumbs.html")
        known = renderer.crumbs[key] = template.render(crumbs=crumbs)
    return known


def source_link(path: str, page: Page) -> str:
    """Return the line of the footer that leads to the source of a page; empty without a repository."""
    base = page.renderer.library.site.edit_url
    if not base:
        return ""
    words = escape(page.translate("Исходник этой страницы"))
    return f'<li><a href="{escape(base + path)}" rel="noreferrer">{words}</a></li>'
