"""The page that the worker shows instead of one that is not kept; on its own address it tells what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.library import Library
from hub.library.addresses import language_prefix
from hub.render.context import Page, Renderer
from hub.render.menu import home_crumbs
from hub.render.shell import RenderedPage, Shells

ADDRESS = "offline/"


def offline_addresses(library: Library) -> Mapping[str, str]:
    """Return the addresses of the page by the first folder of a language."""
    prefixes = [language_prefix(language, library.site.language) for language in library.languages]
    return {prefix: prefix + ADDRESS for prefix in prefixes}


def render_offline(renderer: Renderer, shells: Shells) -> Iterator[RenderedPage]:
    """Yield the page in each language, unless somebody wrote one by hand. All its links begin with its base."""
    library = renderer.library
    for language in library.languages:
        page = Page(renderer, language_prefix(language, library.site.language) + ADDRESS, language)
        if page.url in library.prose:
            continue
        title = page.translate("Работа без сети")
        values = {
            "title": title,
            "description": page.translate("Что сохранено на этом устройстве и открывается без сети"),
            "canonical": library.site.url + page.url,
            "kind": "offline",
            "source_html": "",
            "head_html": '<meta name="robots" content="noindex">',
            "crumbs_html": home_crumbs(page),
            "content_html": renderer.environments[language]
            .get_template("pages/offline.html")
            .render(title=title, own=page.href(page.url)),
            "aside_html": "",
        }
        yield RenderedPage(page.url, shells[language, page.url.count("/")].fill(values))
