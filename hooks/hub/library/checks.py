"""Linked entries → what only all of them together can tell: circles, stale materials, files that nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date

from hub.content import Collection, Key, Record
from hub.diagnostics import Diagnostic, Location
from hub.fields import clock
from hub.load.positions import Path

# A mistake of a record, before its place in the file is looked up.
Finding = tuple[Record, Path, str, dict[str, str]]


def find_circles(
    records: Mapping[Key, Record], aliases: Mapping[Key, Key], collections: Mapping[str, Collection]
) -> Iterator[Finding]:
    """Yield one finding (E312) for every circle in fields that must lead somewhere (`Entry.CHAINS`)."""
    told: set[Key] = set()
    for key, record in records.items():
        for field, written in collections[key.collection].model.CHAINS.items():
            circle = _circle_from(key, field, records, aliases) if record.card.chains[field] else []
            if circle and not told & set(circle):
                told |= set(circle)
                names = " → ".join(each.id for each in [*circle, circle[0]])
                yield record, (written,), "E312", {"read": names}


def find_stale(records: Mapping[Key, Record], day: date) -> Iterator[Finding]:
    """Yield a finding (W313) for every material whose day of review is over."""
    for record in records.values():
        due = record.card.review_by
        if due is not None and due < day:
            yield record, ("review_by",), "W313", {"read": due.isoformat()}


def find_wrong_clips(
    lessons: Iterable[Record], records: Mapping[Key, Record], aliases: Mapping[Key, Key]
) -> Iterator[Finding]:
    """Yield a finding for every lesson that shows a part that its recording does not have (E240, E243)."""
    for record in lessons:
        reference = record.card.values.get("recording")
        bounds = {"from": record.card.values.get("start"), "to": record.card.values.get("end")}
        if reference is None or not any(bounds.values()):
            continue
        key = Key(reference.collection, reference.id)
        webinar = records.get(aliases.get(key, key))
        if webinar is None:
            continue  # told by the check of references
        lengths, places = webinar.card.values["lengths"], webinar.card.places
        if not lengths:
            yield record, ("recording",), "E243", {"read": str(reference)}
            continue
        place = places.get(reference.place, "")
        place = place if place in lengths else next(iter(lengths))
        for field, minutes in bounds.items():
            if minutes is not None and (minutes > lengths[place] or (field == "from" and minutes == lengths[place])):
                values = {"entry": str(reference), "read": clock(minutes), "limit": clock(lengths[place])}
                yield record, (field,), "E240", values


def find_unused_files(
    present: Set[str], used: Set[str], docs: str, collections: Mapping[str, Collection]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic (W314) for every file beside entries that no entry and no page names."""
    for path in sorted(present - used):
        folder = path.removeprefix(f"{docs}/").split("/")[0]
        if path.startswith("courses/") or folder in collections:
            yield Diagnostic(Location(path), "W314", {"read": path.rpartition("/")[2]})


def _circle_from(key: Key, field: str, records: Mapping[Key, Record], aliases: Mapping[Key, Key]) -> list[Key]:
    """Return the way from an entry back to itself, or an empty list."""
    ways = [[key]]
    seen = {key}
    while ways:
        way = ways.pop()
        record = records.get(way[-1])
        for reference in record.card.chains.get(field, ()) if record is not None else ():
            target = Key(reference.collection, reference.id)
            target = aliases.get(target, target)
            if target == key:
                return way
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []
