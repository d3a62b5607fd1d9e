"""A webinar: when it is, or its recordings with chapters, captions and transcript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from hub.collections.webinars import MediaSource, Recording, Webinar
from hub.content import Record
from hub.render.context import Page
from hub.render.views.general import Contents

_TIME = re.compile(r"<p>\[(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)\]\s*")


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
                "start": _clock(round((chapter.start or 0) * 60)),
            }
            for chapter in recording.chapters
        ],
        "captions_url": page.image_url(recording.captions) if recording.captions else None,
        "slides_url": page.image_url(recording.slides) if recording.slides else None,
        "poster_url": page.image_url(recording.poster) if recording.poster else None,
        "transcript_html": _with_times(page.text(recording.transcript, f"{recording.id}-"), recording.id),
    }


def _with_times(html: str, recording: str) -> Markup:
    """Make of the times that paragraphs begin with (`[12:30] …`) places to be led to, and links into the recording."""

    def place(found: re.Match[str]) -> str:
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        at = (hours * 60 + minutes) * 60 + seconds
        anchor = f"{recording}-t{at}"
        return f'<p id="{anchor}"><a class="at" href="#{anchor}" data-at="{at}">{_clock(at)}</a> '

    return Markup(_TIME.sub(place, html))


def _clock(seconds: int) -> str:
    """Return a time inside a recording as players show it."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _outside(source: MediaSource, page: Page) -> Any:
    return page.value(source.url)
