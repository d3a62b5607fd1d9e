"""The page «Моё обучение»: its frame; what stands in it only the reader's browser knows."""

from __future__ import annotations

from markupsafe import Markup

from hub.library.addresses import language_prefix, list_address
from hub.outputs.api import api_path
from hub.render.context import Page


def learning_html(page: Page) -> Markup:
    """Return the sections of the page, empty, with the addresses of what a script reads."""
    prefix = language_prefix(page.language, page.renderer.library.site.language)
    learning = {
        "map_url": page.href(f"{prefix}api/learning.json"),
        "forms_url": page.href(api_path("forms")),
        "courses_url": page.href(prefix + list_address("courses")),
    }
    template = page.renderer.environments[page.language].get_template("partials/learning.html")
    return Markup(template.render(learning=learning, page=page))
