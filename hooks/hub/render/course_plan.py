"""A course → what its pages carry of it for the browser: lessons in order, former names, version (`js/tally.js`)."""

from __future__ import annotations

from collections.abc import Mapping

from hub.content import Key, Record
from hub.library import Library
from hub.render.context import Page


def course_plan(course: Record | None, page: Page) -> Mapping[str, str]:
    """Return the values of the attributes `data-lessons`, `data-former` and `data-modified`.

    A lesson is written `id?quiz?former quiz:former id`, without its course and without what it has not.
    """
    if course is None:
        return {"lessons": "", "former": "", "modified": ""}
    library, modified = page.renderer.library, course.card.modified
    return {
        "lessons": " ".join(_lesson(each, library) for each in library.children(course.key)),
        "former": " ".join(course.card.aliases),
        "modified": modified.isoformat() if modified is not None else "",
    }


def _lesson(record: Record, library: Library) -> str:
    course, _, own = record.key.id.partition("/")
    name = record.card.values["quiz"]
    quiz = library.get(Key("quizzes", f"{course}/{name}")) if name else None
    quizzes = (name, *quiz.card.aliases) if quiz is not None else ()
    return ":".join(["?".join([own, *quizzes]), *record.card.aliases])
