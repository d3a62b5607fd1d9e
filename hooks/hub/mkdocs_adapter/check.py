"""A configuration file → every diagnostic of its site, without building anything."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import get_files, set_exclusions

from hub.build import read_library
from hub.diagnostics import Diagnostic, Location, sort_diagnostics
from hub.mkdocs_adapter.site import check_config, make_site


def check_site(path: Path, environment: Mapping[str, str] | None = None, day: date | None = None) -> list[Diagnostic]:
    """Return the diagnostics of the site that a `mkdocs.yml` describes, sorted by place.

    `day` is the day of the build, today if not given. Nothing is raised for an author's mistake: E505 tells
    of a configuration that MkDocs itself refuses.
    """
    environment = os.environ if environment is None else environment
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # said again below, with its place
    try:
        config = load_config(str(path))
    except (MkDocsException, FileNotFoundError, SystemExit) as error:
        return [Diagnostic(Location(path.name), "E505", {"problem": _first_line(error)})]
    found = check_config(config, environment)
    if any(item.code == "E504" for item in found):
        return found
    files = get_files(config)
    set_exclusions(files, config)
    library = read_library(make_site(config, files, environment, day))
    return sort_diagnostics([*found, *library.diagnostics])


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
