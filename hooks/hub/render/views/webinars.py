"""A webinar: when it is, or its recordings with chapters, captions and transcript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.webinars import MediaSource, Recording, Webinar
from hub.content import Record
from hub.render.context import Page
from hub.render.views.general import Contents


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return dates, speakers, registration and recordings."""
    webinar = record.entry
    if not isinstance(webinar, Webinar):
        raise TypeError(f"{record.key} is no webinar")
    return {
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
        "recordings": [_recording_view(item, page) for item in webinar.recordings],
        "body_html": page.text(webinar.body),
        "contents": [Contents(item.level, item.anchor, item.text) for item in webinar.body.headings]
        if webinar.body
        else [],
    }


def _recording_view(recording: Recording, page: Page) -> Mapping[str, Any]:
    return {
        "id": recording.id,
        "duration": page.duration(recording.duration),
        "files": [page.image_url(source.file) for source in recording.sources if source.file],
        "links": [_outside(source, page) for source in recording.sources if source.url],
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title,
                "seconds": round((chapter.start or 0) * 60),
                "start": page.duration(chapter.start) if chapter.start else "0:00",
            }
            for chapter in recording.chapters
        ],
        "captions_url": page.image_url(recording.captions) if recording.captions else None,
        "slides_url": page.image_url(recording.slides) if recording.slides else None,
        "transcript_html": page.text(recording.transcript, f"{recording.id}-"),
    }


def _outside(source: MediaSource, page: Page) -> Any:
    return page.value(source.url)
