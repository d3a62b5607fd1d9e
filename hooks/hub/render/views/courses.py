"""A course: its modules as a list of tasks, and the time that they take together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.courses import Course
from hub.content import Key, Record
from hub.outputs.offline import list_path
from hub.render.context import Page
from hub.render.course_plan import course_plan
from hub.render.views.general import Contents
from hub.render.views.lessons import sources_of


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return objectives, modules with their lessons, total time and where to start."""
    course, library = record.entry, page.renderer.library
    if not isinstance(course, Course):
        raise TypeError(f"{record.key} is no course")
    lessons = library.children(record.key)
    modules = []
    for module in course.modules:
        keys = {Key("lessons", f"{record.key.id}/{lesson}") for lesson in module.lessons}
        modules.append(
            {
                "id": module.id,
                "title": module.title,
                "objectives": [page.inline(item) for item in module.objectives],
                "lessons": [_lesson_row(each, page) for each in lessons if each.key in keys],
            }
        )
    total = sum(each.card.values["time_required"] for each in lessons)
    return {
        "objectives": [page.inline(item) for item in course.objectives],
        "modules": modules,
        "lesson_count": len(lessons),
        "time": page.duration(total) if total else "",
        "start": page.link_to(lessons[0]) if lessons else None,
        "plan": course_plan(record, page),
        "address": library.site.url + page.url,
        "learning_url": page.link_url("pages:learning"),
        "modified": page.day(record.card.modified) if record.card.modified is not None else None,
        "teaches": [page.link(reference) for reference in course.teaches],
        "body_html": page.text(course.body),
        "result_html": page.text(course.result),
        "offline_list": list_path(record, library),
        "based_on": sources_of(course, page),
        "contents": [Contents(2, module.id, module.title) for module in course.modules],
    }


def _lesson_row(record: Record, page: Page) -> Mapping[str, Any]:
    return {
        "id": record.key.id,
        "minutes": record.card.values["time_required"],
        "link": page.link_to(record),
        "kind": page.translate(record.card.values["kind"].label),
        "time": page.duration(record.card.values["time_required"]),
        "summary": record.card.summary,
    }
