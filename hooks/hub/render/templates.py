"""The template environments of a site, one for each language: escaping on, undefined names are errors."""

from __future__ import annotations

from gettext import NullTranslations

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup


def make_environment(loader: BaseLoader, translations: NullTranslations) -> Environment:
    """Return an environment whose `_` and `ngettext` speak one language, with the `icon` function."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined] # added by the extension
    environment.globals["icon"] = lambda name: read_icon(loader, environment, name)
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def read_icon(loader: BaseLoader, environment: Environment, name: str) -> Markup:
    """Return an icon of the theme as inline SVG, hidden from screen readers: words beside it say the same."""
    source, _, _ = loader.get_source(environment, f".icons/material/{name}.svg")
    return Markup(source.strip().replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1))
