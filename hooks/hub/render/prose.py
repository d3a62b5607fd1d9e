"""Hand-written pages → the values that the host's rendering puts into the frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from hub.content import Collection, Prose
from hub.library.addresses import language_prefix
from hub.render.context import Page, Renderer
from hub.render.coverage import coverage_view
from hub.render.home import home_view
from hub.render.learning import learning_html
from hub.render.lists import list_html, shelves
from hub.render.menu import home_crumbs, menu_index, source_link


def prose_values(prose: Prose, renderer: Renderer) -> Mapping[str, Any]:
    """Return the values of a hand-written page for the frame; the host renders the frame itself."""
    library = renderer.library
    page = Page(renderer, prose.url, prose.language, prose.path)
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
        "is_low": head.for_authors,
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
        "source_html": source_link(prose.path, page),
        "head_html": "",
        "crumbs_html": "" if prose.url == prefix else home_crumbs(page),
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
    if prose.page.show == "learning":
        return learning_html(page)
    if prose.page.show == "coverage":
        return Markup(environment.get_template("partials/coverage.html").render(coverage=coverage_view(page)))
    return list_html(collection, page) if collection is not None else Markup("")
