"""What authors still have to write: the matrix with what each competency lacks, then the lists of what to do first.

What is old depends on the day of the build, as what is published does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hub.language import N_
from hub.library.coverage import Need, find_needs, parts_of
from hub.render.context import Page

# What a competency may lack: the word in its cell; the heading of its list and what is to be done.
LACKS = {
    "materials": (N_("всего"), N_("Нет ни одного материала"), N_("Начните с короткого урока или записи.")),
    "lessons": (N_("урока"), N_("Нет урока"), N_("Материалы есть, а пройти по шагам нечего.")),
    "questions": (
        N_("вопросов"),
        N_("Нет ни одного вопроса"),
        N_("Учиться есть чему, проверить себя нельзя: добавьте вопросы в проверки уроков."),
    ),
    "fresh": (
        N_("свежего"),
        N_("Только старые материалы"),
        N_("Срок пересмотра прошёл или материал не меняли два года: перечитайте и обновите."),
    ),
}


def coverage_view(page: Page) -> Mapping[str, Any]:
    """Return the matrix of what is missing, and the competencies by what they lack."""
    library = page.renderer.library
    needs = list(find_needs(library, library.site.build_day))
    axes = {name: library.entries("competencies") for name in ("block", "sphere")}
    blocks, spheres = (
        [each for each in records if str(each.card.values["kind"]) == name] for name, records in axes.items()
    )
    cells = {tuple(parts_of(need.record.key.id)): _cell(need, page) for need in needs}
    return {
        "all": len(needs),
        "whole": sum(not need.lacks for need in needs),
        "spheres": [each.card.title for each in spheres],
        "rows": [
            {"title": block.card.title, "cells": [cells.get((block.key.id, each.key.id)) for each in spheres]}
            for block in blocks
        ],
        "groups": [
            {
                "id": name,
                "title": page.translate(title),
                "advice": page.translate(advice),
                "items": [_cell(need, page) for need in needs if name in _told(need)],
            }
            for name, (_, title, advice) in LACKS.items()
            if name != "materials"  # the matrix tells them: they are many
        ],
    }


def _told(need: Need) -> Sequence[str]:
    """Return what is told of a competency: where there is nothing at all, only that."""
    return ("materials",) if "materials" in need.lacks else need.lacks


def _cell(need: Need, page: Page) -> Mapping[str, Any]:
    return {
        "link": page.link_to(need.record),
        "materials": need.materials,
        "questions": need.questions,
        "lacks": [page.translate(LACKS[name][0]) for name in _told(need)],
    }
