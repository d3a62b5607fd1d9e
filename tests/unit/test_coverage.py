"""What authors are told is missing: competencies without a lesson, without a question, with old materials only."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from hub.library import Library
from hub.library.coverage import coverage_of, find_needs, is_old, material_count
from hub.mkdocs_adapter.check import check_library
from tests.sites import REPOSITORY, copy_assessed

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    found, library = check_library(copy_assessed(tmp_path_factory.mktemp("coverage") / "site"), day=DAY)
    assert found == []
    assert library is not None
    return library


def test_competency_knows_what_teaches_and_what_checks_it(library: Library) -> None:
    coverage = coverage_of(library, "lead--people")

    assert [str(each.key) for each in coverage.teaching] == ["courses:basics", "lessons:basics/plan"]
    assert [(str(each.key), count) for each, count in coverage.questions] == [("quizzes:basics/check", 2)]
    assert [(str(each.key), count) for each, count in coverage.statements] == [("assessments:small", 1)]


def test_lesson_that_only_checks_is_no_material(library: Library) -> None:
    assert material_count(library, "talk--people") == 1
    assert material_count(library, "lead--self") == 0


def test_needs_name_what_every_competency_lacks(library: Library) -> None:
    needs = {need.record.key.id: need for need in find_needs(library, DAY)}

    assert len(needs) == 6
    assert needs["lead--people"].lacks == ()
    assert needs["lead--money"].lacks == ("questions",)
    assert needs["lead--self"].lacks == ("lessons", "materials", "questions")
    assert needs["talk--money"].lacks == ("questions",)


def test_material_is_old_when_its_review_is_over_or_nobody_touched_it_for_two_years(library: Library) -> None:
    needs = {need.record.key.id: need.lacks for need in find_needs(library, date(2029, 1, 1))}
    letter = next(record for key, record in library.records.items() if str(key) == "toolkits:letter")

    assert "fresh" in needs["lead--people"]
    assert "fresh" not in needs["lead--self"], "nothing is not old"
    assert not is_old(library, letter, date(2028, 11, 19))
    assert is_old(library, letter, date(2028, 11, 21))


def test_command_tells_a_line_for_each_and_the_sums(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("coverage_script", REPOSITORY / "scripts/coverage.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    config = Path(library.site.root) / "mkdocs.yml"

    assert module.main([str(config), "--as-of", DAY.isoformat()]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "lead--self: нет материалов, нет вопросов (материалов 0, вопросов 0)" in told
    assert "lead--money: нет вопросов (материалов 2, вопросов 0)" in told
    assert told[-1].startswith("Компетенций: 6, без пробелов: 2; нет материалов: 2; нет урока: 2;")
