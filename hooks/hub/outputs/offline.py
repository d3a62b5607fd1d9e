"""Courses → `api/offline/<course>.json`: what a browser has to keep so that a course can be taken without a network.

A course is its page, its lessons (a quiz is one of them), what its lessons lead to and a learner works with (forms,
terms, recordings), and the files that these pages show. Sizes are bytes on the device. The version changes with
anything that is kept, so that a browser can tell whether all that it fetched belongs together.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.collections.webinars import Webinar
from hub.content import Key, Record
from hub.library import Library
from hub.library.addresses import language_prefix
from hub.library.references import resolve_asset
from hub.outputs import Artifact

FOLDER = "api/offline/"
BESIDE = ("forms", "terms", "webinars")  # what a learner needs beside the lessons that lead to it
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})
# What every course needs of the site besides, where the site has it: a learner's own page and what it is made of.
COMMON = ("learning/index.html", "api/learning.json")


@dataclass(frozen=True, slots=True)
class Course:
    """What a course consists of: paths of files of the site. `beside` are the entries that its lessons need."""

    path: str
    id: str
    title: str
    url: str
    pages: Sequence[str]
    files: Sequence[str]
    media: Sequence[str]
    beside: Sequence[Record]


def list_path(record: Record, library: Library) -> str:
    """Return where the list of a course is."""
    return f"{language_prefix(record.language, library.site.language)}{FOLDER}{record.key.id}.json"


def courses_of(library: Library) -> Iterator[Course]:
    """Yield the courses of a site in every language."""
    for language in library.languages:
        for record in library.entries("courses", language):
            yield _course(record, library)


def _course(record: Record, library: Library) -> Course:
    prefix = language_prefix(record.language, library.site.language)
    lessons = [library.record(each.key, record.language) or each for each in library.children(record.key)]
    quizzes = [library.get(each) for each in (_quiz_of(lesson) for lesson in lessons) if each is not None]
    readers = [record, *lessons, *(each for each in quizzes if each is not None)]
    beside = list(_beside(readers, record.language, library))
    pages = {url for each in (record, *lessons, *beside) if (url := library.url(each)) is not None}
    pictures, media = set[str](), set[str]()
    for each in (*readers, *beside):
        for target in each.card.files:
            address = library.files.get(resolve_asset(each.path, target) or "")
            if address is not None:
                (pictures if posixpath.splitext(address)[1].lower() in PICTURES else media).add(address)
    return Course(
        path=list_path(record, library),
        id=record.key.id,
        title=record.card.title,
        url=library.url(record) or "",
        pages=[*(f"{url}index.html" for url in sorted(pages)), *(prefix + each for each in COMMON)],
        files=sorted(pictures),
        media=sorted(media),
        beside=beside,
    )


def _quiz_of(lesson: Record) -> Key | None:
    quiz = lesson.card.values.get("quiz")
    return Key("quizzes", f"{lesson.parent.id}/{quiz}") if quiz and lesson.parent is not None else None


def _beside(readers: Sequence[Record], language: str, library: Library) -> Iterator[Record]:
    keys = {library.key_of(reference) for each in readers for reference in each.card.references}
    for key in sorted(key for key in keys if key.collection in BESIDE):
        record = library.record(key, language)
        if record is not None:
            yield record


def _outside(record: Record) -> int:
    """Return how many recordings of an entry are nowhere on this site."""
    if record.key.collection != "webinars":
        return 0
    webinar = record.entry
    assert isinstance(webinar, Webinar)
    return sum(all(source.file is None for source in each.sources) for each in webinar.recordings)


def export_course(course: Course, shell: Sequence[str], sizes: Mapping[str, int], version: str) -> Artifact:
    """Return the list of a course. `shell` are the files of the theme; what has no size is not on this site."""

    def sized(paths: Sequence[str]) -> list[tuple[str, int]]:
        return [(path.removesuffix("index.html"), sizes[path]) for path in paths if path in sizes]

    row = {
        "id": course.id,
        "title": course.title,
        "url": course.url,
        "version": version,
        "outside": sum(_outside(each) for each in course.beside),
        "pages": sized(course.pages),
        "shell": sized(shell),
        "files": sized(course.files),
        "media": sized(course.media),
    }
    return Artifact(course.path, f"{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}\n".encode())
