"""`api/learning.json`: what a learner's pages know of the hub, exactly; made again only when that changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import build
from tests.sites import copy_assessed

FILES = ("api/learning.json", "en/api/learning.json")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with competencies, built once; its site stands beside its source."""
    folder = tmp_path_factory.mktemp("assessed")
    config = copy_assessed(folder / "source")
    result = build(config, folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    return config.parent


def read(source: Path, name: str = FILES[0]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((source.parent / "site" / name).read_text("utf-8"))
    return found


def test_course_says_what_it_requires_and_which_lessons_it_has(source: Path) -> None:
    courses = read(source)["courses"]

    assert courses["basics"] == {
        "title": "Основы",
        "url": "courses/basics/",
        "modified": "2026-11-26",
        "minutes": 68,
        "requires": [],
        "teaches": ["lead--people", "lead--money"],
        "after": [],
        "modules": [
            {
                "id": "m1",
                "title": "План",
                "aliases": ["m-old"],
                "lessons": ["basics/plan", "basics/meeting", "basics/check"],
            },
            {"id": "m2", "title": "Деньги", "aliases": [], "lessons": ["basics/budget"]},
        ],
        "aliases": ["bases"],
    }
    assert (courses["further"]["requires"], courses["further"]["after"]) == (["lead--people"], ["basics"])


def test_lesson_names_its_quiz_only_if_it_has_one(source: Path) -> None:
    lessons = read(source)["lessons"]

    assert lessons["basics/plan"] == {
        "title": "План на год",
        "url": "courses/basics/plan/",
        "minutes": 20,
        "kind": "text",
        "teaches": ["lead--people"],
        "assesses": [],
        "aliases": ["basics/plan-old"],
    }
    assert lessons["basics/check"]["quiz"] == "basics/check"
    assert lessons["basics/check"]["assesses"] == ["lead--people"]


def test_quiz_says_what_counts_and_never_what_is_right(source: Path) -> None:
    quizzes = read(source)["quizzes"]

    assert quizzes["basics/check"] == {
        "pass_mark": 50,
        "questions": [
            {"id": "when", "assesses": ["lead--people"], "weight": 2, "aliases": ["when-old"]},
            {"id": "who", "assesses": ["talk--people", "lead--people"], "weight": 1, "aliases": []},
        ],
    }
    assert set(quizzes) == {"basics/check", "demo/quiz-1"}


def test_materials_are_what_teaches_something(source: Path) -> None:
    assert read(source)["materials"] == [
        {
            "ref": "toolkits:letter",
            "title": "Письмо о деньгах",
            "url": "toolkits/letter/",
            "minutes": 30,
            "teaches": ["talk--money"],
            "kind": "Набор инструментов",
        }
    ]


def test_competencies_are_cells_with_their_block_and_sphere(source: Path) -> None:
    competencies = read(source)["competencies"]

    assert len(competencies) == 2 + 3 + 2 * 3
    assert competencies["lead--money"] == {
        "title": "Вести · Деньги",
        "url": "competencies/lead--money/",
        "block": "lead",
        "sphere": "money",
    }
    assert competencies["lead"] == {"title": "Вести", "url": "competencies/lead/", "block": "lead", "sphere": ""}
    assert (competencies["self"]["block"], competencies["self"]["sphere"]) == ("", "self")


def test_questionnaire_says_what_its_statements_are_about(source: Path) -> None:
    small = read(source)["assessments"]["small"]

    assert small["statements"][0] == {
        "id": "plan-written",
        "aliases": ["plan-old"],
        "competencies": ["lead--people"],
    }
    assert len(small["statements"]) == 5


def test_each_language_has_one_and_says_the_same_by_the_same_names(source: Path) -> None:
    own, english = (read(source, name) for name in FILES)

    assert {part: list(own[part]) for part in own if part != "materials"} == {
        part: list(english[part]) for part in english if part != "materials"
    }


def test_build_makes_it_again_only_when_something_in_it_changed(source: Path) -> None:
    site = source.parent / "site"
    before = [(site / name).stat().st_mtime_ns for name in FILES]

    term = source / "docs/terms/sto.yml"
    term.write_text(term.read_text("utf-8").replace("составила", "написала"), "utf-8")
    assert build(source / "mkdocs.yml", site).returncode == 0
    assert [(site / name).stat().st_mtime_ns for name in FILES] == before

    lesson = source / "courses/basics/lessons/budget.md"
    lesson.write_text(lesson.read_text("utf-8").replace("teaches: [lead--money]", "teaches: [lead]"), "utf-8")
    assert build(source / "mkdocs.yml", site).returncode == 0
    assert [(site / name).stat().st_mtime_ns for name in FILES] != before
    assert read(source)["lessons"]["basics/budget"]["teaches"] == ["lead"]
