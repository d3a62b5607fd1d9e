"""MkDocs' configuration → `Site` and `Theme`, or the diagnostics that keep a site from being one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from hub.build import Theme
from hub.content import Site
from hub.diagnostics import Diagnostic, Location
from hub.language import SOURCE_LANGUAGE

ENGINE = Path(__file__).resolve().parents[2]  # the folder `hooks`


def is_preview(config: MkDocsConfig) -> bool:
    """Return whether `mkdocs serve` runs: it builds into a temporary folder that it names itself.

    `on_startup` cannot tell: `serve --clean` announces itself as a build.
    """
    folder = Path(config.site_dir)
    return folder.name.startswith("mkdocs_") and folder.parent == Path(tempfile.gettempdir())


def config_path(config: MkDocsConfig) -> Path:
    """Return the absolute path of `mkdocs.yml`; MkDocs keeps it as it was typed."""
    return Path(config.config_file_path or "mkdocs.yml").resolve()


def make_site(
    config: MkDocsConfig,
    files: Files,
    environment: Mapping[str, str],
    day: date | None = None,
    *,
    with_drafts: bool = False,
) -> Site:
    """Return the site that a configuration describes."""
    root = config_path(config).parent
    edit_url = urljoin(config.repo_url.rstrip("/") + "/", "edit/main/") if config.repo_url else ""
    return Site(
        root=str(root),
        docs=os.path.relpath(config.docs_dir, root),
        name=config.site_name,
        description=config.site_description or "",
        url=(config.site_url or "").rstrip("/") + "/",
        language=str(config.theme.get("language", SOURCE_LANGUAGE)),
        build_day=day or build_day(environment),
        prose=tuple(sorted(file.src_uri for file in files.documentation_pages())),
        with_drafts=with_drafts,
        edit_url=edit_url,
    )


def make_theme(config: MkDocsConfig) -> Theme:
    """Return the theme: the site's own folder first, then ours, then Material's for its icons."""
    folder = Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else ENGINE / "theme"
    if not (folder / "assets").is_dir():
        folder = ENGINE / "theme"
    return Theme(FileSystemLoader(config.theme.dirs), folder, ENGINE / "locale")


def build_day(environment: Mapping[str, str]) -> date:
    """Return the day of the build: SOURCE_DATE_EPOCH if set, else today (UTC). Raises ValueError."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def check_config(config: MkDocsConfig, environment: Mapping[str, str]) -> list[Diagnostic]:
    """Return what is wrong with the configuration itself. Diagnostics: E501, E502, E504."""
    path = config_path(config)
    at = Location(path.name, _line_of(path, "site_url"), 1)
    found = []
    if not config.site_url:
        found.append(Diagnostic(at, "E501"))
    elif not re.match(r"https?://[^/\s]+", config.site_url):
        found.append(Diagnostic(at, "E502", {"read": config.site_url}))
    try:
        build_day(environment)
    except (ValueError, OverflowError, OSError):
        found.append(Diagnostic(Location(path.name), "E504", {"read": environment["SOURCE_DATE_EPOCH"]}))
    return found


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)
