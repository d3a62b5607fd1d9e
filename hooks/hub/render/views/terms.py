"""A term: its definition, which is also what describes its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.terms import Term
from hub.content import Record
from hub.render.context import Page


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return the definition."""
    term = record.entry
    if not isinstance(term, Term):
        raise TypeError(f"{record.key} is no term")
    return {"definition_html": page.text(term.definition), "description": term.definition.plain}
