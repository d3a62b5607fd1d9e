"""Copies of the fixture sites, for tests that change them, and what a check tells of one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hub.diagnostics import Diagnostic
from hub.mkdocs_adapter.check import check_library

TESTS = Path(__file__).resolve().parent
REPOSITORY = TESTS.parent
TINY = TESTS / "fixtures" / "sites" / "tiny"


def check_site(config: Path, environment: Mapping[str, str] | None = None, day: date | None = None) -> list[Diagnostic]:
    """Return the diagnostics of the site that a `mkdocs.yml` describes, sorted by place."""
    return check_library(config, environment, day)[0]


def copy_tiny(target: Path) -> Path:
    """Copy the tiny site so that it still finds the engine, and return its `mkdocs.yml`."""
    shutil.copytree(TINY, target, symlinks=True)
    config = target / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../../../hooks", str(REPOSITORY / "hooks")), "utf-8")
    return config


def overlay(source: Path, target: Path) -> None:
    """Lay the files of a mistake over a copied site; `x.repeat` becomes `x`: its first line says how often the
    rest is repeated.
    """
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    for recipe in target.rglob("*.repeat"):
        count, _, rest = recipe.read_text("utf-8").partition("\n")
        recipe.with_suffix("").write_text(rest * int(count), "utf-8")
        recipe.unlink()
    config = target / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../../../hooks", str(REPOSITORY / "hooks")), "utf-8")


def copy_assessed(target: Path) -> Path:
    """Copy the tiny site with competencies, a questionnaire, two courses and a path; return its `mkdocs.yml`."""
    config = copy_tiny(target)
    overlay(TESTS / "fixtures" / "sites" / "assessed", target)
    return config
