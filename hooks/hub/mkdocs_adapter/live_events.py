"""The events of `mkdocs serve`: they give the preview what MkDocs knows, anew when its configuration changes.

Nothing may be raised: an exception in a hook makes `mkdocs serve` hold every request for ever.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from hub.build import Means
from hub.crew import Crew, count_processes
from hub.diagnostics import Diagnostic
from hub.live import Frames, LiveSite
from hub.mkdocs_adapter.preview import banner_html
from hub.mkdocs_adapter.recall import recall
from hub.mkdocs_adapter.serve import Preview, attach
from hub.mkdocs_adapter.shells import render_not_found, render_shells
from hub.mkdocs_adapter.site import ENGINE, check_config, config_path, make_site, make_theme
from hub.render.context import Renderer

CODES_PAGE = "guide-codes/"  # the page that explains every message
log = logging.getLogger("mkdocs.hub")
_previews: dict[str, Preview] = {}  # by the temporary folder of a `mkdocs serve`: it outlives configurations


def preview_of(config: MkDocsConfig) -> Preview:
    """Return the preview of a `mkdocs serve`, the same after its configuration was read anew."""
    path = config_path(config)
    return _previews.setdefault(config.site_dir, Preview(path.parent, path))


def keep_prose(config: MkDocsConfig, prose: Files) -> None:
    """Remember which hand-written pages MkDocs found."""
    preview_of(config).prose = prose


def begin(env: Environment, config: MkDocsConfig) -> None:
    """Show the hub of a configuration, or why there is nothing to show."""
    preview = preview_of(config)
    try:
        preview.show(_make_live(env, config, preview), "")
    except Exception:
        log.error(traceback.format_exc())
        preview.show(None, traceback.format_exc())


def serve(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Let the preview answer, and watch what authors and designers change besides `docs`."""
    root = config_path(config).parent
    folders = [root / "courses", ENGINE]
    attach(server, preview_of(config), [folder for folder in folders if folder.is_dir()])
    return server


def _make_live(env: Environment, config: MkDocsConfig, preview: Preview) -> LiveSite:
    site, theme = make_site(config, preview.prose, os.environ, with_drafts=True), make_theme(config)
    found = check_config(config, os.environ)
    told: list[Diagnostic] = []

    def make_frames(renderer: Renderer, assets: str) -> Frames:
        diagnostics = [*found, *renderer.library.diagnostics]
        if diagnostics != told:
            told[:] = diagnostics
            _print(diagnostics)
        banner = _banner(renderer, diagnostics, preview.failure)
        return Frames(render_shells(env, renderer, assets, banner), render_not_found(env, renderer, assets, banner))

    memory = recall(config, Path(config.site_dir))
    preview.prepare = lambda: env.cache.clear() if env.cache is not None else None
    live = LiveSite(site, theme, Means(memory, Crew(count_processes())), make_frames)
    live.means.crew = None  # what is read from now on is little, and threads are running
    if live.means.reader is not None:
        live.means.reader.packed.clear()
    memory.keep("sources")
    return live


def _banner(renderer: Renderer, diagnostics: list[Diagnostic], failure: str) -> str:
    library = renderer.library
    catalogue = renderer.catalogues[library.site.language]
    root = urlsplit(library.site.url).path or "/"
    codes_url = f"{root}{CODES_PAGE}" if CODES_PAGE in library.prose else ""
    return banner_html(diagnostics, failure, catalogue.gettext, codes_url, library.site.root)


def _print(found: list[Diagnostic]) -> None:
    for item in found:
        print(item, file=sys.stderr)  # noqa: T201 - the messages are the product; a logger would prefix them
    if not found:
        log.info("Ошибок нет")
