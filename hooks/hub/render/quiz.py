"""A quiz as a lesson shows it: how it is passed, its questions, what to read again after each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hub.collections.lessons import Lesson
from hub.collections.quizzes import Quiz, ScaleQuestion
from hub.content import Key, Record
from hub.fields import Reference
from hub.render.context import Link, Page
from hub.render.questions import place_link, question_view


def quiz_view(record: Record, lesson: Record, page: Page) -> Mapping[str, Any]:
    """Return a quiz with its questions and what is worth reading again after each."""
    quiz = record.entry
    if not isinstance(quiz, Quiz):
        raise TypeError(f"{record.key} is no quiz")
    weights = {question.weight for question in quiz.questions if not isinstance(question, ScaleQuestion)}
    mixed = {"questions": quiz.shuffle_questions, "options": quiz.shuffle_options}
    banks = [{"take": bank.take, "questions": list(quiz.banked(bank))} for bank in quiz.banks]
    return {
        "id": record.key.id,
        "former": _former_names(record, page),
        "pass_mark": quiz.pass_mark,
        "attempts": quiz.attempts,
        "is_judged": bool(weights),
        "has_points": len(weights) > 1,
        "shuffle": [name for name, is_on in mixed.items() if is_on],
        "banks": json.dumps(banks),
        "questions": [question_view(question, page) for question in quiz.questions],
        "reread": _reread_view(quiz, lesson, page),
    }


def _former_names(record: Record, page: Page) -> list[str]:
    """Return the names under which a browser may have kept the answers: of the course, of the quiz, of both."""
    course, _, name = record.key.id.partition("/")
    parent = page.renderer.library.get(record.parent) if record.parent is not None else None
    courses = (course, *(parent.card.aliases if parent is not None else ()))
    names = [f"{each}/{quiz}" for each in courses for quiz in (name, *record.card.aliases)]
    return [each for each in names if each != record.key.id]


def _reread_view(quiz: Quiz, lesson: Record, page: Page) -> list[Mapping[str, Any]]:
    """Return the places to read again, by competency; `of` are the questions that each is for."""
    groups: dict[Reference | None, dict[str, list[Link]]] = {}
    for question in quiz.questions:
        own = [place_link(each, page) for each in question.reread]
        for competency in question.assesses or ((None,) if own else ()):
            taught = _lessons_that_teach(competency, lesson, page) if competency is not None and not own else []
            groups.setdefault(competency, {})[question.id] = own or taught
    # What belongs to no competency stands last.
    return [
        {
            "link": page.link(competency) if competency is not None else None,
            "of": list(places),
            "places": _merged(places),
        }
        for competency, places in sorted(groups.items(), key=lambda item: item[0] is None)
    ]


def _merged(places: Mapping[str, Sequence[Link]]) -> list[Mapping[str, Any]]:
    """Return every place once, with the questions that it is for."""
    found: dict[Link, list[str]] = {}
    for question, links in places.items():
        for link in links:
            found.setdefault(link, []).append(question)
    return [{"link": link, "of": of} for link, of in found.items()]


def _lessons_that_teach(competency: Reference, lesson: Record, page: Page) -> list[Link]:
    """Return the lessons of the same module that teach a competency, or the block that it belongs to."""
    library = page.renderer.library
    course = library.get(lesson.parent) if lesson.parent is not None else None
    modules = course.card.values["modules"] if course is not None else ()
    course_id, _, name = lesson.key.id.partition("/")
    names = next((module.lessons for module in modules if name in module.lessons), ())
    wanted = {competency.id, competency.id.partition("--")[0]}
    found = [library.record(Key("lessons", f"{course_id}/{each}"), page.language) for each in names]
    return [
        page.link_to(each)
        for each in found
        if each is not None and isinstance(each.entry, Lesson) and wanted & {taught.id for taught in each.entry.teaches}
    ]
