"""A site's files → records and prose pages, with every mistake of every file.

A file with a mistake leaves a hole: its key is known, so that references to it are not reported as well.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.content import Collection, Entry, Key, Prose, ProsePage, Record, Site, SourceFile
from hub.diagnostics import Diagnostic, Location
from hub.fields import ID_PATTERN, describe
from hub.language import N_
from hub.load.discover import LANGUAGES, RESERVED, RESERVED_IDS, Discovery, Found, discover, tell_unreadable
from hub.load.positions import Places, split_front_matter
from hub.load.scan import scan
from hub.load.validate import validate
from hub.load.yaml import parse_yaml, place_of
from hub.markdown import slugify


@dataclass(slots=True)
class Loaded:
    """All that was read. `holes` are the keys of entries that exist and could not be read; an id of `*`
    stands for any entry of the collection, the collection `pages` for prose.
    """

    records: list[Record] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    holes: set[Key] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(self, key: Key, *found: Diagnostic) -> None:
        """Keep an entry out, with the reasons."""
        self.holes.add(key)
        self.diagnostics += found


@dataclass(frozen=True, slots=True)
class _Head:
    """A file with front matter, taken apart."""

    data: dict[str, Any]
    places: Places


def load_site(site: Site, collections: Mapping[str, Collection]) -> Loaded:
    """Return the records, the prose and the diagnostics of a site. Nothing is raised for an author's mistake."""
    discovery: Discovery = discover(site, collections)
    loaded = Loaded(assets=discovery.assets, holes=set(discovery.holes), diagnostics=list(discovery.diagnostics))
    for found in discovery.files:
        _load_file(site, collections[found.collection], found, loaded)
    for path in site.prose:
        if not _is_refused(f"{site.docs}/{path}", discovery.refused):
            _load_prose(site, path, loaded)
    return loaded


def _is_refused(path: str, refused: set[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:count]) in refused for count in range(1, len(parts) + 1))


def _read(site: Site, path: str) -> tuple[SourceFile, str] | Diagnostic:
    """Return a file and its text, or the reason why there is none (E101–E103, E113)."""
    try:
        source = SourceFile(path, (Path(site.root) / path).read_bytes())
    except OSError as error:
        return tell_unreadable(path, error)
    text = scan(path, source.content)
    return text if isinstance(text, Diagnostic) else (source, text)


def _load_file(site: Site, collection: Collection, found: Found, loaded: Loaded) -> None:
    read = _read(site, found.path)
    if isinstance(read, Diagnostic):
        loaded.refuse(found.key, read)
        return
    source, text = read
    if collection.layout == "list":
        _load_list(collection, found, source, text, loaded)
        return
    problem = _name_problem(found)
    if problem is not None:  # others may refer to the name that it ought to have
        loaded.refuse(found.key, problem)
        loaded.holes.add(Key(found.collection, posixpath.join(posixpath.dirname(found.key.id), slugify(found.id))))
    if collection.layout == "lessons":
        _load_lesson(collection, found, source, text, loaded)
    else:
        _load_entry(collection, found, source, text, loaded)


def _name_problem(found: Found) -> Diagnostic | None:
    at = Location(found.path)
    if found.id in RESERVED_IDS:
        return Diagnostic(at, "E309", {"read": found.id, "expected": ", ".join(RESERVED_IDS)})
    if not ID_PATTERN.fullmatch(found.id):
        return Diagnostic(at, "E115", {"read": found.id, "suggestion": slugify(found.id)})
    return None


def _load_entry(collection: Collection, found: Found, source: SourceFile, text: str, loaded: Loaded) -> None:
    data = _fields_of(found.path, text)
    if isinstance(data, Diagnostic):
        loaded.refuse(found.key, data)
        return
    _add(collection, found.key, found, source, data, Places(found.path, text), (), loaded)


def _load_lesson(collection: Collection, found: Found, source: SourceFile, text: str, loaded: Loaded) -> None:
    head = _read_head(found.path, text)
    if isinstance(head, Diagnostic):
        loaded.refuse(found.key, head)
        return
    _add(collection, found.key, found, source, head.data, head.places, (), loaded)


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


