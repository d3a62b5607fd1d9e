"""The theme's `main.html`, rendered through MkDocs' environment once for each language and depth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from hub.render.context import Renderer
from hub.render.frame import prose_frame, shell_frame
from hub.render.pages import depths
from hub.render.shell import Shell, split_shell


def render_shells(env: Environment, renderer: Renderer, assets: str, banner: str) -> Mapping[tuple[str, int], Shell]:
    """Return a shell for every language and depth that the site has."""
    shells = {}
    for language, depth in sorted(depths(renderer)):
        frame = shell_frame(renderer, language, "../" * depth, assets, banner)
        shells[language, depth] = split_shell(_render(env, renderer, language, frame))
    return shells


def render_not_found(env: Environment, renderer: Renderer, assets: str, banner: str) -> str:
    """Return the page for an address that does not exist; its links start at the root, for any depth."""
    library = renderer.library
    language = library.site.language
    base = urlsplit(library.site.url).path or "/"
    translate = renderer.catalogues[language].gettext
    body = renderer.environments[language].get_template("pages/404.html")
    values = {
        "title": translate("Страница не найдена"),
        "description": translate("Такой страницы нет"),
        "canonical": "",
        "kind": "not-found",
        "source_html": "",
        "head_html": "",
        "crumbs_html": "",
        "content_html": Markup(body.render(base=base)),
        "aside_html": "",
    }
    return _render(env, renderer, language, prose_frame(renderer, language, base, assets, banner, values))


def _render(env: Environment, renderer: Renderer, language: str, frame: Mapping[str, Any]) -> str:
    gettext = renderer.environments[language].globals["_"]
    return env.get_template("main.html").render(hub=frame, _=gettext)
