"""What all tests share: the hub itself and the tiny site, each built once, by the command that people use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Server
from tests.sites import REPOSITORY, copy_tiny

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.pop("SITE_URL", None)
os.environ.pop("SOURCE_DATE_EPOCH", None)


def build(config: Path, target: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` as a person would, from another folder, and return what came of it."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(target), *options]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, cwd="/", check=False, timeout=300
    )


@pytest.fixture(scope="session")
def hub_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hub of this repository, built once."""
    target = tmp_path_factory.mktemp("hub") / "site"
    # A day, so that materials whose review is due later do not fail the tests one morning.
    result = build(REPOSITORY / "mkdocs.yml", target, "--strict", SOURCE_DATE_EPOCH="1795600000")
    assert result.returncode == 0, result.stderr
    return target


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site, built once; its source lies beside it in `source`."""
    folder = tmp_path_factory.mktemp("tiny")
    result = build(copy_tiny(folder / "source"), folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def hub_server(hub_site: Path) -> Iterator[str]:
    """The address of the built hub on this machine."""
    with Server(hub_site) as address:
        yield address


@pytest.fixture(scope="session")
def tiny_server(tiny_site: Path) -> Iterator[str]:
    """The address of the tiny site, in a subfolder, as many hosts serve it."""
    with Server(tiny_site, "/sub/") as address:
        yield address
