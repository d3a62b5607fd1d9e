"""Addresses are for ever: one that was published leads somewhere, or the author is told."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from tests.sites import REPOSITORY, check_site, copy_tiny

DAY = date(2026, 11, 25)


def script() -> ModuleType:
    """Return `scripts/check.py` as a module."""
    spec = importlib.util.spec_from_file_location("check_script", REPOSITORY / "scripts/check.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = copy_tiny(tmp_path / "site")
    assert script().main([str(config), "--accept-addresses", "--as-of", "2026-11-25"]) == 0
    return config


def test_accepted_addresses_are_entries_pages_lists_and_former_names(config: Path) -> None:
    lines = (config.parent / "docs/addresses.txt").read_text("utf-8").splitlines()

    assert {"/", "/about/", "/standards/", "/standards/sto-1/", "/standards/sto-first/"} <= set(lines)
    assert {"/courses/demo/first/", "/en/standards/sto-1/"} <= set(lines)
    assert not any("/by/" in line or line == "/lessons/" for line in lines)
    assert check_site(config, day=DAY) == []


def test_renamed_entry_without_its_former_name_is_told(config: Path) -> None:
    webinars = config.parent / "docs/webinars"
    (webinars / "record.yml").rename(webinars / "talk.yml")
    found = check_site(config, day=DAY)

    assert [(item.code, item.at.path) for item in found] == [("E506", "docs/addresses.txt")]
    assert "«/webinars/record/»" in found[0].what()


def test_former_name_or_acceptance_mends_it(config: Path) -> None:
    webinars = config.parent / "docs/webinars"
    renamed = (webinars / "record.yml").rename(webinars / "talk.yml")
    text = renamed.read_text("utf-8")
    renamed.write_text(text + "aliases: [record]\n", "utf-8")
    assert check_site(config, day=DAY) == []

    renamed.write_text(text, "utf-8")
    assert script().main([str(config), "--accept-addresses"]) == 0
    assert check_site(config, day=DAY) == []


def test_nothing_is_accepted_while_there_is_another_mistake(config: Path) -> None:
    before = (config.parent / "docs/addresses.txt").read_bytes()
    (config.parent / "docs/webinars/record.yml").unlink()
    (config.parent / "docs/terms/sto.yml").write_text("titel: x\n", "utf-8")

    assert script().main([str(config), "--accept-addresses"]) == 1
    assert (config.parent / "docs/addresses.txt").read_bytes() == before
