"""What people learn from: courses, lessons, quizzes, webinars with their recordings, toolkits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from hub.collections.assessments import Assessment
from hub.collections.courses import Course
from hub.collections.lessons import Lesson
from hub.collections.paths import LearningPath
from hub.collections.quizzes import Quiz
from hub.collections.toolkits import Toolkit
from hub.collections.webinars import Chapter, Mode, Recording, Webinar
from hub.content import Key, Record
from hub.fields import Reference
from hub.language import N_
from hub.render.context import Page
from hub.render.json_ld.nodes import (
    Describe,
    Node,
    absolute,
    authored,
    duration,
    node,
    place,
    ref_to,
    refs,
    subject,
    works,
)
from hub.render.recordings import clip_at

ATTENDANCE = MappingProxyType(
    {
        Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
        Mode.ONSITE: "https://schema.org/OfflineEventAttendanceMode",
        Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
    }
)


def course(entry: Course, record: Record, page: Page) -> Node:
    """Return a course with its lessons in order."""
    lessons = _lessons(record.key, page)
    minutes = sum(each.card.values["time_required"] for each in lessons)
    planned = sum(len(module.lessons) for module in entry.modules)
    # The time is known when every module has its lessons and each of them can be read.
    is_whole = len(lessons) == planned and all(module.lessons for module in entry.modules)
    return {
        **authored(entry, page),
        "educationalLevel": entry.educational_level,
        "teaches": refs(entry.teaches, page),
        "competencyRequired": refs(entry.competency_required, page),
        "timeRequired": duration(minutes) if is_whole else "",
        "hasPart": [ref_to(each, page) for each in lessons],
    }


def _lessons(key: Key, page: Page) -> list[Record]:
    library = page.renderer.library
    return [library.record(each.key, page.language) or each for each in library.children(key)]


# -- lessons and quizzes


def lesson(entry: Lesson, record: Record, page: Page) -> Node:
    """Return a lesson in its course; the lesson of a quiz has the questions."""
    library = page.renderer.library
    parent = library.record(record.parent, page.language) if record.parent is not None else None
    siblings = [each.key for each in library.children(parent.key)] if parent is not None else []
    video = _part_of_video(entry, page) or (_video_at(entry.recording, page) if entry.recording is not None else None)
    based_on = works((*entry.based_on, entry.recording if video is None else None), page)
    return {
        **authored(entry, page),
        "isBasedOn": [*based_on, *([entry.url] if entry.url else [])],
        "isPartOf": ref_to(parent, page),
        "position": siblings.index(record.key) + 1 if record.key in siblings else None,
        "learningResourceType": page.translate(entry.kind.label),
        "timeRequired": duration(entry.time_required),
        "teaches": refs(entry.teaches, page),
        "assesses": refs(entry.assesses, page),
        "video": video,
        "hasPart": _questions(entry, record, page),
    }


def _questions(entry: Lesson, record: Record, page: Page) -> list[Node]:
    """Return the questions alone: their options and answers are the learner's to find."""
    key = Key("quizzes", f"{record.parent.id}/{entry.quiz}") if record.parent and entry.quiz else None
    quiz = page.renderer.library.get(key) if key is not None else None
    if quiz is None or not isinstance(quiz.entry, Quiz):
        return []
    return [node("Question", id=place(page, each.id), text=each.text.plain) for each in quiz.entry.questions]


def _part_of_video(entry: Lesson, page: Page) -> Node | None:
    """Return the part of a recording that a lesson shows; None for a whole one, or for a chapter as it is."""
    if entry.recording is None or (entry.start is None and entry.end is None):
        return None
    found, whole = clip_at(entry.recording, entry.start, entry.end, page), _video_at(entry.recording, page)
    if found is None:
        return None
    start, end = round(found[1].start * 60), round(found[1].end * 60)
    return node("Clip", name=entry.title, startOffset=start, endOffset=end, isPartOf=whole)


