"""The template environments of a site, one for each language: escaping on, undefined names are errors."""

from __future__ import annotations

import ast
import functools
import json
import re
from gettext import NullTranslations

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from hub.language import Gettext

# A string of the interface that needs no values: `_("Слово")`.
_CONSTANT = re.compile(r"""(?<![\w.])_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)""")


class TranslateOnce(Extension):
    """Translates strings without values when a template is compiled: an environment speaks one language only."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - jinja's
        """Return the source of a template with its constant strings in the language of the environment."""
        translate: Gettext = self.environment.globals["gettext_once"]  # type: ignore[assignment] # put there below
        return _CONSTANT.sub(lambda found: _literal(translate(ast.literal_eval(found.group(1)))), source)


def make_environment(loader: BaseLoader, translations: NullTranslations) -> Environment:
    """Return an environment whose `_` and `ngettext` speak one language, with the `icon` function.

    Templates are read once; whoever changes them makes a new environment.
    """
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", TranslateOnce],
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined] # added by the extension
    environment.globals["gettext_once"] = translations.gettext
    environment.globals["icon"] = functools.cache(lambda name: read_icon(loader, environment, name))
    environment.policies["ext.i18n.trimmed"] = True
    # Known to every template: an import of its own would cost each page as much as a small template.
    environment.globals["macros"] = environment.get_template("partials/macros.html").module
    return environment


def read_icon(loader: BaseLoader, environment: Environment, name: str) -> Markup:
    """Return an icon of the theme as inline SVG, hidden from screen readers: words beside it say the same."""
    source, _, _ = loader.get_source(environment, f".icons/material/{name}.svg")
    return Markup(source.strip().replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1))


def _literal(text: str) -> str:
    """Return a translated string as a template's constant; its `%%` was a percent sign to gettext."""
    return f"({json.dumps(text.replace('%%', '%'), ensure_ascii=False)} | safe)"
