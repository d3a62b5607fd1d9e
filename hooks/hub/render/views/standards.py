"""A standard: its status with day and source first, what stands in its place, its relations both ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.standards import Relation, RelationType, Standard, StandardStatus
from hub.content import Confidence, Record
from hub.language import N_
from hub.render.context import Link, Page

INVERSE = {
    RelationType.REPLACES: RelationType.REPLACED_BY,
    RelationType.REPLACED_BY: RelationType.REPLACES,
}
INVERSE_LABELS = {
    RelationType.AMENDS: N_("Изменён в"),
    RelationType.ADOPTS: N_("Принят как"),
    RelationType.CITES: N_("На него ссылаются"),
}


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return status, successor, relations of both directions and the note."""
    standard = record.entry
    if not isinstance(standard, Standard):
        raise TypeError(f"{record.key} is no standard")
    relations = _relations(record, standard, page)
    return {
        "designation": standard.designation,
        "status": standard.status.value,
        "status_label": page.translate(standard.status.value.label),
        "status_date": page.day(standard.status.date),
        "status_sources": [page.value(source) for source in standard.status.sources],
        "status_confidence": page.confidence(standard.status.confidence),
        "is_unchecked": standard.status.value is StandardStatus.UNCHECKED,
        "is_doubtful": Confidence.LOW in (standard.status.confidence, standard.confidence),
        "has_no_sources": not standard.sources,
        "successors": relations.get(page.translate(RelationType.REPLACED_BY.label), []),
        "relations": sorted(relations.items()),
        "note_html": page.text(standard.note),
        "clauses": standard.clauses,
        "shown_above": frozenset({"standards"}),
        "description": f"{standard.designation}. {standard.title}",
    }


def _relations(record: Record, standard: Standard, page: Page) -> dict[str, list[Link]]:
    """Return links by the word of their relation; what another standard says of this one counts too."""
    found: dict[str, dict[str, Link]] = {}
    for relation in standard.relations:
        link = _link(relation, page)
        found.setdefault(page.translate(relation.type.label), {})[link.title] = link
    library = page.renderer.library
    for key in library.sources_of(record.key):
        other = library.get(key)
        for relation in other.card.values.get("relations", ()) if other is not None else ():
            if other is not None and relation.target is not None and relation.target.id == record.key.id:
                inverse = INVERSE.get(relation.type)
                label = inverse.label if inverse is not None else INVERSE_LABELS[relation.type]
                link = page.link_to(other)
                found.setdefault(page.translate(label), {})[link.title] = link
    return {label: list(links.values()) for label, links in found.items()}


def _link(relation: Relation, page: Page) -> Link:
    return page.link(relation.target) if relation.target is not None else Link(relation.designation or "", None)
