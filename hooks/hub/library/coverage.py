"""Competencies → what the hub has for each: what teaches it, what checks it, which questionnaires ask about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.collections.assessments import Measure
from hub.collections.competencies import Axis
from hub.collections.quizzes import Check
from hub.content import Key, Record
from hub.fields import Reference
from hub.library.library import Library
from hub.library.news import changed_on

OLD_AFTER = timedelta(days=2 * 365)  # a material that nobody touched for so long has to be read again


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is for one competency, or for a whole block or sphere where something speaks of all of it.

    `teaching` are materials, lessons among them; `questions` the quizzes with the number of their questions that
    assess it, `statements` the questionnaires with the number of their statements.
    """

    teaching: tuple[Record, ...]
    questions: tuple[tuple[Record, int], ...]
    statements: tuple[tuple[Record, int], ...]


def coverage_of(library: Library, id_: str) -> Coverage:
    """Return what names a competency itself; what names its whole block is the coverage of the block."""
    key = Key("competencies", id_)
    sources = [record for source in library.sources_of(key) if (record := library.get(source)) is not None]
    checks = [(each, _naming(library, key, _checks(each))) for each in sources]
    measures = [(each, _naming(library, key, _measures(each))) for each in sources]
    return Coverage(
        teaching=tuple(each for each in sources if _names(library, key, each.card.values.get("teaches") or ())),
        questions=tuple((each, count) for each, count in checks if count),
        statements=tuple((each, count) for each, count in measures if count),
    )


def parts_of(cell: str) -> list[str]:
    """Return the block and the sphere of a competency; of a block or a sphere, nothing."""
    return cell.split("--") if "--" in cell else []


def material_count(library: Library, cell: str) -> int:
    """Return how many materials teach a competency, or the whole block or sphere that it belongs to."""
    return len(materials_of(library, cell))


def materials_of(library: Library, cell: str) -> set[Key]:
    """Return the materials that teach a competency, or the whole block or sphere that it belongs to."""
    return {each.key for name in (cell, *parts_of(cell)) for each in coverage_of(library, name).teaching}


@dataclass(slots=True)
class Tally:
    """What names one competency itself, counted: materials by their keys, and questions."""

    teaching: dict[Key, Record] = field(default_factory=dict)
    questions: int = 0


def tally_all(library: Library) -> Mapping[str, Tally]:
    """Return what names each competency, block and sphere, in one walk over the cards of a hub, however large."""
    found: dict[str, Tally] = defaultdict(Tally)
    known: dict[Reference, str] = {}  # thousands of materials name a few competencies

    def names(references: Iterable[Reference]) -> Iterator[str]:
        for reference in references:
            if reference not in known:
                known[reference] = library.key_of(reference).id
            yield known[reference]

    for collection in library.collections.values():
        if "teaches" in collection.model.model_fields:
            for record in library.entries(collection.name):
                for name in names(record.card.values["teaches"]):
                    found[name].teaching[record.key] = record
    for record in library.entries("quizzes"):
        for check in _checks(record):
            for name in set(names(check.assesses)):
                found[name].questions += 1
    return found


def is_old(library: Library, record: Record, day: date) -> bool:
    """Return whether a material has to be read again: its day of review is over, or nobody touched it for years.

    A lesson without days of its own is as old as its course.
    """
    course = library.get(record.parent) if record.parent is not None else None
    for each in (record, course):
        if each is not None and each.card.review_by is not None:
            return each.card.review_by < day
        changed = changed_on(each) if each is not None else None
        if changed is not None:
            return changed + OLD_AFTER < day
    return True


# -- what authors have to do


@dataclass(frozen=True, slots=True)
class Need:
    """A competency with what it lacks: `lessons`, `materials`, `questions`, `fresh`."""

    record: Record
    lacks: tuple[str, ...]
    materials: int
    questions: int


def find_needs(library: Library, day: date) -> Iterator[Need]:
    """Yield every competency in the order of the framework, with what it lacks (perhaps nothing)."""
    tallies = tally_all(library)
    for record in library.entries("competencies"):
        if record.card.values["kind"] is Axis.CELL:
            found = [tallies[name] for name in (record.key.id, *parts_of(record.key.id)) if name in tallies]
            teaching = {key: each for tally in found for key, each in tally.teaching.items()}
            questions = sum(tally.questions for tally in found)
            lacks = [
                ("lessons", not any(key.collection == "lessons" for key in teaching)),
                ("materials", not teaching),
                ("questions", not questions),
                ("fresh", bool(teaching) and all(is_old(library, each, day) for each in teaching.values())),
            ]
            yield Need(record, tuple(name for name, is_lacking in lacks if is_lacking), len(teaching), questions)


def _checks(record: Record) -> Sequence[Check]:
    found: Sequence[Check] = record.card.values.get("checks", ())
    return found


def _measures(record: Record) -> Sequence[Measure]:
    found: Sequence[Measure] = record.card.values.get("measures", ())
    return found


def _naming(library: Library, key: Key, items: Sequence[Check | Measure]) -> int:
    return sum(_names(library, key, each.assesses if isinstance(each, Check) else each.competencies) for each in items)


def _names(library: Library, key: Key, references: Sequence[Reference]) -> bool:
    return any(library.key_of(each) == key for each in references)
