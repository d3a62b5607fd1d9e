"""MkDocs' events, one function each: what MkDocs knows goes in, what the engine makes comes back.

In preview nothing may be raised: an exception in a hook makes `mkdocs serve` hold every request for ever.
"""

from __future__ import annotations

import functools
import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils import CountHandler

from hub.build import (
    Means,
    find_unchanged,
    make_press,
    prepare,
    read_library,
    remember,
    theme_assets,
    write_site,
)
from hub.collections import COLLECTIONS
from hub.crew import Crew, count_processes
from hub.diagnostics import Diagnostic, Location
from hub.mkdocs_adapter.preview import banner_html
from hub.mkdocs_adapter.recall import recall
from hub.mkdocs_adapter.shells import render_not_found, render_shells
from hub.mkdocs_adapter.site import ENGINE, check_config, config_path, is_preview, make_site, make_theme
from hub.mkdocs_adapter.state import BuildState, keep_state, state_of
from hub.outputs import Artifact
from hub.reading import survey
from hub.render.frame import prose_frame
from hub.render.prose import prose_values
from hub.write import SiteTree

CODES_PAGE = "guide-codes/"  # the page that explains every message
log = logging.getLogger("mkdocs.hub")
P = ParamSpec("P")
R = TypeVar("R")


def _never_raising_in_preview(event: Callable[P, R]) -> Callable[P, R | None]:
    """Turn a bug of ours into a banner while previewing; MkDocs treats None as "unchanged"."""

    @functools.wraps(event)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | None:
        config = kwargs["config"]
        state = state_of(config) if isinstance(config, MkDocsConfig) else None
        if state is not None and state.failure:
            return None
        try:
            return event(*args, **kwargs)
        except Exception:
            if state is None or not state.preview:
                raise
            state.failure = traceback.format_exc()
            log.error(state.failure)
            return None

    return guarded


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the site's folder into our hands: MkDocs gets the tree that is being written instead."""
    tree = SiteTree(Path(config.site_dir))
    preview = is_preview(config)
    found = check_config(config, os.environ)
    if tree.is_foreign() and not preview:
        found.append(Diagnostic(Location(config_path(config).name), "E503", {"read": config.site_dir}))
    if found and not preview:
        _print(found)
        raise Abort("")
    if not preview:
        gc.disable()  # the process ends before its garbage could matter, and full collections cost a third of the time
    tree.open()
    keep_state(config, BuildState(tree, preview, diagnostics=found))
    config.site_dir = str(tree.scratch)
    config.theme.static_templates.clear()  # sitemap.xml and 404.html are ours
    return config


@_never_raising_in_preview
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read, validate and link everything; leave MkDocs only the prose."""
    state = state_of(config)
    prose = Files([file for file in files if file.is_documentation_page()])
    state.theme = make_theme(config)
    site = make_site(config, prose, os.environ, with_drafts=state.preview)
    state.press = make_press(state.theme)
    state.sources = survey(site, COLLECTIONS)
    state.means = Means(recall(config, state.tree.site), Crew(site, COLLECTIONS, state.press, count_processes()))
    if not state.preview and (glance := find_unchanged(state.sources, state.tree, state.means)) is not None:
        state.diagnostics += glance.diagnostics
        _report(state, config)
        return Files([])
    state.library = read_library(site, state.means, state.sources)
    state.diagnostics += state.library.diagnostics
    _report(state, config)
    state.renderer = prepare(state.library, state.press)
    state.assets, state.artifacts = theme_assets(state.theme)
    docs = state.library.site.docs
    state.prose = {page.path.removeprefix(f"{docs}/"): page for page in state.library.prose.values()}
    return prose


def on_page_markdown(markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Keep MkDocs' Markdown engine out: the text is rendered by ours."""
    return ""


