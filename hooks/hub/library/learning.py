"""Linked entries → what would leave a learner without a way: courses in a circle, paths to nowhere, idle statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hub.content import Key, Record
from hub.fields import Reference
from hub.library.checks import Finding

KeyOf = Callable[[Reference], Key]


def find_lost_learners(
    everything: Mapping[Key, Record], visible: Mapping[Key, Record], key_of: KeyOf
) -> Iterator[Finding]:
    """Yield a finding for each such mistake (E323, E324, E325, W318, W319) of what readers see."""
    for record in visible.values():
        if record.key.collection == "paths":
            yield from _steps(record, everything, visible, key_of)
        elif record.key.collection == "assessments":
            yield from _idle_statements(record)
    yield from _requirements(visible, key_of)


def speaks_of(one: str, other: str) -> bool:
    """Return whether two competencies are one, or one is the block or the sphere of the other."""
    return one == other or one in other.split("--") or other in one.split("--")


def _steps(
    record: Record, everything: Mapping[Key, Record], visible: Mapping[Key, Record], key_of: KeyOf
) -> Iterator[Finding]:
    named: set[tuple[Key, str]] = set()
    for number, stage in enumerate(record.card.values["stages"]):
        for index, item in enumerate(stage.items):
            for field, reference in item.ways():
                path = ("stages", number, "items", index, *field)
                key = key_of(reference)
                if key not in visible and _is_whole(everything.get(key), everything):
                    yield record, path, "E324", {"read": str(reference)}
                place = (key, reference.place if key.collection != "lessons" else "")
                if place in named:
                    yield record, path, "E325", {"read": str(reference)}
                named.add(place)


def _is_whole(record: Record | None, everything: Mapping[Key, Record]) -> bool:
    """Return whether an entry was read, and with it its course: a mistake in the course is told at the course."""
    return record is not None and (record.parent is None or record.parent in everything)


def _idle_statements(record: Record) -> Iterator[Finding]:
    for measure in record.card.values["measures"]:
        if measure.is_idle:
            domain, criterion, number = measure.place
            path = ("domains", domain, "criteria", criterion, "statements", number, "id")
            yield record, path, "W318", {"read": measure.id}


def _requirements(visible: Mapping[Key, Record], key_of: KeyOf) -> Iterator[Finding]:
    """Yield what courses require and nobody teaches (W319), and courses that wait for each other (E323)."""
    courses = {
        key: [key_of(each).id for each in record.card.values["competency_required"]]
        for key, record in visible.items()
        if key.collection == "courses" and record.card.values["competency_required"]
    }
    if not courses:
        return
    taught = [
        (record.parent or record.key, {key_of(each).id for each in teaches})
        for record in visible.values()
        if (teaches := record.card.values.get("teaches"))
    ]

    def providers(competency: str) -> list[Key]:
        found = (key for key, teaches in taught if any(speaks_of(competency, each) for each in teaches))
        return list(dict.fromkeys(found))

    waits: dict[Key, dict[int, list[Key]]] = {}
    for key, required in courses.items():
        for index, competency in enumerate(required):
            found = providers(competency)
            if found:
                waits.setdefault(key, {})[index] = found
            else:
                yield visible[key], ("competency_required", index), "W319", {"read": competency}
    yield from _circles(waits, visible)


def _circles(waits: Mapping[Key, Mapping[int, Sequence[Key]]], visible: Mapping[Key, Record]) -> Iterator[Finding]:
    """Yield each circle of courses that can only be begun after one another."""
    stuck = set(waits)
    while free := {key for key in stuck if all(set(found) - stuck for found in waits[key].values())}:
        stuck -= free
    told: set[Key] = set()
    for start in waits:
        way: list[Key] = []
        at = start
        while at in stuck and at not in told:
            told.add(at)
            way.append(at)
            at = _next(waits[at], stuck)[1]
        if at in way:
            circle = way[way.index(at) :]
            names = " → ".join(each.id for each in [*circle, at])
            index: Any = _next(waits[at], stuck)[0]
            yield visible[at], ("competency_required", index), "E323", {"read": names}


def _next(waiting: Mapping[int, Sequence[Key]], stuck: set[Key]) -> tuple[int, Key]:
    """Return the first requirement that only stuck courses would meet, and the first of them."""
    return next((index, found[0]) for index, found in waiting.items() if not set(found) - stuck)
