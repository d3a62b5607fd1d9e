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
from hub.fields import ID_PATTERN
from hub.load.discover import LANGUAGES, RESERVED_IDS, Discovery, Found, discover
from hub.load.positions import Places, split_front_matter
from hub.load.scan import scan
from hub.load.validate import validate
from hub.load.yaml import parse_yaml
from hub.markdown import slugify


@dataclass(slots=True)
class Loaded:
    """All that was read. `holes` are the keys of entries that exist and could not be read."""

    records: list[Record] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    holes: set[Key] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def load_site(site: Site, collections: Mapping[str, Collection]) -> Loaded:
    """Return the records, the prose and the diagnostics of a site. Nothing is raised for an author's mistake."""
    discovery: Discovery = discover(site, collections)
    loaded = Loaded(assets=discovery.assets, diagnostics=list(discovery.diagnostics))
    for found in discovery.files:
        _load_file(site, collections[found.collection], found, loaded)
    for path in site.prose:
        _load_prose(site, path, loaded)
    return loaded


def read_source(site: Site, path: str) -> SourceFile | Diagnostic:
    """Return a file's bytes, or E113."""
    try:
        return SourceFile(path, (Path(site.root) / path).read_bytes())
    except OSError as error:
        return Diagnostic(Location(path), "E113", {"read": path, "problem": error.strerror or ""})


def _load_file(site: Site, collection: Collection, found: Found, loaded: Loaded) -> None:
    hole = _key(found)
    source = read_source(site, found.path)
    text = scan(source.path, source.content) if isinstance(source, SourceFile) else source
    if isinstance(text, Diagnostic) or isinstance(source, Diagnostic):
        loaded.holes.add(hole)
        loaded.diagnostics += [item for item in (source, text) if isinstance(item, Diagnostic)][:1]
        return
    if found.collection != found.id or collection.layout != "list":
        _check_id(found, loaded)
    if collection.layout == "lessons":
        _load_lesson(collection, found, source, text, loaded)
    elif collection.layout == "list":
        _load_list(collection, found, source, text, loaded)
    else:
        _load_entry(collection, found, source, text, loaded)


def _key(found: Found) -> Key:
    if found.course is not None and found.collection != "courses":
        return Key(found.collection, f"{found.course}/{found.id}")
    return Key(found.collection, found.id)


def _parent(found: Found) -> Key | None:
    return Key("courses", found.course) if found.course is not None else None


def _check_id(found: Found, loaded: Loaded) -> None:
    at = Location(found.path)
    if not ID_PATTERN.fullmatch(found.id):
        loaded.diagnostics.append(Diagnostic(at, "E214", {"read": found.id, "suggestion": slugify(found.id)}))
    elif found.id in RESERVED_IDS:
        loaded.diagnostics.append(Diagnostic(at, "E309", {"read": found.id, "expected": ", ".join(RESERVED_IDS)}))


def _load_entry(collection: Collection, found: Found, source: SourceFile, text: str, loaded: Loaded) -> None:
    parsed = parse_yaml(found.path, text)
    if isinstance(parsed, Diagnostic) or not isinstance(parsed[0], dict):
        loaded.holes.add(_key(found))
        loaded.diagnostics.append(parsed if isinstance(parsed, Diagnostic) else _not_fields(found.path, parsed[0]))
        return
    _add(collection, _key(found), found, source, parsed[0], lambda: Places(found.path, text), (), loaded)


def _load_lesson(collection: Collection, found: Found, source: SourceFile, text: str, loaded: Loaded) -> None:
    parts = split_front_matter(text)
    if parts is None:
        loaded.holes.add(_key(found))
        loaded.diagnostics.append(Diagnostic(Location(found.path), "E112"))
        return
    head, body, body_line = parts
    parsed = parse_yaml(found.path, head, first_line=2)
    if isinstance(parsed, Diagnostic) or not isinstance(parsed[0], dict):
        loaded.holes.add(_key(found))
        loaded.diagnostics.append(parsed if isinstance(parsed, Diagnostic) else _not_fields(found.path, parsed[0]))
        return
    data = {**parsed[0], "body": body}
    _add(collection, _key(found), found, source, data, lambda: Places(found.path, head, 2, body_line), (), loaded)