def _video_at(reference: Reference, page: Page) -> Node | None:
    """Return the recording, or the chapter of one, that a reference leads to; None when it names no place."""
    library = page.renderer.library
    target = library.find(reference, page.language)
    record = library.record(target.key, page.language) if target is not None and target.key is not None else None
    if target is None or record is None or not isinstance(record.entry, Webinar):
        return None
    url, anchor = absolute(page, target.url), target.url.partition("#")[2]
    for recording in record.entry.recordings:
        if recording.id == anchor:
            return node("VideoObject", id=url, name=target.title)
        if title := next((chapter.title for chapter in recording.chapters if chapter.id == anchor), ""):
            return node("Clip", id=url, name=title)
    return None


# -- webinars


def webinar(entry: Webinar, _: Record, page: Page) -> Node:
    """Return a dated webinar as an event, one that has only recordings as a learning resource."""
    videos = [_video(recording, entry.title, page) for recording in entry.recordings]
    teaches = refs(entry.teaches, page)
    if entry.starts is None:
        return {**authored(entry, page), "teaches": teaches, "video": videos}
    return {
        "startDate": entry.starts.iso,
        "endDate": entry.ends.iso if entry.ends else "",
        "eventAttendanceMode": ATTENDANCE[entry.mode or Mode.ONLINE],
        "organizer": refs((entry.organiser,), page),
        "performer": refs((each.person for each in entry.speakers), page),
        "contributor": refs(entry.partners, page),
        **subject(entry, page),
        "teaches": teaches,
        "recordedIn": videos,
    }


def _video(recording: Recording, title: str, page: Page) -> Node:
    url = place(page, recording.id)
    files = [_asset(source.file, page) for source in recording.sources if source.file]
    captions = _asset(recording.captions, page) if recording.captions else ""
    return node(
        "VideoObject",
        id=url,
        name=title,
        url=url,
        duration=duration(recording.duration),
        contentUrl=[each for each in files if each],
        sameAs=[source.url for source in recording.sources if source.url],
        caption=node("MediaObject", contentUrl=captions, encodingFormat="text/vtt") if captions else None,
        hasPart=_clips(recording.chapters, recording.duration, page),
    )


def _clips(chapters: Sequence[Chapter], length: float, page: Page) -> list[Node]:
    """Return chapters with their bounds in seconds; a bound that nobody wrote is left out."""
    starts = [chapter.start if chapter.start or number else 0.0 for number, chapter in enumerate(chapters)]
    clips = []
    for chapter, (start, end) in zip(chapters, pairwise([*starts, length]), strict=True):
        is_bounded = start is not None and end is not None and start < end
        clips.append(
            node(
                "Clip",
                id=place(page, chapter.id),
                name=chapter.title,
                url=place(page, chapter.id),
                startOffset=round(start * 60) if start is not None else None,
                endOffset=round(end * 60) if is_bounded and end is not None else None,
            )
        )
    return clips


def _asset(target: str, page: Page) -> str:
    url = page.asset_address(target)
    return absolute(page, url) if url is not None else ""


# -- toolkits


def toolkit(entry: Toolkit, _: Record, page: Page) -> Node:
    """Return a toolkit as the steps of its procedure, each at its place in the page."""
    return {
        **authored(entry, page),
        "timeRequired": duration(entry.time_required),
        "teaches": refs(entry.teaches, page),
        "step": [
            node("HowToStep", position=number, name=step.title, url=place(page, step.id))
            for number, step in enumerate(entry.steps, 1)
        ],
    }


# -- questionnaires and paths


def assessment(entry: Assessment, _: Record, page: Page) -> Node:
    """Return a questionnaire with the competencies that it asks about."""
    return {
        **authored(entry, page),
        "learningResourceType": page.translate(N_("Самооценка")),
        "timeRequired": duration(entry.time_required),
        "assesses": refs((each for measure in entry.measures for each in measure.competencies), page),
    }


def path(entry: LearningPath, _: Record, page: Page) -> Node:
    """Return a path with the works that it leads through, in order."""
    parts = works((step.to for stage in entry.stages for step in stage.items), page)
    return {
        **authored(entry, page),
        "learningResourceType": page.translate(N_("Путь")),
        "hasPart": [each for each in parts if isinstance(each, dict)],  # a term or an organisation is no part of a work
    }


DESCRIBE: Mapping[str, Describe] = MappingProxyType(
    {
        "assessments": assessment,
        "courses": course,
        "lessons": lesson,
        "paths": path,
        "webinars": webinar,
        "toolkits": toolkit,
    }
)
