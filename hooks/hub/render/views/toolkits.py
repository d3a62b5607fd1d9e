"""A toolkit: steps with deadlines and documents, what stands in the documents and where they are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.toolkits import Deadline, Step, Toolkit
from hub.content import LegalBasis, Record
from hub.render.context import Page, link_html
from hub.render.views.general import Contents


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return purpose, in whose name, steps and documents."""
    kit = record.entry
    if not isinstance(kit, Toolkit):
        raise TypeError(f"{record.key} is no toolkit")
    titles = {document.id: document.title for document in kit.documents}
    return {
        "purpose_html": page.text(kit.purpose),
        "acting_as_html": page.text(kit.acting_as),
        "time": page.duration(kit.time_required) if kit.time_required else "",
        "basis": [basis_view(basis, page) for basis in kit.basis],
        "steps": [_step_view(step, titles, page) for step in kit.steps],
        "documents": [
            {
                "id": item.id,
                "title": item.title,
                "form": page.link(item.form) if item.form else None,
                "contents": [page.inline(point) for point in item.contents],
            }
            for item in kit.documents
        ],
        "contents": _contents(kit, page),
    }


def basis_view(basis: LegalBasis, page: Page) -> Mapping[str, Any]:
    """Return a legal basis as a template prints it: the rule, its act, its source, its day, how sure it is."""
    return {
        "rule_html": page.inline(basis.rule),
        "act_html": link_html(page.link(basis.act)) if basis.act else None,
        "article": basis.article,
        "region_html": link_html(page.link(basis.region)) if basis.region else None,
        "sources": [page.value(source) for source in basis.source],
        "checked_on": page.day(basis.checked_on),
        "confidence": page.confidence(basis.confidence),
    }


def _step_view(step: Step, titles: Mapping[str, str], page: Page) -> Mapping[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "text_html": page.text(step.text, f"{step.id}-"),
        "basis": [basis_view(basis, page) for basis in step.basis],
        "deadlines": [_deadline_view(deadline, page) for deadline in step.deadlines],
        "documents": [(id_, titles.get(id_, id_)) for id_ in step.documents],
    }


def _deadline_view(deadline: Deadline, page: Page) -> Mapping[str, Any]:
    return {"text_html": page.inline(deadline.text), "basis": basis_view(deadline.basis, page)}


def _contents(kit: Toolkit, page: Page) -> list[Contents]:
    sections = [
        Contents(2, "acting-as", page.translate("От чьего имени")),
        Contents(2, "steps", page.translate("Шаги")),
    ]
    sections += [Contents(3, step.id, step.title) for step in kit.steps]
    if kit.documents:
        sections.append(Contents(2, "documents", page.translate("Документы")))
    return sections
