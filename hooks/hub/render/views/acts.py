"""An act: the articles that materials point at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.acts import Act
from hub.content import Record
from hub.render.context import Page


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return the articles with how sure each is."""
    act = record.entry
    if not isinstance(act, Act):
        raise TypeError(f"{record.key} is no act")
    return {
        "number": act.number,
        "provisions": [
            {
                "id": item.id,
                "title": item.title,
                "rule_html": page.inline(item.rule),
                "confidence": page.confidence(item.confidence),
            }
            for item in act.provisions
        ],
    }
