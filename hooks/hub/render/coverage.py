"""What authors still have to write: competencies without a lesson, without a question, with old materials only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.language import N_
from hub.library.coverage import Need, find_needs
from hub.render.context import Page

# What a competency may lack, in the order in which it is told, each with what is to be done.
LACKS = {
    "materials": (N_("Нет ни одного материала"), N_("Начните с короткого урока или записи.")),
    "lessons": (N_("Нет урока"), N_("Материалы есть, но учиться по шагам не по чему.")),
    "questions": (N_("Нет ни одного вопроса"), N_("Проверить себя нельзя: добавьте вопросы в проверки уроков.")),
    "fresh": (
        N_("Только старые материалы"),
        N_("Срок пересмотра прошёл или материал не меняли два года: перечитайте и обновите."),
    ),
}


def coverage_view(page: Page) -> Mapping[str, Any]:
    """Return the competencies by what they lack, and how many there are of all."""
    library = page.renderer.library
    needs = list(find_needs(library, library.site.build_day))
    return {
        "all": len(needs),
        "whole": sum(not need.lacks for need in needs),
        "groups": [
            {
                "id": name,
                "title": page.translate(title),
                "advice": page.translate(advice),
                "items": [_item(need, page) for need in needs if _is_told(name, need)],
            }
            for name, (title, advice) in LACKS.items()
        ],
    }


def _is_told(name: str, need: Need) -> bool:
    """Return whether a lack is told: nobody is told of a missing lesson where there is nothing at all."""
    return name in need.lacks and not (name == "lessons" and "materials" in need.lacks)


def _item(need: Need, page: Page) -> Mapping[str, Any]:
    return {"link": page.link_to(need.record), "materials": need.materials, "questions": need.questions}
