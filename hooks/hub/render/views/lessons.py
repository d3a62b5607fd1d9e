"""A lesson: where it stands in its course, what comes before and after, its quiz if it is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.lessons import Lesson
from hub.content import Key, Material, Record
from hub.render.context import Link, Page
from hub.render.course_plan import course_plan
from hub.render.lesson_kinds import kind_view
from hub.render.quiz import quiz_view
from hub.render.views.general import Contents


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return the lesson's text, its place, its neighbours and its questions."""
    lesson, library = record.entry, page.renderer.library
    if not isinstance(lesson, Lesson) or record.parent is None:
        raise TypeError(f"{record.key} is no lesson of a course")
    siblings = library.children(record.parent)
    keys = [each.key for each in siblings]
    place = keys.index(record.key) if record.key in keys else 0
    quiz = library.get(Key("quizzes", f"{record.parent.id}/{lesson.quiz}")) if lesson.quiz else None
    course = library.get(record.parent)
    kinds = kind_view(record, lesson, page)
    contents = [Contents(item.level, item.anchor, item.text) for item in lesson.body.headings if item.level <= 3]
    return {
        **kinds,
        "kind": page.translate(lesson.kind.label),
        "time": page.duration(lesson.time_required),
        "module": _module_title(record, page),
        "number": place + 1,
        "count": len(siblings),
        "previous": page.link_to(siblings[place - 1]) if place > 0 else None,
        "next": page.link_to(siblings[place + 1]) if place + 1 < len(siblings) else None,
        "course": page.link_to(course) if course is not None else None,
        "plan": course_plan(course, page),
        "learning_url": page.link_url("pages:learning"),
        "body_html": page.text(lesson.body),
        "based_on": sources_of(lesson, page),
        "contents": [*contents, Contents(2, *kinds["section"])] if kinds["section"] else contents,
        "quiz": quiz_view(quiz, record, page) if quiz is not None else None,
    }


def sources_of(entry: Material, page: Page) -> list[Link]:
    """Return what a material is based on, each work once: several articles of an act are one act."""
    links = {link.title: link for link in (page.link(reference) for reference in reversed(entry.based_on))}
    return list(links.values())[::-1]


def _module_title(record: Record, page: Page) -> str:
    course = page.renderer.library.get(record.parent) if record.parent else None
    lesson = record.key.id.partition("/")[2]
    modules = course.card.values["modules"] if course is not None else ()
    return next((module.title for module in modules if lesson in module.lessons), "")
