"""A practice: what was done or planned, and how far it got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.practices import Outcome, Practice
from hub.content import Record
from hub.render.context import Page


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return whether it is only a plan."""
    practice = record.entry
    if not isinstance(practice, Practice):
        raise TypeError(f"{record.key} is no practice")
    return {
        "is_plan": practice.outcome is Outcome.PLAN,
        "outcome": page.translate(practice.outcome.label),
    }
