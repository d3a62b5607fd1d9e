"""Every way to write something wrong, one folder each: the input over the tiny site, and what an author is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hub.codes import CODES
from tests.sites import TESTS, check_site, copy_tiny, overlay

CASES = sorted(path for path in (TESTS / "fixtures" / "invalid").iterdir() if path.is_dir())
# Codes that checking alone cannot reach, and the test that reaches each.
ELSEWHERE = {"E503": "tests/site/test_build.py"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_author_is_told_where_what_and_how_to_mend(case: Path, tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "site")
    overlay(case / "site", tmp_path / "site")
    environment_file = case / "environment.txt"
    lines = environment_file.read_text("utf-8").splitlines() if environment_file.exists() else []

    with pytest.MonkeyPatch.context() as patch:
        for line in lines:
            patch.setenv(*line.split("=", 1))
        found = check_site(config, day=date(2026, 11, 25) if not lines else None)

    told = "".join(f"{item}\n" for item in found)
    assert told == (case / "expected.txt").read_text("utf-8")
    assert case.name.split("-")[0].upper() in {item.code for item in found}


def test_every_code_has_a_folder() -> None:
    shown = {case.name.split("-")[0].upper() for case in CASES} | set(ELSEWHERE)

    assert shown == set(CODES)


def test_the_tiny_site_itself_has_no_mistake(tmp_path: Path) -> None:
    assert check_site(copy_tiny(tmp_path / "site"), day=date(2026, 11, 25)) == []
