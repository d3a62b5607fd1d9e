"""One file of a collection → its entries with their records, or what keeps them out."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hub.content import Collection, Entry, Key, Record, Site
from hub.diagnostics import Diagnostic, Location
from hub.fields import ID_PATTERN, describe, suggest_id
from hub.language import N_
from hub.load.cards import make_card
from hub.load.discover import RESERVED_IDS, Found, tell_unreadable
from hub.load.parts import Parts
from hub.load.positions import Places, split_front_matter
from hub.load.scan import scan
from hub.load.validate import validate
from hub.load.yaml import parse_yaml, place_of

DIGEST_SIZE = 12  # bytes: enough to tell a file from its other versions


@dataclass(slots=True)
class FileReading:
    """What one file says. `entries` are the whole entries by the key of their record; `holes` the keys of those
    that exist and could not be read; an id of `*` stands for any entry of the collection.
    """

    path: str
    digest: bytes
    records: list[Record] = field(default_factory=list)
    entries: dict[Key, Entry] = field(default_factory=dict)
    holes: set[Key] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(self, key: Key, *found: Diagnostic) -> None:
        """Keep an entry out, with the reasons."""
        self.holes.add(key)
        self.diagnostics += found

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle all but the whole entries: they are many times larger, and read again when asked for."""
        return FileReading, (self.path, self.digest, self.records, {}, self.holes, self.diagnostics)


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of a file with front matter, its body among them."""

    data: dict[str, Any]
    places: Places


def digest_of(content: bytes) -> bytes:
    """Return what tells the content of a file from any other."""
    return blake2b(content, digest_size=DIGEST_SIZE).digest()


def read_bytes(site: Site, path: str) -> bytes | Diagnostic:
    """Return the content of a file, or why there is none (E113)."""
    try:
        return (Path(site.root) / path).read_bytes()
    except OSError as error:
        return tell_unreadable(path, error)


def read_file(collection: Collection, found: Found, content: bytes) -> FileReading:
    """Return the entries of a file of a collection. Nothing is raised for an author's mistake."""
    return _FileReader(collection, found, content).read()


def read_head(path: str, text: str) -> Head | Diagnostic:
    """Return the fields of a text with front matter, its body among them (E105–E112, E229)."""
    parts = split_front_matter(text)
    if parts is None:
        return Diagnostic(Location(path), "E112")
    head, body, body_line = parts
    data = _fields_of(path, head, first_line=2)
    if isinstance(data, Diagnostic):
        return data
    places = Places(path, head, 2, body_line)
    if "body" in data:
        return Diagnostic(places.of_field(("body",), key=True), "E229")
    return Head({**data, "body": body}, places)


