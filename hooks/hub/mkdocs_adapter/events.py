"""MkDocs' events, one function each: what MkDocs knows goes in, what the engine makes comes back.

`mkdocs build` goes through here; `mkdocs serve` only passes by, to `live_events`.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

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
    install_files,
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
from hub.mkdocs_adapter import live_events
from hub.mkdocs_adapter.recall import recall
from hub.mkdocs_adapter.shells import render_not_found, render_shells
from hub.mkdocs_adapter.site import check_config, config_path, is_preview, make_site, make_theme
from hub.mkdocs_adapter.state import BuildState, keep_state, state_of
from hub.outputs import Artifact
from hub.reading import survey
from hub.render.frame import prose_frame
from hub.render.prose import prose_values
from hub.write import SiteTree

log = logging.getLogger("mkdocs.hub")
NO_FILES: list[Any] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the site's folder into our hands: MkDocs gets a folder for what it writes itself."""
    config.theme.static_templates.clear()  # sitemap.xml and 404.html are ours
    if is_preview(config):
        return config
    tree = SiteTree(Path(config.site_dir))
    found = check_config(config, os.environ)
    if tree.is_foreign():
        found.append(Diagnostic(Location(config_path(config).name), "E503", {"read": config.site_dir}))
    if found:
        _print(found)
        raise Abort("")
    gc.disable()  # the process ends before its garbage could matter, and full collections cost a third of the time
    tree.open()
    keep_state(config, BuildState(tree, found))
    config.site_dir = str(tree.scratch)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read, validate and link everything; leave MkDocs only the prose."""
    prose = Files([file for file in files if file.is_documentation_page()])
    if is_preview(config):
        live_events.keep_prose(config, prose)
        return Files(NO_FILES)
    state = state_of(config)
    state.theme = make_theme(config)
    site = make_site(config, prose, os.environ)
    state.press = make_press(state.theme)
    state.means = Means(recall(config, state.tree.site), Crew(count_processes()))
    with state.means.stages.stage("Опись"):
        state.sources = survey(site, COLLECTIONS)
    if (glance := find_unchanged(state.sources, state.tree, state.means)) is not None:
        state.diagnostics += glance.diagnostics
        _report(state, config)
        return Files(NO_FILES)
    state.library = read_library(site, state.means, state.sources)
    if state.means.memory is not None and state.means.memory.lost:
        log.info("Память о прошлой сборке не годится (повреждена или от другой версии): всё делается заново")
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


def on_page_content(html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as above
    """Give MkDocs the page's title; its content comes with the frame."""
    prose = state_of(config).prose.get(page.file.src_uri)
    if prose is not None:
        page.meta["title"] = prose.page.title
    return ""


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - as above
    """Render the frame once for each language and depth."""
    if is_preview(config):
        live_events.begin(env, config)
        return env
    state = state_of(config)
    if state.renderer is not None:
        state.shells = render_shells(env, state.renderer, state.assets, "")
        state.not_found = render_not_found(env, state.renderer, state.assets, "")
    return env


def on_page_context(context: Any, *, page: HostPage, config: MkDocsConfig, nav: Any) -> Any:  # noqa: ARG001 - as above
    """Fill the frame of a hand-written page."""
    state = state_of(config)
    prose = state.prose.get(page.file.src_uri)
    if state.renderer is None or prose is None:
        return context
    base = "../" * prose.url.count("/")
    hub = prose_frame(state.renderer, prose.language, base, state.assets, "", prose_values(prose, state.renderer))
    environment = state.renderer.environments[prose.language]
    return {**context, "hub": hub, "_": environment.globals["_"]}


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write everything else, and put the new site in the place of the old one."""
    if is_preview(config):
        return
    state = state_of(config)
    try:
        _write(state, config=config)
    finally:
        _let_go(state)


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001 - as above
    """Let the preview watch and answer."""
    return live_events.serve(server, config)


def _let_go(state: BuildState) -> None:
    state.means.stages.finish()
    state.tree.close()


def _write(state: BuildState, *, config: MkDocsConfig) -> None:
    if state.library is None or state.renderer is None or state.sources is None:
        log.info("Ничего не изменилось: %s", state.tree.site)
        return
    assert state.theme is not None and state.press is not None, "set before the library is read"
    artifacts = [*state.artifacts, Artifact("404.html", state.not_found.encode("utf-8"))]
    artifacts += install_files(state.theme, state.renderer, state.shells, state.assets, state.artifacts)
    artifacts += [Artifact(path, content) for path, content in state.tree.take_scratch()]
    is_changed = write_site(state.renderer, state.shells, artifacts, state.tree, state.press, state.means)
    if _strict_warnings(config):
        return  # MkDocs will abort after this event: the old site stays
    if is_changed:
        state.tree.swap()
    remember(state.library, state.sources, state.means, is_changed=is_changed)
    log.info("Сайт готов: %s (%s)", state.tree.site, _count_words(state.means.counts))


def _count_words(counts: Mapping[str, int]) -> str:
    words = "прочитано файлов: {read}, собрано страниц: {rendered}, новых и изменённых файлов: {written}"
    return words.format_map(counts)


def _report(state: BuildState, config: MkDocsConfig) -> None:
    errors = [item for item in state.diagnostics if item.is_error]
    for item in state.diagnostics:
        if not item.is_error:
            log.warning(str(item))
    if errors:
        _print(errors)
        _let_go(state)
        raise Abort(f"Ошибок: {len(errors)}. Сайт не изменён.")
    if config.strict and state.diagnostics:
        _let_go(state)
        raise Abort(f"Предупреждений: {len(state.diagnostics)}, а сборка строгая. Сайт не изменён.")


def _print(found: list[Diagnostic]) -> None:
    for item in found:
        print(item, file=sys.stderr)  # noqa: T201 - the messages are the product; a logger would prefix them


def _strict_warnings(config: MkDocsConfig) -> bool:
    """Return whether a strict build has warnings; MkDocs itself looks only after the last event."""
    handlers: Iterator[logging.Handler] = iter(logging.getLogger("mkdocs").handlers)
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    with suppress(AttributeError):
        return bool(config.strict) and any(counter.get_counts() for counter in counters)
    return False