@_never_raising_in_preview
def on_page_content(html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as above
    """Give MkDocs the page's title; its content comes with the frame."""
    prose = state_of(config).prose.get(page.file.src_uri)
    if prose is not None:
        page.meta["title"] = prose.page.title
    return ""


@_never_raising_in_preview
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - as above
    """Render the frame once for each language and depth."""
    state = state_of(config)
    if state.renderer is not None:
        banner = _banner(state)
        state.shells = render_shells(env, state.renderer, state.assets, banner)
        state.not_found = render_not_found(env, state.renderer, state.assets, banner)
    return env


@_never_raising_in_preview
def on_page_context(context: Any, *, page: HostPage, config: MkDocsConfig, nav: Any) -> Any:  # noqa: ARG001 - as above
    """Fill the frame of a hand-written page."""
    state = state_of(config)
    prose = state.prose.get(page.file.src_uri)
    if state.renderer is None or prose is None:
        return context
    base = "../" * prose.url.count("/")
    values = prose_values(prose, state.renderer)
    hub = prose_frame(state.renderer, prose.language, base, state.assets, _banner(state), values)
    environment = state.renderer.environments[prose.language]
    return {**context, "hub": hub, "_": environment.globals["_"]}


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write everything else, and put the new site in the place of the old one."""
    state = state_of(config)
    try:
        _write(state, config=config)
        if state.failure and not (state.tree.site / "index.html").exists():
            _show_failure(state)
    finally:
        if state.means.crew is not None:
            state.means.crew.close()
        state.tree.close()


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001 - as above
    """Watch what authors and designers change besides `docs`, and let no failure hold the server."""
    server.builder = _never_holding(server.builder)
    root = config_path(config).parent
    for folder in (root / "courses", ENGINE / "theme", ENGINE / "locale"):
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _never_holding(build: Callable[..., None]) -> Callable[..., None]:
    """Return a builder after which MkDocs goes on answering, whatever happened (a broken `mkdocs.yml`, say)."""

    @functools.wraps(build)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            build(*args, **kwargs)
        except (Exception, SystemExit) as error:
            log.error("Сборка не удалась, показана последняя удачная версия: %s", error)

    return guarded


@_never_raising_in_preview
def _write(state: BuildState, *, config: MkDocsConfig) -> None:
    if state.sources is not None and state.library is None:
        log.info("Ничего не изменилось: %s", state.tree.site)
    if state.renderer is None or state.library is None or state.sources is None:
        return
    artifacts = [*state.artifacts, Artifact("404.html", state.not_found.encode("utf-8"))]
    artifacts += [Artifact(path, content) for path, content in state.tree.take_scratch()]
    is_changed = write_site(state.renderer, state.shells, artifacts, state.tree, state.means)
    if _strict_warnings(config):
        return  # MkDocs will abort after this event: the old site stays
    if is_changed:
        state.tree.swap()
    remember(state.library, state.sources, state.means, is_changed=is_changed)
    if not state.preview:
        log.info("Сайт готов: %s (%s)", state.tree.site, _count_words(state.means.counts))


def _count_words(counts: Mapping[str, int]) -> str:
    words = "прочитано файлов: {read}, собрано страниц: {rendered}, новых и изменённых файлов: {written}"
    return words.format_map(counts)


def _show_failure(state: BuildState) -> None:
    """Put a page with the failure where the first preview of this run should be."""
    page = f'<!doctype html><meta charset="utf-8"><title>!</title>{banner_html((), state.failure, str)}'
    state.tree.begin()
    state.tree.write("index.html", page.encode("utf-8"))
    state.tree.swap()


def _report(state: BuildState, config: MkDocsConfig) -> None:
    errors = [item for item in state.diagnostics if item.is_error]
    for item in state.diagnostics:
        if not item.is_error:
            log.warning(str(item))
    if errors:
        _print(errors)
        if not state.preview:
            state.tree.close()
            raise Abort(f"Ошибок: {len(errors)}. Сайт не изменён.")
    elif config.strict and state.diagnostics and not state.preview:
        state.tree.close()
        raise Abort(f"Предупреждений: {len(state.diagnostics)}, а сборка строгая. Сайт не изменён.")


def _print(found: list[Diagnostic]) -> None:
    for item in found:
        print(item, file=sys.stderr)  # noqa: T201 - the messages are the product; a logger would prefix them


def _banner(state: BuildState) -> str:
    if not state.preview or state.renderer is None:
        return ""
    library = state.renderer.library
    catalogue = state.renderer.catalogues[library.site.language]
    root = urlsplit(library.site.url).path or "/"
    codes_url = f"{root}{CODES_PAGE}" if CODES_PAGE in library.prose else ""
    return banner_html(state.diagnostics, state.failure, catalogue.gettext, codes_url, library.site.root)


def _strict_warnings(config: MkDocsConfig) -> bool:
    """Return whether a strict build has warnings; MkDocs itself looks only after the last event."""
    handlers: Iterator[logging.Handler] = iter(logging.getLogger("mkdocs").handlers)
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    with suppress(AttributeError):
        return bool(config.strict) and any(counter.get_counts() for counter in counters)
    return False
