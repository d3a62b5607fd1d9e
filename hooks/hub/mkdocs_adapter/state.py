"""What one build remembers between two events of MkDocs. It lives on the configuration object, which is new
for every rebuild, so that nothing of one build reaches the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig

from hub.build import Means, Theme
from hub.content import Prose
from hub.diagnostics import Diagnostic
from hub.library import Library
from hub.outputs import Artifact
from hub.reading import Survey
from hub.render.context import Renderer
from hub.render.press import Press
from hub.render.shell import Shell
from hub.write import SiteTree


@dataclass(slots=True)
class BuildState:
    """One build: filled event by event."""

    tree: SiteTree
    diagnostics: list[Diagnostic]
    theme: Theme | None = None
    press: Press | None = None
    means: Means = field(default_factory=Means)
    sources: Survey | None = None
    library: Library | None = None
    renderer: Renderer | None = None
    assets: str = ""
    artifacts: list[Artifact] = field(default_factory=list)
    shells: Mapping[tuple[str, int], Shell] = field(default_factory=dict)
    not_found: str = ""
    prose: dict[str, Prose] = field(default_factory=dict)


_NAME = "_hub_build"


def keep_state(config: MkDocsConfig, state: BuildState) -> None:
    """Remember the state of a build on its configuration."""
    setattr(config, _NAME, state)


def state_of(config: MkDocsConfig) -> BuildState:
    """Return the state of the build that a configuration belongs to."""
    state: BuildState = getattr(config, _NAME)
    return state
