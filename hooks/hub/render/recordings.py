"""A recording, or a part of one, as pages print it: where it lies, its chapters, its transcript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from hub.collections.webinars import Clip, Recording, Webinar
from hub.content import Record
from hub.fields import Reference, clock
from hub.render.context import Page

# A paragraph of a transcript that begins with its time, `[12:30] …`.
_TIMED = re.compile(r"<p>\[(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)\]\s*")


def recording_view(recording: Recording, page: Page) -> Mapping[str, Any]:
    """Return a whole recording."""
    return {
        **_media(recording, page),
        "duration": page.duration(recording.duration),
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title,
                "seconds": round((chapter.start or 0) * 60),
                "start": clock(chapter.start or 0),
            }
            for chapter in recording.chapters
        ],
        "transcript_html": with_times(page.text(recording.transcript, f"{recording.id}-"), f"{recording.id}-"),
    }


def clip_view(record: Record, clip: Clip, link: str | None, page: Page) -> Mapping[str, Any]:
    """Return a part of a recording of a webinar; `link` leads to the place in the whole."""
    recording = clip.recording
    beside = replace(page, source_path=record.path)  # its files lie beside the webinar
    transcript = cut_transcript(page.text(recording.transcript, "clip-"), clip)
    chapters = [each for each in recording.chapters if clip.start <= (each.start or 0.0) < clip.end]
    return {
        **_media(recording, beside),
        "title": record.card.name,
        "url": link,
        "is_whole": clip.is_whole,
        "start": round(clip.start * 60),
        "end": round(clip.end * 60),
        "bounds": "" if clip.is_whole else f"{clock(clip.start)}–{clock(clip.end)}",
        "duration": page.duration(clip.end - clip.start),
        "chapters": [
            {"title": each.title, "seconds": round((each.start or 0) * 60), "start": clock(each.start or 0)}
            for each in (chapters if len(chapters) > 1 else ())
        ],
        "transcript_html": with_times(transcript, "clip_"),
    }


def clip_at(reference: Reference, start: float | None, end: float | None, page: Page) -> tuple[Record, Clip] | None:
    """Return the webinar that a lesson shows a part of, and the part; None where there is nothing to show yet."""
    library = page.renderer.library
    record = library.record(library.key_of(reference), page.language)
    if record is None or not isinstance(record.entry, Webinar):
        return None
    clip = record.entry.clip(record.card.places.get(reference.place, ""), start, end)
    return (record, clip) if clip is not None else None


def cut_transcript(html: str, clip: Clip) -> str:
    """Return the paragraphs of a transcript that are said in a part of its recording.

    A paragraph without a time belongs to the one before it.
    """
    found = list(_TIMED.finditer(html))
    times = [0.0, *(_seconds(each) / 60 for each in found), clip.recording.duration]
    places = [0, *(each.start() for each in found), len(html)]
    spans = zip(pairwise(times), pairwise(places), strict=True)
    return "".join(
        html[first:last] for (begins, ends), (first, last) in spans if begins < clip.end and ends > clip.start
    )


def with_times(html: str, prefix: str) -> Markup:
    """Make of the times that paragraphs begin with (`[12:30] …`) places to be led to, and links into the recording."""

    def place(found: re.Match[str]) -> str:
        at = _seconds(found)
        anchor = f"{prefix}t{at}"
        return f'<p id="{anchor}"><a class="at" href="#{anchor}" data-at="{at}">{clock(at / 60)}</a> '

    return Markup(_TIMED.sub(place, html))


def _seconds(found: re.Match[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 60 + minutes) * 60 + seconds


def _media(recording: Recording, page: Page) -> dict[str, Any]:
    return {
        "id": recording.id,
        "files": [page.image_url(source.file) for source in recording.sources if source.file],
        "links": [page.value(source.url) for source in recording.sources if source.url],
        "captions_url": page.image_url(recording.captions) if recording.captions else None,
        "slides_url": page.image_url(recording.slides) if recording.slides else None,
        "poster_url": page.image_url(recording.poster) if recording.poster else None,
    }
