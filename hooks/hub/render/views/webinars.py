"""A webinar: when it is, or its recordings with chapters, captions and transcript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.webinars import Webinar
from hub.content import Record
from hub.render.context import Page
from hub.render.recordings import recording_view
from hub.render.views.general import Contents


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return dates, speakers, registration and recordings."""
    webinar = record.entry
    if not isinstance(webinar, Webinar):
        raise TypeError(f"{record.key} is no webinar")
    return {
        "label": page.translate(webinar.kind.label),
        "starts": page.moment(webinar.starts) if webinar.starts else None,
        "starts_iso": webinar.starts.iso if webinar.starts else "",
        "ends_iso": webinar.ends.iso if webinar.ends else "",
        "speakers": [
            {"person": page.link(item.person), "role": page.translate(item.role.label)} for item in webinar.speakers
        ],
        "registration": webinar.registration,
        "registration_until": page.moment(webinar.registration.until)
        if webinar.registration and webinar.registration.until
        else None,
        "attendance": webinar.attendance,
        "recordings": [recording_view(item, page) for item in webinar.recordings],
        "body_html": page.text(webinar.body),
        "contents": [Contents(item.level, item.anchor, item.text) for item in webinar.body.headings]
        if webinar.body
        else [],
    }
