"""What a browser needs to work without a network: lists of courses, the worker, the manifest."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import build
from tests.sites import REPOSITORY, TESTS, copy_tiny, overlay

KEPT = TESTS / "fixtures" / "offline"
LIST = "api/offline/demo.json"


def copy_course(target: Path) -> Path:
    """Copy the tiny site with the course that is to be kept, and return its `mkdocs.yml`."""
    config = copy_tiny(target)
    overlay(KEPT / "site", target)
    return config


def list_of(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / LIST).read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    result = build(copy_course(folder / "source"), folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    return folder / "site"


def test_list_of_a_course_is_what_was_written_by_hand(site: Path) -> None:
    expected = json.loads((KEPT / "expected.json").read_text("utf-8"))
    found = list_of(site)

    assert {name: found[name] for name in ("id", "title", "url", "outside")} == {
        name: expected[name] for name in ("id", "title", "url", "outside")
    }
    assert [address for address, _ in found["pages"]] == expected["pages"]
    for name in ("files", "media"):
        assert sorted(Path(address).name for address, _ in found[name]) == expected[name]


def test_sizes_are_those_of_the_files_and_the_theme_is_whole(site: Path) -> None:
    found = list_of(site)
    for address, size in (each for name in ("pages", "shell", "files", "media") for each in found[name]):
        path = site / address / "index.html" if address.endswith("/") else site / address
        assert path.stat().st_size == size, address

    folder = re.search(r"assets/[0-9a-f]{10}/", (site / "courses/demo/index.html").read_text("utf-8"))
    assert folder
    theme = {path.relative_to(site).as_posix() for path in (site / folder.group()).rglob("*") if path.is_file()}
    assert {address for address, _ in found["shell"]} == theme


def test_version_tells_any_change_of_what_is_kept_and_nothing_else(tmp_path: Path) -> None:
    config, site = copy_course(tmp_path / "source"), tmp_path / "site"
    assert build(config, site).returncode == 0
    first, before = list_of(site), (site / LIST).stat().st_mtime_ns

    for path, old, new in (
        ("docs/acts/law-1.yml", "Сроки уведомления", "Сроки извещения"),
        ("docs/terms/sto.yml", "Документ с правилами", "Бумага с правилами"),
        ("courses/demo/media/scheme.svg", "</svg>", "<!-- правка --></svg>"),
        ("courses/demo/quizzes/quiz-1.yml", "Есть.", "Конечно."),
    ):
        file = tmp_path / "source" / path
        text = file.read_text("utf-8")
        assert old in text, path
        file.write_text(text.replace(old, new, 1), "utf-8")
        assert build(config, site).returncode == 0
        changed = list_of(site)
        if path.startswith("docs/acts"):
            assert (changed, (site / LIST).stat().st_mtime_ns) == (first, before)
        else:
            assert changed["version"] != first["version"], path
        first = changed

    assert build(config, tmp_path / "anew").returncode == 0
    assert list_of(tmp_path / "anew") == first, "what was remembered and what is new differ"


def test_lost_list_is_written_again(tmp_path: Path) -> None:
    config, site = copy_course(tmp_path / "source"), tmp_path / "site"
    assert build(config, site).returncode == 0
    first = list_of(site)
    (site / LIST).unlink()
    assert build(config, site).returncode == 0

    assert list_of(site) == first


def test_worker_names_every_file_of_the_theme_and_its_own_page(site: Path) -> None:
    text = (site / "sw.js").read_text("utf-8")
    head = re.match(r"const SITE = (\{.*\});\n", text)
    assert head
    known = json.loads(head.group(1))
    folder = site / known["assets"]

    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(known["shell"])
    assert known["pages"] == {"": "offline/", "en/": "en/offline/"}
    for address in known["pages"].values():
        assert 'content="noindex"' in (site / address / "index.html").read_text("utf-8")


def test_worker_changes_when_its_own_page_does(tmp_path: Path) -> None:
    config, site = copy_course(tmp_path / "source"), tmp_path / "site"
    assert build(config, site).returncode == 0
    first = (site / "sw.js").read_bytes()
    config.write_text(config.read_text("utf-8").replace("Крошечный хаб", "Маленький хаб"), "utf-8")
    assert build(config, site).returncode == 0

    assert (site / "sw.js").read_bytes() != first


def test_manifest_is_relative_and_its_icons_are_there(site: Path) -> None:
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    assert (manifest["start_url"], manifest["scope"], manifest["lang"]) == ("./", "./", "ru")
    assert manifest["name"] == "Крошечный хаб"
    sizes = set()
    for icon in manifest["icons"]:
        content = (site / icon["src"]).read_bytes()
        sizes.add((icon["sizes"], icon.get("purpose", "any")))
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", content[16:24])
            assert icon["sizes"] == f"{width}x{height}"
    assert sizes == {("any", "any"), ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}


def test_every_page_names_the_worker_and_the_manifest(site: Path) -> None:
    page = (site / "courses/demo/first/index.html").read_text("utf-8")

    assert 'data-worker="../../../sw.js"' in page
    assert '<link rel="manifest" href="../../../manifest.webmanifest">' in page


def test_icons_are_made_by_a_command_that_is_there() -> None:
    assert re.search(r"^icons:.*##", (REPOSITORY / "Makefile").read_text("utf-8"), re.M)
    assert (REPOSITORY / "scripts/icons.py").is_file()