class _FileReader:
    """The reading of one file: its fields are what every step of it needs."""

    def __init__(self, collection: Collection, found: Found, content: bytes) -> None:
        self.collection = collection
        self.found = found
        self.content = content
        self.reading = FileReading(found.path, digest_of(content))

    def read(self) -> FileReading:
        found, reading = self.found, self.reading
        text = scan(found.path, self.content)
        if isinstance(text, Diagnostic):
            reading.refuse(found.key, text)
        elif self.collection.layout == "list":
            self._read_list(text)
        else:
            problem = _name_problem(found)
            if problem is not None:  # others may refer to the name that it ought to have
                reading.refuse(found.key, problem)
                name = posixpath.join(posixpath.dirname(found.key.id), suggest_id(found.id))
                reading.holes.add(Key(found.collection, name))
            self._read_entry(text)
        return reading

    def _read_entry(self, text: str) -> None:
        head: Head | Diagnostic
        if self.collection.layout == "lessons":
            head = read_head(self.found.path, text)
        else:
            data = _fields_of(self.found.path, text)
            head = data if isinstance(data, Diagnostic) else Head(data, Places(self.found.path, text))
        if isinstance(head, Diagnostic):
            self.reading.refuse(self.found.key, head)
        else:
            self._add(self.found.key, head.data, head.places, ())

    def _read_list(self, text: str) -> None:
        parsed = parse_yaml(self.found.path, text)
        if isinstance(parsed, Diagnostic):
            # No item is known, so any reference to this collection may be right: the whole collection is a hole.
            self.reading.refuse(self.found.key, parsed)
            return
        data, node = parsed
        if not isinstance(data, list):
            problem = Diagnostic(place_of(self.found.path, node), "E114", {"read": describe(data)})
            self.reading.refuse(self.found.key, _nothing_or(problem, data))
            return
        places = Places(self.found.path, text)
        for index, item in enumerate(data):
            problem_of_item = _item_problem(item, index, places)
            if problem_of_item is not None:
                self.reading.refuse(self.found.key, problem_of_item)
                continue
            fields = {name: value for name, value in item.items() if name != "id"}
            self._add(Key(self.collection.name, item["id"]), fields, places, (index,))
        self._derive()

    def _derive(self) -> None:
        if self.collection.derive is not None:
            written = [(record.key.id, self.reading.entries[record.key]) for record in self.reading.records]
            for id_, entry in self.collection.derive(written):
                self._keep(Key(self.collection.name, id_), entry, Parts(entry), ())

    def _add(self, key: Key, data: dict[str, Any], places: Places, base: tuple[int, ...]) -> None:
        if self.found.language != self.collection.model.model_fields["in_language"].default:
            data = {"in_language": self.found.language, **data}
        valid = validate(self.collection.model, data, places, base)
        if isinstance(valid, list):
            self.reading.refuse(key, *valid)
            former = data.get("aliases")
            names = [name for name in former if isinstance(name, str)] if isinstance(former, list) else []
            folder = posixpath.dirname(key.id)
            self.reading.holes.update(Key(key.collection, posixpath.join(folder, name)) for name in names)
        elif self.collection.layout == "list" or _name_problem(self.found) is None:
            self._keep(key, *valid, base)

    def _keep(self, key: Key, entry: Entry, parts: Parts, base: tuple[int, ...]) -> None:
        found = self.found
        card = make_card(entry, parts, self.collection)
        parent = Key("courses", found.course) if found.course is not None else None
        card_digest = digest_of(repr(card).encode())
        record = Record(key, found.language, found.path, card, self.reading.digest, card_digest, base, parent)
        self.reading.records.append(record)
        self.reading.entries.setdefault(key, entry)


def _name_problem(found: Found) -> Diagnostic | None:
    at = Location(found.path)
    if found.id in RESERVED_IDS:
        return Diagnostic(at, "E309", {"read": found.id, "expected": ", ".join(RESERVED_IDS)})
    if not ID_PATTERN.fullmatch(found.id):
        return Diagnostic(at, "E115", {"read": found.id, "suggestion": suggest_id(found.id)})
    return None


def _fields_of(path: str, text: str, first_line: int = 1) -> dict[str, Any] | Diagnostic:
    """Return the fields of a YAML text (E105–E111)."""
    parsed = parse_yaml(path, text, first_line)
    if isinstance(parsed, Diagnostic):
        return parsed
    data, node = parsed
    if isinstance(data, dict):
        return data
    return _nothing_or(Diagnostic(place_of(path, node, first_line), "E111", {"read": describe(data)}), data)


def _nothing_or(problem: Diagnostic, data: Any) -> Diagnostic:
    """Return E110 for a file that says `null`, which is an empty file in other words."""
    return Diagnostic(problem.at, "E110") if data is None else problem


def _item_problem(item: Any, index: int, places: Places) -> Diagnostic | None:
    """Return why an item of a list has no name to be known by."""
    if not isinstance(item, dict):
        return Diagnostic(places.of((index,)), "E111", {"read": describe(item)})
    if "id" not in item:
        return Diagnostic(places.of((index,)), "E201", {"field": "id"})
    id_, at = item["id"], places.of((index, "id"))
    if id_ in (None, ""):
        return Diagnostic(at, "E204", {"field": "id"})
    if not isinstance(id_, str):
        return Diagnostic(at, "E203", {"field": "id", "expected": N_("текст"), "read": describe(id_)})
    if id_ in RESERVED_IDS:
        return Diagnostic(at, "E309", {"read": id_, "expected": ", ".join(RESERVED_IDS)})
    if not ID_PATTERN.fullmatch(id_):
        return Diagnostic(at, "E214", {"read": id_, "suggestion": suggest_id(id_)})
    return None
