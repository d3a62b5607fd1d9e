"""The theme, made ready for printing: one template environment and one catalogue for each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations

from jinja2 import BaseLoader, Environment

from hub.render.templates import make_environment


@dataclass(slots=True)
class Press:
    """What rendering needs of the theme. Environments are made when they are asked for, and kept.

    `read_catalogue` returns the translations of a language; `templates` are the names of those of pages.
    """

    loader: BaseLoader
    read_catalogue: Callable[[str], NullTranslations]
    templates: tuple[str, ...] = ()
    environments: dict[str, Environment] = field(default_factory=dict)
    catalogues: dict[str, NullTranslations] = field(default_factory=dict)

    def ready(self, languages: tuple[str, ...]) -> tuple[Mapping[str, Environment], Mapping[str, NullTranslations]]:
        """Return the environments and the catalogues of some languages."""
        for language in languages:
            if language not in self.environments:
                self.catalogues[language] = self.read_catalogue(language)
                self.environments[language] = make_environment(self.loader, self.catalogues[language])
        return self.environments, self.catalogues

    def warm(self) -> None:
        """Compile every template of pages in every language, so that processes that begin later share them."""
        for environment in self.environments.values():
            for name in self.templates:
                environment.get_template(name)
