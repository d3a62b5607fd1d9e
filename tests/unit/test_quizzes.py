"""The model of quizzes: what is compared of what somebody types, and which questions a bank has."""

from __future__ import annotations

from typing import Any

import pytest

from hub.collections.quizzes import Question, Quiz, ScaleQuestion, fold
from hub.content import Identified
from tests.quizzes import rows


@pytest.mark.parametrize("row", rows("folding.tsv"), ids=lambda row: row["text"])
def test_what_does_not_matter_is_folded(row: dict[str, str]) -> None:
    assert fold(row["text"]) == row["folded"]
    assert fold(row["folded"]) == row["folded"]


def quiz(**values: Any) -> Quiz:
    options = [{"id": "a", "text": "А", "correct": "true", "feedback": "Да"}, {"id": "b", "text": "Б", "feedback": "-"}]
    single = [{"kind": "single", "id": name, "text": "?", "options": options} for name in ("one", "two", "three")]
    scale = {"kind": "scale", "id": "mood", "text": "?", "points": options_of_scale()}
    return Quiz.model_validate({"title": "Тест", "questions": [*single, scale], **values})


def options_of_scale() -> list[dict[str, str]]:
    return [{"id": "1", "text": "Нет"}, {"id": "2", "text": "Да"}]


def test_bank_without_questions_has_those_that_no_other_names() -> None:
    found = quiz(banks=[{"id": "first", "take": "1", "questions": ["two"]}, {"id": "rest", "take": "2"}])

    assert [list(found.banked(bank)) for bank in found.banks] == [["two"], ["one", "three", "mood"]]


def test_every_kind_says_what_it_weighs_and_what_it_assesses() -> None:
    """`api/learning.json` asks any question."""
    for question in quiz().questions:
        is_judged = not isinstance(question, ScaleQuestion)

        assert (question.weight, question.assesses) == (int(is_judged), ())


def test_whatever_has_an_id_inside_a_question_is_a_part_of_it() -> None:
    """What an answer names by id may be renamed with an alias: every list of such things must be known."""
    for kind in Question.__args__[0].__args__:
        lists = {
            name
            for name, field in kind.model_fields.items()
            if any(isinstance(each, type) and issubclass(each, Identified) for each in _args(field.annotation))
        }

        assert lists == set(kind.PARTS), kind


def _args(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", ())
