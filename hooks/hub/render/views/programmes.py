"""A programme: its schedule as a table of months, its indicators as targets beside what is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from hub.collections.programmes import Programme
from hub.content import Record
from hub.render.context import Page
from hub.render.views.general import Contents


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return goal, directions, schedule, indicators and expected results."""
    programme = record.entry
    if not isinstance(programme, Programme):
        raise TypeError(f"{record.key} is no programme")
    months = _months(programme.period_start, programme.period_end)
    return {
        "period": (page.month(programme.period_start), page.month(programme.period_end)),
        "goal_html": page.text(programme.goal),
        "tasks": [page.inline(task) for task in programme.tasks],
        "beneficiaries_html": page.text(programme.beneficiaries),
        "directions": [
            {"id": item.id, "title": page.translate(item.id.label), "text_html": page.text(item.text)}
            for item in programme.directions
        ],
        "months": [_month_head(month, page) for month in months],
        "schedule": _schedule(record, months, page),
        "indicators": [
            {
                "id": item.id,
                "title": item.title,
                "target": item.target,
                "unit": item.unit,
                "actual": item.actual,
                "note_html": page.inline(item.note),
            }
            for item in programme.indicators
        ],
        "results": [page.inline(result) for result in programme.results],
        "contents": [
            Contents(2, "goal", page.translate("Цель")),
            Contents(2, "directions", page.translate("Направления")),
            Contents(2, "schedule", page.translate("План-график")),
            Contents(2, "indicators", page.translate("Показатели")),
        ],
    }


def _months(first: str, last: str) -> list[str]:
    months = []
    year, month = map(int, first.split("-"))
    while (name := f"{year}-{month:02}") <= last:
        months.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def _month_head(month: str, page: Page) -> Mapping[str, str]:
    first = date.fromisoformat(f"{month}-01")
    return {
        "short": format_date(first, "LLLL", locale=page.language)[:3],
        "full": format_date(first, "LLLL y", locale=page.language),
        "year": month[:4],
    }


def _schedule(record: Record, months: list[str], page: Page) -> list[Mapping[str, Any]]:
    library = page.renderer.library
    rows: list[Mapping[str, Any]] = []
    for each in library.entries("activities"):
        activity = each.card.values
        if activity["programme"].id == record.key.id:
            marks = [month in activity["months"] for month in months]
            rows.append({"link": page.link_to(each), "marks": marks, "count": sum(marks)})
    return rows
