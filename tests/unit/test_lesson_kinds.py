"""Kinds of lessons: which part of a recording a lesson shows, and what of the transcript is said in it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from hub.collections.webinars import Webinar
from hub.render.recordings import cut_transcript, with_times
from tests.conftest import build
from tests.sites import check_site, copy_tiny

WEBINAR = Webinar.model_validate(
    {
        "title": "Две записи",
        "kind": "topic",
        "recordings": [
            {
                "id": "morning",
                "duration": "30:00",
                "sources": [{"url": "https://video.example/1"}],
                "chapters": [
                    {"id": "hello", "title": "Начало"},
                    {"id": "middle", "title": "Где-то потом"},
                    {"id": "answers", "title": "Ответы", "start": "20:00"},
                ],
            },
            {"id": "evening", "duration": "1:00:00", "sources": [{"url": "https://video.example/2"}]},
        ],
    }
)
TRANSCRIPT = (
    "<p>Начало.</p>\n<p>[1:00] Раз.</p>\n<p>Ещё.</p>\n<ul><li>и</li></ul>\n<p>[2:00] Два.</p>\n<p>[59:30] Конец.</p>\n"
)


@pytest.mark.parametrize(
    ("place", "start", "end", "expected"),
    [
        ("", None, None, ("morning", 0, 30)),
        ("evening", None, None, ("evening", 0, 60)),
        ("evening", 10.0, None, ("evening", 10, 60)),
        ("evening", None, 10.0, ("evening", 0, 10)),
        ("answers", None, None, ("morning", 20, 30)),
        ("answers", 25.0, None, ("morning", 25, 30)),
        ("middle", None, None, ("morning", 0, 20)),
        ("hello", None, None, ("morning", 0, 30)),  # where it ends nobody wrote
        ("a-heading", 1.0, 2.0, ("morning", 1, 2)),
    ],
)
def test_part_of_a_recording(
    place: str, start: float | None, end: float | None, expected: tuple[str, float, float]
) -> None:
    clip = WEBINAR.clip(place, start, end)

    assert clip is not None
    assert (clip.recording.id, clip.start, clip.end) == expected


def test_an_announcement_has_no_part() -> None:
    assert Webinar.model_validate({"title": "Скоро", "kind": "topic", "starts": "2026-12-05"}).clip("") is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "Начало. Раз. Ещё. и Два. Конец."),
        (1.0, 2.0, "Раз. Ещё. и"),
        (1.5, 2.5, "Раз. Ещё. и Два."),
        (None, 1.0, "Начало."),
        (59.0, None, "Два. Конец."),
    ],
)
def test_transcript_of_a_part(start: float | None, end: float | None, said: str) -> None:
    clip = WEBINAR.clip("evening", start, end)
    assert clip is not None
    text = re.sub(r"\[[\d:]+\]|<[^>]*>", " ", cut_transcript(TRANSCRIPT, clip))

    assert " ".join(text.split()) == said


def test_times_of_a_part_lead_into_it() -> None:
    assert with_times("<p>[1:02:03] Слова.</p>", "lesson-") == (
        '<p id="lesson-t3723"><a class="at" href="#lesson-t3723" data-at="3723">1:02:03</a> Слова.</p>'
    )


def test_a_form_and_a_recording_may_be_named_by_their_bare_id(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "site")
    lesson = tmp_path / "site/courses/kinds/lessons/film.md"
    lesson.write_text(lesson.read_text("utf-8").replace("webinars:elsewhere#main", "elsewhere"), "utf-8")

    assert check_site(config, day=date(2026, 11, 25)) == []


def test_marks_are_looked_for_under_former_names_of_the_lesson_and_its_course(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    course = config.parent / "courses/kinds/course.yml"
    course.write_text(course.read_text("utf-8") + "aliases: [sorts]\n", "utf-8")
    result = build(config, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "site/courses/kinds/list/index.html").read_text("utf-8")

    assert 'data-kept="kinds/list" data-former="kinds/entrance sorts/list sorts/entrance"' in page