def _load_list(collection: Collection, found: Found, source: SourceFile, text: str, loaded: Loaded) -> None:
    parsed = parse_yaml(found.path, text)
    if isinstance(parsed, Diagnostic):
        # No item is known, so any reference to this collection may be right: the whole collection is a hole.
        loaded.holes.add(Key(collection.name, "*"))
        loaded.diagnostics.append(parsed)
        return
    data = parsed[0]
    if not isinstance(data, list):
        loaded.holes.add(Key(collection.name, "*"))
        loaded.diagnostics.append(_not_fields(found.path, data))
        return
    places = Places(found.path, text)
    for index, item in enumerate(data):
        if not isinstance(item, dict):
            loaded.diagnostics.append(Diagnostic(places.of((index,)), "E111", {"read": str(item)}))
            continue
        id_ = item.get("id")
        if id_ is None:
            loaded.diagnostics.append(Diagnostic(places.of((index,)), "E201", {"field": "id"}))
            continue
        if not isinstance(id_, str) or not ID_PATTERN.fullmatch(id_):
            values = {"read": str(id_), "suggestion": slugify(str(id_))}
            loaded.diagnostics.append(Diagnostic(places.of((index, "id")), "E214", values))
            continue
        fields = {name: value for name, value in item.items() if name != "id"}
        _add(collection, Key(collection.name, id_), found, source, fields, lambda: places, (index,), loaded)
    _derive(collection, found, source, loaded)


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
    places: Any,
    base: tuple[int, ...],
    loaded: Loaded,
) -> None:
    if found.language != collection.model.model_fields["in_language"].default:
        data = {"in_language": found.language, **data}
    entry = validate(collection.model, data, places, base)
    if isinstance(entry, Entry):
        loaded.records.append(Record(key, found.language, entry, source, base, _parent(found)))
    else:
        loaded.holes.add(key)
        loaded.diagnostics += entry


def _not_fields(path: str, data: Any) -> Diagnostic:
    return Diagnostic(Location(path), "E111", {"read": "список" if isinstance(data, list) else str(data)})


def _load_prose(site: Site, path: str, loaded: Loaded) -> None:
    full = f"{site.docs}/{path}"
    source = read_source(site, full)
    text = scan(full, source.content) if isinstance(source, SourceFile) else source
    if isinstance(text, Diagnostic) or isinstance(source, Diagnostic):
        loaded.diagnostics += [item for item in (source, text) if isinstance(item, Diagnostic)][:1]
        return
    parts = split_front_matter(text)
    if parts is None:
        loaded.diagnostics.append(Diagnostic(Location(full), "E112"))
        return
    head, body, body_line = parts
    parsed = parse_yaml(full, head, first_line=2)
    if isinstance(parsed, Diagnostic) or not isinstance(parsed[0], dict):
        loaded.diagnostics.append(parsed if isinstance(parsed, Diagnostic) else _not_fields(full, parsed[0]))
        return
    page = validate(ProsePage, {**parsed[0], "body": body}, lambda: Places(full, head, 2, body_line))
    if isinstance(page, ProsePage):
        language = path.split("/")[0] if path.split("/")[0] in LANGUAGES else site.language
        loaded.prose.append(Prose(prose_url(path), language, page, source))
    else:
        loaded.diagnostics += page


def prose_url(path: str) -> str:
    """Return the address of a prose page from its path: `about.md` → `about/`, `x/index.md` → `x/`."""
    folder, name = posixpath.split(path)
    stem = name[:-3]
    url = folder if stem == "index" else posixpath.join(folder, stem)
    return f"{url}/" if url else ""
