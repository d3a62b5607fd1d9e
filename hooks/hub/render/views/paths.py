"""A path: its stages with items in order, what may be taken instead, how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hub.collections.paths import LearningPath, PathStep, Stage
from hub.content import Key, Record
from hub.fields import Reference
from hub.library.addresses import language_prefix
from hub.render.context import Link, Page
from hub.render.views.general import Contents


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return stages, the time of what is needed and of all, and how many items do not know theirs."""
    path, library = record.entry, page.renderer.library
    if not isinstance(path, LearningPath):
        raise TypeError(f"{record.key} is no path")
    steps = [step for stage in path.stages for step in stage.items]
    needed, every = ([_minutes(each, page) for each in some] for some in ([s for s in steps if not s.optional], steps))
    prefix = language_prefix(page.language, library.site.language)
    return {
        "id": record.key.id,
        "before_html": page.text(path.before),
        "after_html": page.text(path.after),
        "stages": [_stage_view(stage, page) for stage in path.stages],
        "count": len(needed),
        "optional_count": len(steps) - len(needed),
        "time": _total(needed, page),
        "whole_time": _total(every, page),
        "unknown": every.count(0),
        "learning_url": page.href(f"{prefix}api/learning.json"),
        "contents": [Contents(2, stage.id, stage.title) for stage in path.stages],
    }


def _stage_view(stage: Stage, page: Page) -> Mapping[str, Any]:
    return {
        "id": stage.id,
        "title": stage.title,
        "text_html": page.text(stage.text),
        "time": _total([_minutes(each, page) for each in stage.items if not each.optional], page),
        "items": [_step_view(step, page) for step in stage.items],
    }


def _step_view(step: PathStep, page: Page) -> Mapping[str, Any]:
    link, minutes = page.link(step.to), _minutes(step, page)
    return {
        "id": step.id,
        "link": Link(step.title or link.title, link.url),
        "kind": _kind(step.to, page),
        "time": page.duration(minutes) if minutes else "",
        "why_html": page.inline(step.why),
        "optional": step.optional,
        "alternatives": [page.link(each) for each in step.alternatives],
        "refs": " ".join(_ref(reference, page) for _, reference in step.ways()),
    }


def _ref(reference: Reference, page: Page) -> str:
    """Return the name under which a learner's own pages know what a reference leads to."""
    return str(page.renderer.library.key_of(reference))


def _kind(reference: Reference, page: Page) -> str:
    library = page.renderer.library
    key = library.key_of(reference)
    collection = library.collections.get(key.collection)
    return page.translate(collection.label_one) if collection is not None else page.translate("Страница")


def _minutes(step: PathStep, page: Page) -> float:
    """Return how long an item takes; 0 where nobody knows. A course takes as long as its lessons."""
    if step.minutes:
        return step.minutes
    library = page.renderer.library
    key = library.key_of(step.to)
    record = library.get(key)
    if record is None:
        return 0
    if key.collection == "courses":
        return sum(_own_minutes(each) for each in library.children(Key("courses", key.id)))
    return _own_minutes(record)


def _own_minutes(record: Record) -> float:
    values = record.card.values
    return values.get("minutes") or values.get("time_required") or 0


def _total(minutes: Iterable[float], page: Page) -> str:
    total = sum(minutes)
    return page.duration(total) if total else ""
