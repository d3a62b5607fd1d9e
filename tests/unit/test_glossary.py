"""The glossary explained in place: what its file says, when it is made again, how terms are marked in texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hub.markdown import parse_markdown
from tests.conftest import build
from tests.sites import TESTS, copy_tiny

EXPECTED = json.loads((TESTS / "fixtures/glossary/expected.json").read_text("utf-8"))


def plain(text: str) -> str:
    """Return a text as it was written: without the no-break spaces of typesetting."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_term_has_its_first_paragraph_and_its_source(tiny_site: Path) -> None:
    text = (tiny_site / "api/glossary.json").read_text("utf-8")

    assert json.loads(plain(text)) == EXPECTED


def test_a_language_without_terms_has_no_glossary(tiny_site: Path) -> None:
    assert not (tiny_site / "en/api/glossary.json").exists()


def test_links_of_texts_to_terms_are_marked_by_their_present_name(tiny_site: Path) -> None:
    page = (tiny_site / "courses/kinds/sheet/index.html").read_text("utf-8")

    link = '<a href="../../../terms/service/" class="term" data-term="service">'
    assert page.count(link) == 2, "one is written by its former name"
    entry = (tiny_site / "acts/law-1/index.html").read_text("utf-8")
    assert 'href="../../terms/service/">' in entry, "who mentions an act is navigation, and explains nothing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Раз **два** [три](terms:sto)[^1]. Ещё.\n\nВторой.\n\n[^1]: Сноска.", "Раз два три. Ещё."),
        ("- пункт\n\nПосле списка.", "После списка."),
        ("> [!CHECK]\n> Требует «проверки» & всё.", "Требует «проверки» & всё."),
        ("`код` в начале", "код в начале"),
        ("| a |\n|---|\n| b |", ""),
        ("", ""),
    ],
)
def test_first_paragraph_is_what_readers_see(text: str, expected: str) -> None:
    assert plain(parse_markdown(text).first_paragraph) == expected


def test_glossary_is_made_again_when_a_term_or_its_source_changes(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    site, file = tmp_path / "site", tmp_path / "site/api/glossary.json"
    assert build(config, site, "--strict").returncode == 0
    first = file.stat().st_mtime_ns

    other = config.parent / "docs/about.md"
    other.write_text(other.read_text("utf-8") + "\nЕщё строка.\n", "utf-8")
    assert build(config, site, "--strict").returncode == 0
    assert file.stat().st_mtime_ns == first, "another page is nothing to the glossary"

    act = config.parent / "docs/acts/law-1.yml"
    act.write_text(act.read_text("utf-8").replace("Вымышленный закон", "Закон"), "utf-8")
    assert build(config, site, "--strict").returncode == 0
    assert "Источник: Закон; СТО" in json.loads(file.read_text("utf-8"))["terms"]["service"]["source"]

    term = config.parent / "docs/terms/sto.yml"
    term.write_text(term.read_text("utf-8").replace("для себя", "сама себе"), "utf-8")
    assert build(config, site, "--strict").returncode == 0
    assert json.loads(plain(file.read_text("utf-8")))["terms"]["sto"]["text"].endswith("составила сама себе.")
