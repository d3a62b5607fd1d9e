"""A term: its abbreviation stands beside it, because that is what people look for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.terms import Term
from hub.content import Record
from hub.render.context import Page


def view(record: Record, page: Page) -> Mapping[str, Any]:  # noqa: ARG001 - every view is called so
    """Return the abbreviation."""
    term = record.entry
    if not isinstance(term, Term):
        raise TypeError(f"{record.key} is no term")
    short = term.abbreviation or ""
    return {"abbreviation": short if short not in term.title else ""}
