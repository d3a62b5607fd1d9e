"""The recording of the hub: one H.264 file that a phone can load, captions that fit what is shown, one set of times."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hub.collections import COLLECTIONS
from hub.collections.webinars import Webinar
from hub.content import Site
from hub.load.discover import Found
from hub.load.entries import PlainReader
from tests.sites import REPOSITORY

NAME = "naiti-i-proverit-standart"
MEDIA = REPOSITORY / "docs" / "webinars" / "media"
CUE = re.compile(r"(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})\n((?:.+\n)+)")


def seconds(hours: str, minutes: str, rest: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


@pytest.fixture(scope="module")
def cues() -> list[tuple[float, float, str]]:
    text = (MEDIA / f"{NAME}.vtt").read_text("utf-8")
    assert text.startswith("WEBVTT\n")
    return [(seconds(*cue[:3]), seconds(*cue[3:6]), cue[6]) for cue in CUE.findall(text + "\n")]


@pytest.fixture(scope="module")
def webinar() -> Webinar:
    site = Site(str(REPOSITORY), "docs", "x", "", "https://x.example/", "ru", date(2026, 11, 26), ())
    path = f"docs/webinars/{NAME}.yml"
    reading = PlainReader(site, COLLECTIONS).read(Found("webinars", path, NAME, "ru", None))
    (entry,) = reading.entries.values()
    assert isinstance(entry, Webinar)
    return entry


def test_file_is_small_plays_at_once_and_is_h264() -> None:
    content = (MEDIA / f"{NAME}.mp4").read_bytes()

    assert len(content) <= 3_000_000
    assert b"avc1" in content
    assert content.index(b"moov") < content.index(b"mdat"), "a browser plays it before the whole is there"


def test_captions_can_be_read_in_their_time(cues: list[tuple[float, float, str]]) -> None:
    assert len(cues) >= 10
    for (begin, end, text), (next_, _, _) in zip(cues, [*cues[1:], (cues[-1][1], 0.0, "")], strict=True):
        lines = text.strip().split("\n")
        assert begin < end <= next_
        assert len(lines) <= 3, text
        assert max(map(len, lines)) <= 44, text
        assert len(text) / (end - begin) <= 17, f"{text} is read faster than 17 signs a second"


def test_entry_says_the_times_of_the_film(webinar: Webinar, cues: list[tuple[float, float, str]]) -> None:
    (recording,) = webinar.recordings
    begins = {round(begin) for begin, _, _ in cues}
    transcript = (
        "".join(part for part in recording.transcript.parts if isinstance(part, str)) if recording.transcript else ""
    )

    assert 60 <= recording.duration * 60 <= 120
    assert abs(recording.duration * 60 - cues[-1][1]) <= 2
    assert {round((chapter.start or 0) * 60) for chapter in recording.chapters} <= begins
    assert transcript.count("[") == len(cues), "every caption stands in the transcript with its time"
