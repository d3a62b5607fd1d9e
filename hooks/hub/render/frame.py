"""What the theme's `main.html` prints around a page: the same values for shells and for prose pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hub.library.addresses import FEED, language_prefix
from hub.library.news import has_news
from hub.outputs.install import MANIFEST, WORKER
from hub.render.context import Renderer
from hub.render.shell import FIELDS, MARKS, MENU_MARKS


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A link of the header; `mark_html` is what says that the reader is in this section."""

    label: str
    url: str
    mark_html: Markup


def shell_frame(renderer: Renderer, language: str, base: str, assets: str, banner_html: str) -> Mapping[str, Any]:
    """Return the frame of a shell: marks in the place of what differs between pages."""
    values = {name: Markup(mark) if name.endswith("_html") else mark for name, mark in MARKS.items()}
    return {**_common(renderer, language, base, assets, banner_html, MENU_MARKS), **values}


def prose_frame(
    renderer: Renderer, language: str, base: str, assets: str, banner_html: str, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the frame of a hand-written page, with its own values in place."""
    current = values.get("current_menu")
    marks = [' aria-current="true"' if index == current else "" for index in range(len(MENU_MARKS))]
    own = {name: Markup(values[name]) if name.endswith("_html") else values[name] for name in FIELDS}
    return {**_common(renderer, language, base, assets, banner_html, marks), **own}


def _common(
    renderer: Renderer, language: str, base: str, assets: str, banner_html: str, marks: Sequence[str]
) -> dict[str, Any]:
    library = renderer.library
    prefix = language_prefix(language, library.site.language)
    catalogue = renderer.catalogues[language]
    items = renderer.menus[language]
    return {
        "site_name": library.site.name,
        "language": language,
        "base": base,
        "assets": base + assets,
        "home_url": (base + prefix) or "./",
        "search_url": f"{base}{prefix}search/",
        "feed_url": f"{base}{prefix}{FEED}" if has_news(library, language) else "",
        "worker_url": "" if library.site.with_drafts else f"{base}{WORKER}",  # a preview is never kept
        "manifest_url": "" if library.site.with_drafts else f"{base}{MANIFEST}",
        "pages": frozenset(url.removeprefix(prefix).strip("/") for url in library.prose if url.startswith(prefix)),
        "prefix": base + prefix,
        "menu": [
            MenuItem(catalogue.gettext(each.menu_label or each.label), base + url, Markup(mark))
            for (each, url), mark in zip(items, marks, strict=False)
        ],
        "banner_html": Markup(banner_html),
    }
