"""What a learner can do here → `api/learning.json`, one of each language: read by the page «Моё обучение»."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hub.collections.competencies import Axis, Competency
from hub.collections.courses import Course
from hub.collections.lessons import Lesson
from hub.collections.quizzes import Quiz
from hub.collections.toolkits import Toolkit
from hub.collections.webinars import Webinar
from hub.content import Key, Record
from hub.fields import Reference
from hub.library import Library
from hub.library.addresses import language_prefix
from hub.outputs import Artifact

FILE = "api/learning.json"
COLLECTIONS = ("courses", "lessons", "quizzes", "webinars", "toolkits", "competencies")


def export_learning(library: Library) -> Iterator[Artifact]:
    """Yield the file of each language."""
    for language in library.languages:
        prefix = language_prefix(language, library.site.language)
        text = json.dumps(_learning(library, language), ensure_ascii=False, separators=(",", ":"))
        yield Artifact(prefix + FILE, f"{text}\n".encode())


def _learning(library: Library, language: str) -> dict[str, Any]:
    former: dict[Key, list[str]] = {}
    for alias, key in library.aliases.items():
        former.setdefault(key, []).append(alias.id)
    found: dict[str, Any] = {"courses": {}, "lessons": {}, "quizzes": {}, "materials": [], "competencies": {}}
    for record in (library.record(own.key, language) or own for name in COLLECTIONS for own in library.entries(name)):
        entry, head = record.entry, {"title": record.card.name, "url": library.url(record)}
        aliases = sorted(former.get(record.key, ()))
        if isinstance(entry, Course):
            found["courses"][record.key.id] = {**head, **_course(record, entry, library), "aliases": aliases}
        elif isinstance(entry, Lesson):
            found["lessons"][record.key.id] = {**head, **_lesson(record, entry), "aliases": aliases}
        elif isinstance(entry, Quiz):
            found["quizzes"][record.key.id] = _quiz(entry)
        elif isinstance(entry, Competency):
            found["competencies"][record.key.id] = {**head, **_competency(record, entry)}
        elif isinstance(entry, Webinar | Toolkit) and entry.teaches:
            kind = library.collections[record.key.collection].label_one
            found["materials"].append({"ref": str(record.key), **head, "teaches": _ids(entry.teaches), "kind": kind})
    return found


def _course(record: Record, course: Course, library: Library) -> dict[str, Any]:
    lessons = library.children(record.key)
    return {
        "modified": record.card.modified.isoformat() if record.card.modified else "",
        "minutes": sum(each.card.values["time_required"] for each in lessons),
        "requires": _ids(course.competency_required),
        "teaches": _ids(course.teaches),
        "modules": [
            {
                "id": module.id,
                "title": module.title,
                "aliases": module.aliases,
                "lessons": _visible((f"{record.key.id}/{each}" for each in module.lessons), lessons),
            }
            for module in course.modules
        ],
    }


def _visible(ids: Iterable[str], lessons: Sequence[Record]) -> list[str]:
    known = {each.key.id for each in lessons}
    return [each for each in ids if each in known]


def _lesson(record: Record, lesson: Lesson) -> dict[str, Any]:
    course = record.key.id.partition("/")[0]
    quiz = {"quiz": f"{course}/{lesson.quiz}"} if lesson.quiz else {}
    return {
        "minutes": lesson.time_required,
        "kind": str(lesson.kind),
        "teaches": _ids(lesson.teaches),
        "assesses": _ids(lesson.assesses),
        **quiz,
    }


def _quiz(quiz: Quiz) -> dict[str, Any]:
    questions = [
        {"id": each.id, "assesses": _ids(each.assesses), "weight": each.weight, "aliases": each.aliases}
        for each in quiz.questions
    ]
    return {"pass_mark": quiz.pass_mark, "questions": questions}


def _competency(record: Record, competency: Competency) -> dict[str, Any]:
    block, _, sphere = record.key.id.partition("--")
    if competency.kind is Axis.SPHERE:
        return {"block": "", "sphere": block}
    return {"block": block, "sphere": sphere}


def _ids(references: Sequence[Reference]) -> list[str]:
    return [reference.id for reference in references]