def _read_head(path: str, text: str) -> _Head | Diagnostic:
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
    return _Head({**data, "body": body}, places)


def _load_list(collection: Collection, found: Found, source: SourceFile, text: str, loaded: Loaded) -> None:
    parsed = parse_yaml(found.path, text)
    if isinstance(parsed, Diagnostic):
        # No item is known, so any reference to this collection may be right: the whole collection is a hole.
        loaded.refuse(found.key, parsed)
        return
    data, node = parsed
    if not isinstance(data, list):
        problem = Diagnostic(place_of(found.path, node), "E114", {"read": describe(data)})
        loaded.refuse(found.key, _nothing_or(problem, data))
        return
    places = Places(found.path, text)
    for index, item in enumerate(data):
        problem_of_item = _item_problem(item, index, places)
        if problem_of_item is not None:
            loaded.refuse(found.key, problem_of_item)
            continue
        fields = {name: value for name, value in item.items() if name != "id"}
        _add(collection, Key(collection.name, item["id"]), found, source, fields, places, (index,), loaded)
    _derive(collection, found, source, loaded)


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
        return Diagnostic(at, "E214", {"read": id_, "suggestion": slugify(id_)})
    return None


def _derive(collection: Collection, found: Found, source: SourceFile, loaded: Loaded) -> None:
    if collection.derive is None:
        return
    written = [(item.key.id, item.entry) for item in loaded.records if item.source.path == found.path]
    for id_, entry in collection.derive(written):
        loaded.records.append(Record(Key(collection.name, id_), found.language, entry, source))


def _add(
    collection: Collection,
    key: Key,
    found: Found,
    source: SourceFile,
    data: dict[str, Any],
    places: Places,
    base: tuple[int, ...],
    loaded: Loaded,
) -> None:
    if found.language != collection.model.model_fields["in_language"].default:
        data = {"in_language": found.language, **data}
    entry = validate(collection.model, data, places, base)
    if not isinstance(entry, Entry):
        loaded.refuse(key, *entry)
        former = data.get("aliases")
        names = [name for name in former if isinstance(name, str)] if isinstance(former, list) else []
        loaded.holes.update(Key(key.collection, posixpath.join(posixpath.dirname(key.id), name)) for name in names)
    elif collection.layout == "list" or _name_problem(found) is None:
        parent = Key("courses", found.course) if found.course is not None else None
        loaded.records.append(Record(key, found.language, entry, source, base, parent))


def _load_prose(site: Site, path: str, loaded: Loaded) -> None:
    full, url = f"{site.docs}/{path}", prose_url(path)
    name = Key("pages", url.strip("/") or "index")
    read = _read(site, full)
    head = read if isinstance(read, Diagnostic) else _read_head(full, read[1])
    problem = _prose_name_problem(full, url)
    if problem is not None:
        loaded.refuse(name, problem)
    if isinstance(read, Diagnostic) or isinstance(head, Diagnostic):
        loaded.refuse(name, *(item for item in (head,) if isinstance(item, Diagnostic)))
        return
    page = validate(ProsePage, head.data, head.places)
    if not isinstance(page, ProsePage):
        loaded.refuse(name, *page)
    elif problem is None:
        language = path.split("/")[0] if path.split("/")[0] in LANGUAGES else site.language
        loaded.prose.append(Prose(url, language, page, read[0]))


def _prose_name_problem(full: str, url: str) -> Diagnostic | None:
    parts = url.strip("/").split("/") if url else []
    taken = [name for name in RESERVED if name not in LANGUAGES]
    if parts and parts[0] in taken:
        return Diagnostic(Location(full), "E309", {"read": parts[0], "expected": ", ".join(taken)})
    bad = next((part for part in parts if not ID_PATTERN.fullmatch(part)), None)
    if bad is not None:
        return Diagnostic(Location(full), "E115", {"read": bad, "suggestion": slugify(bad)})
    return None


def prose_url(path: str) -> str:
    """Return the address of a prose page from its path: `about.md` → `about/`, `x/index.md` → `x/`."""
    folder, name = posixpath.split(path)
    stem = name.rpartition(".")[0]
    url = folder if stem in ("index", "README") else posixpath.join(folder, stem)
    return f"{url}/" if url else ""
