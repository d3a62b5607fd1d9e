"""What a lesson has besides its text, by its kind: a form, a clip, a checklist, a rubric, a page of another site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from hub.collections.forms import Form, HandField
from hub.collections.lessons import Criterion, Lesson
from hub.content import Record
from hub.fields import Reference
from hub.language import N_
from hub.render.context import Page
from hub.render.recordings import clip_at, clip_view

# What a kind adds under the text, and its heading. Anchors have a sign that no id and no heading of an author has.
SECTIONS: Mapping[str, str] = MappingProxyType(
    {"worksheet": N_("Бланк"), "checklist": N_("Лист проверки"), "rubric": N_("Оцените свою работу")}
)


def kind_view(record: Record, lesson: Lesson, page: Page) -> Mapping[str, Any]:
    """Return what the template of lessons prints for a kind; what a lesson does not have is None or empty.

    `draft` is the name under which marks are kept, `former_drafts` those while the lesson had another id; `section` is
    the anchor and the heading of what stands under the text.
    """
    found = {
        "worksheet": _worksheet_view(lesson.form, page) if lesson.form else None,
        "checklist": _checklist_view(lesson, page) if lesson.checklist else None,
        "rubric": [_criterion_view(each, page) for each in lesson.rubric],
    }
    link = page.link(lesson.recording) if lesson.recording else None
    shown = clip_at(lesson.recording, lesson.start, lesson.end, page) if lesson.recording else None
    course = record.key.id.partition("/")[0]
    section = next((name for name, part in found.items() if part), None)
    return {
        **found,
        "recording": link if shown is None else None,
        "clip": clip_view(*shown, link.url if link else None, page) if shown is not None else None,
        "external": {"url": lesson.url, "host": lesson.url.split("/")[2].removeprefix("www.")} if lesson.url else None,
        "draft": f"lessons:{record.key.id}",
        "former_drafts": " ".join(f"lessons:{course}/{former}" for former in record.card.aliases),
        "section": (f"lesson_{section}", page.translate(SECTIONS[section])) if section else None,
    }


def _worksheet_view(reference: Reference, page: Page) -> Mapping[str, Any] | None:
    """Return the form of a practice: where it is filled in, and the names of what is filled in there."""
    library = page.renderer.library
    record = library.record(library.key_of(reference), page.language)
    if record is None or not isinstance(record.entry, Form):
        return None
    typed = [field.id for part in record.entry.parts for field in part.fields if not isinstance(field, HandField)]
    return {
        "id": record.key.id,
        "link": page.link(reference),
        "summary": record.card.summary,
        "names": " ".join(typed),
        "count": len(typed),
    }


def _checklist_view(lesson: Lesson, page: Page) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "id": group.id,
            "title": group.title,
            "points": [
                {"id": item.id, "former": " ".join(item.aliases), "text_html": page.inline(item.text)}
                for item in group.items
            ],
        }
        for group in lesson.checklist
    ]


def _criterion_view(criterion: Criterion, page: Page) -> Mapping[str, Any]:
    return {
        "id": criterion.id,
        "former": " ".join(criterion.aliases),
        "title": criterion.title,
        "note_html": page.inline(criterion.note),
        "levels": [
            {
                "id": level.id,
                "former": " ".join(level.aliases),
                "title": level.title,
                "text_html": page.inline(level.text),
            }
            for level in criterion.levels
        ],
    }
