"""Courses, quizzes, materials, competencies → `api/learning.json`: what a learner's own pages need to know of the hub.

One for each language. Everything in it stands on cards, so that it is worked out without a whole entry, and only when a
card of these collections changed (see `learning_key`). Texts, answers and feedback are not in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hub.collections.assessments import Measure
from hub.collections.competencies import Axis
from hub.collections.courses import Module
from hub.content import Key, Record
from hub.fields import Reference
from hub.library import Library
from hub.library.addresses import language_prefix
from hub.outputs import Artifact

OWN = ("courses", "lessons", "quizzes", "competencies", "assessments")  # each has its own part of the file


def learning_path(library: Library, language: str) -> str:
    """Return where the file of a language is."""
    return f"{language_prefix(language, library.site.language)}api/learning.json"


def learning_key(library: Library, language: str) -> bytes:
    """Return the state of all that the file of a language is made of."""
    own = [each for name in (*OWN, *_teaching(library)) for each in library.entries(name)]
    translated = library.versions[language] if language != library.site.language else {}
    versions = [translated[each.key] for each in own if each.key in translated]
    return b"".join(each.card_digest for each in (*own, *versions))


def export_learning(library: Library, language: str, translate: Callable[[str], str]) -> Artifact:
    """Return the file of a language; what is not translated stands in the language of the site."""
    view = _View(library, language, translate)
    data = {
        "courses": {each.key.id: view.course(each) for each in library.entries("courses")},
        "lessons": {each.key.id: view.lesson(each) for each in library.entries("lessons")},
        "quizzes": {each.key.id: view.quiz(each) for each in library.entries("quizzes")},
        "materials": [
            view.material(each) for name in _teaching(library) for each in library.entries(name) if _teaches_now(each)
        ],
        "competencies": {each.key.id: view.competency(each) for each in library.entries("competencies")},
        "assessments": {each.key.id: view.assessment(each) for each in library.entries("assessments")},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Artifact(learning_path(library, language), f"{text}\n".encode())


def _teaching(library: Library) -> list[str]:
    """Return the collections that teach, beside courses and their lessons: each entry is one material."""
    return [
        name for name, each in library.collections.items() if "teaches" in each.model.model_fields and name not in OWN
    ]


def _teaches_now(record: Record) -> bool:
    """Return whether a material teaches anything and can be taken now: a webinar that is only announced cannot."""
    values = record.card.values
    return bool(values["teaches"]) and ("minutes" not in values or values["minutes"] is not None)


class _View:
    """What the file says of each entry, in one language."""

    def __init__(self, library: Library, language: str, translate: Callable[[str], str]) -> None:
        self.library, self.language, self.translate = library, language, translate

    def course(self, record: Record) -> dict[str, Any]:
        """Return a course with its modules and the lessons that readers see."""
        values, lessons = record.card.values, self.library.children(record.key)
        seen = {each.key for each in lessons}
        return {
            **self._head(record),
            "modified": record.card.modified.isoformat() if record.card.modified else "",
            "minutes": _whole(sum(each.card.values["time_required"] for each in lessons)),
            "requires": self._ids(values["competency_required"]),
            "teaches": self._ids(values["teaches"]),
            "after": self._ids(record.card.chains["prerequisites"]),
            "modules": [self._module(each, record, seen) for each in values["modules"]],
            "aliases": list(record.card.aliases),
        }

    def _module(self, module: Module, course: Record, seen: set[Key]) -> dict[str, Any]:
        lessons = [f"{course.key.id}/{lesson}" for lesson in module.lessons]
        return {
            "id": module.id,
            "title": module.title,
            "aliases": list(module.aliases),
            "lessons": [each for each in lessons if Key("lessons", each) in seen],
        }

    def lesson(self, record: Record) -> dict[str, Any]:
        """Return a lesson; `quiz` is there only if it shows one."""
        values, course = record.card.values, record.key.id.partition("/")[0]
        quiz = {"quiz": f"{course}/{values['quiz']}"} if values["quiz"] else {}
        return {
            **self._head(record),
            "minutes": _whole(values["time_required"]),
            "kind": str(values["kind"]),
            "teaches": self._ids(values["teaches"]),
            "assesses": self._ids(values["assesses"]),
            **quiz,
            "aliases": [f"{course}/{alias}" for alias in record.card.aliases],
        }

    def quiz(self, record: Record) -> dict[str, Any]:
        """Return what counts in a quiz: never what is right."""
        questions = [
            {"id": each.id, "assesses": self._ids(each.assesses), "weight": each.weight, "aliases": list(each.aliases)}
            for each in record.card.values["checks"]
        ]
        return {"pass_mark": record.card.values["pass_mark"], "questions": questions}

    def material(self, record: Record) -> dict[str, Any]:
        """Return a material that teaches; `minutes` is there only if they are known."""
        values = record.card.values
        minutes = values.get("minutes") or values.get("time_required")
        return {
            "ref": str(record.key),
            **self._head(record),
            **({"minutes": _whole(minutes)} if minutes else {}),
            "teaches": self._ids(values["teaches"]),
            "kind": self.translate(self.library.collections[record.key.collection].label_one),
        }

    def competency(self, record: Record) -> dict[str, Any]:
        """Return a competency: a cell has a block and a sphere, a block or a sphere only itself."""
        block, _, sphere = record.key.id.partition("--")
        if record.card.values["kind"] is Axis.SPHERE:
            block, sphere = "", block
        return {**self._head(record), "block": block, "sphere": sphere}

    def assessment(self, record: Record) -> dict[str, Any]:
        """Return which competencies each statement of a questionnaire is about."""
        return {**self._head(record), "statements": list(map(self._statement, record.card.values["measures"]))}

    def _statement(self, measure: Measure) -> dict[str, Any]:
        return {
            "id": measure.id,
            "aliases": list(measure.aliases),
            "competencies": self._ids(measure.competencies),
        }

    def _head(self, record: Record) -> dict[str, Any]:
        shown = self.library.record(record.key, self.language) or record
        return {"title": shown.card.name, "url": self.library.url(shown)}

    def _ids(self, references: Iterable[Reference]) -> list[str]:
        return list(self._known(references))

    def _known(self, references: Iterable[Reference]) -> Iterator[str]:
        for each in references:
            key = self.library.key_of(each)
            if key in self.library.records:
                yield key.id


def _whole(minutes: float) -> int:
    return max(1, round(minutes)) if minutes else 0
