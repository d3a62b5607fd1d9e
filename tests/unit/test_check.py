"""What a check tells of a whole site, beside the mistakes that have a folder in `tests/fixtures/invalid`."""

from __future__ import annotations

import os
import re
import string
from datetime import date
from pathlib import Path

import pytest

from hub.codes import CODES
from hub.content import Key
from hub.diagnostics import Diagnostic
from hub.mkdocs_adapter.check import check_library
from tests.sites import check_site, copy_tiny

DAY = date(2026, 11, 25)
TERM = "title: Новое слово\ndefinition: Что оно значит.\n"
FRAMEWORK = """\
- {id: goals, title: Цели, kind: block}
- {id: people, title: Люди, kind: sphere}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "site")


def told(config: Path, **files: str | bytes) -> list[Diagnostic]:
    """Return what is told of the tiny site with more files; `__` in a name stands for `/`, `_` for a dot."""
    for name, content in files.items():
        path = config.parent / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return check_site(config, {}, DAY)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TERM.encode("utf-8-sig"), id="a mark at the beginning"),
        pytest.param(TERM.replace("\n", "\r\n").encode(), id="lines of Windows"),
        pytest.param(TERM.rstrip().encode(), id="no end of line"),
        pytest.param(("# Заметка\n\n---\n" + TERM).encode(), id="a comment and a line of dashes"),
        pytest.param((TERM + "abbreviation:\nchecked_on: ~\n").encode(), id="fields left empty"),
        pytest.param((TERM + "aliases: [slovo,\n  word]\n").encode(), id="brackets on two lines"),
        pytest.param((TERM + "aliases:\n- slovo\n- word\n").encode(), id="a list under its field"),
        pytest.param(
            "title: Слово\ndefinition: |\n  \\[a\\](b), \\[^1], \\![x] `[y](z w)`\n".encode(), id="escaped brackets"
        ),
    ],
)
def test_what_is_right_is_not_told(config: Path, content: bytes) -> None:
    assert told(config, docs__terms__new_yml=content) == []


def test_head_may_have_blanks_after_its_dashes(config: Path) -> None:
    assert (
        told(config, docs__page_md="--- \ntitle: Страница\n---\t\n\n[О сайте](pages:about), [ниже](#a)\n\n## A\n") == []
    )


def test_cells_that_nobody_wrote_are_not_asked_for_a_revision(config: Path) -> None:
    found = told(
        config,
        docs__competencies__competencies_yml=FRAMEWORK,
        docs__en__competencies__competencies_yml=FRAMEWORK.replace("Цели", "Goals").replace("Люди", "People"),
    )

    assert [(item.code, item.at.line) for item in found] == [("E226", 1), ("E226", 2)]


def test_lessons_of_a_broken_course_are_not_shown_without_it(config: Path) -> None:
    course = config.parent / "courses/demo/course.yml"
    course.write_text(course.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    found, library = check_library(config, {}, DAY)

    assert [item.code for item in found] == ["E202"]
    assert library is not None
    assert Key("lessons", "demo/first") not in library.records


def test_settings_in_another_encoding_are_told(config: Path) -> None:
    config.write_bytes("site_name: Хаб\n".encode("cp1251"))

    assert [str(item).partition("\n")[0] for item in told(config)] == [
        "mkdocs.yml:1:12: E101: файл сохранён не в UTF-8: байт 0xD5 не читается"
    ]


def test_missing_settings_are_told(tmp_path: Path) -> None:
    (found,) = check_site(tmp_path / "mkdocs.yml", {}, DAY)

    assert found.code == "E505"
    assert "файла «mkdocs.yml» нет" in found.what()


@pytest.mark.parametrize(
    "name", [b"docs/terms/\xd1\xeb.yml", b"docs/\xd1\xeb.md", b"courses/demo/media/\xd1.svg", b"docs/\xd1/a.md"]
)
def test_name_that_no_terminal_can_print_is_told(config: Path, name: bytes) -> None:
    path = config.parent / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(TERM, "utf-8")
    (found,) = told(config)

    assert found.code == "E115"
    assert str(found).encode("utf-8")


@pytest.mark.parametrize("name", ["docs/terms/pipe.yml", "docs/pipe.md"])
def test_file_that_would_hold_its_reader_for_ever_is_told(config: Path, name: str) -> None:
    os.mkfifo(config.parent / name)
    (found,) = told(config)

    assert (found.code, found.at.path) == ("E113", name)


@pytest.mark.parametrize("code", CODES)
def test_wording_is_russian_polite_and_an_action(code: str) -> None:
    wording = CODES[code]
    names = [name for _, name, _, _ in string.Formatter().parse(wording.what + wording.mend) if name]
    plain = re.sub(r"\{\w+\}|«[^»]*»", "", wording.what)

    assert all(name.isidentifier() for name in names)
    assert not re.search(r"invalid|пожалуйста|некорректн|\.$", wording.what + wording.mend, re.IGNORECASE)
    assert re.search("[а-яё]", plain)
    assert wording.mend[0].islower() or wording.mend[0] == "{"
