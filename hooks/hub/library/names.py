"""Read records → each under one name: keys, former names, lessons in their courses, translations of originals."""

from __future__ import annotations

import json
import posixpath
from hashlib import blake2b
from typing import Any

from hub.content import Key, Record, Site
from hub.diagnostics import Diagnostic, Location
from hub.library.addresses import entry_address, language_prefix
from hub.library.shelf import Shelf
from hub.load.files import read_bytes
from hub.load.yaml import parse_yaml


def name_records(shelf: Shelf) -> None:
    """Put every record under its key; tell of a key that is taken (E303)."""
    for record in shelf.loaded.records:
        records = shelf.everything
        if record.language != shelf.site.language:
            records = shelf.translated.setdefault(record.language, {})
        other = records.get(record.key)
        if other is None:
            records[record.key] = record
        else:
            values = {"read": record.key.id, "other": str(shelf.place(other, ("id",)))}
            shelf.tell(record, ("id",), "E303", values)


def name_aliases(shelf: Shelf) -> None:
    """Put every former name under the key of its entry; tell of one that is taken (E303)."""
    for key, record in shelf.everything.items():
        for index, alias in enumerate(record.card.aliases):
            former = Key(key.collection, posixpath.join(posixpath.dirname(key.id), alias))
            taken = shelf.everything.get(former) or shelf.everything.get(shelf.aliases.get(former, former))
            if taken is not None:
                values = {"read": alias, "other": str(shelf.place(taken, ()))}
                shelf.tell(record, ("aliases", index), "E303", values)
            else:
                shelf.aliases[former] = key


def name_prose(shelf: Shelf) -> None:
    """Tell of hand-written pages that would be written over: by each other or by the page of an entry."""
    addresses = {
        language_prefix(record.language, shelf.site.language) + entry_address(key): record
        for key, record in shelf.everything.items()
    }
    for page in shelf.loaded.prose:
        taken = addresses.get(page.url) or shelf.prose[page.url]
        if taken is not page:
            values = {"read": page.url.strip("/"), "other": taken.path}
            shelf.diagnostics.append(Diagnostic(Location(page.path), "E303", values))


def check_courses(shelf: Shelf) -> None:
    """Tell of lessons that are named twice, nowhere, or without a file (E301, E307, E308)."""
    named: set[Key] = set()
    for key, record in shelf.everything.items():
        if key.collection != "courses":
            continue
        for number, module in enumerate(record.card.values.get("modules", ())):
            for index, lesson in enumerate(module.lessons):
                lesson_key = Key("lessons", f"{key.id}/{lesson}")
                path = ("modules", number, "lessons", index)
                if lesson_key in named:
                    shelf.tell(record, path, "E308", {"read": lesson})
                elif not shelf.is_known(lesson_key):
                    shelf.tell(record, path, "E301", shelf.no_entry(lesson, lesson_key))
                named.add(lesson_key)
    for key, record in shelf.everything.items():
        if key.collection == "lessons":
            _check_lesson(shelf, key, record, named)


def _check_lesson(shelf: Shelf, key: Key, record: Record, named: set[Key]) -> None:
    course = record.parent
    if key not in named and course in shelf.everything:
        values = {"read": key.id.partition("/")[2], "other": shelf.everything[course].path}
        shelf.diagnostics.append(Diagnostic(Location(record.path), "E307", values))
    quiz = record.card.values.get("quiz")
    if quiz is not None and course is not None:
        quiz_key = Key("quizzes", f"{course.id}/{quiz}")
        shelf.backlinks[quiz_key][key] = None
        if not shelf.is_known(quiz_key):
            shelf.tell(record, ("quiz",), "E301", shelf.no_entry(quiz, quiz_key))


def check_translations(shelf: Shelf) -> None:
    """Tell of translations without an original, without a revision or with a stale one (E226, E311, W310)."""
    for records in shelf.translated.values():
        for key, record in records.items():
            if shelf.collections[key.collection].layout == "list" and not record.base:
                continue  # derived: nobody wrote it, nobody can say what it translates
            original = shelf.everything.get(key)
            if original is None:
                if not shelf.is_known(key):
                    shelf.tell(record, (), "E311", {"read": str(key)})
                continue
            revision = revision_of(original, shelf.site)
            if record.card.translates is None:
                shelf.tell(record, (), "E226", {"revision": revision})
            elif record.card.translates != revision:
                values = {"read": record.card.translates, "revision": revision}
                shelf.tell(record, ("translates",), "W310", values)


def revision_of(record: Record, site: Site) -> str:
    """Return the revision of an entry: eight signs that change when what it says changes, not its layout."""
    content = read_bytes(site, record.path)
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n") if isinstance(content, bytes) else ""
    parsed: Any = None if record.path.endswith(".md") else parse_yaml(record.path, text)
    data = parsed[0] if isinstance(parsed, tuple) else text
    for index in record.base:
        data = data[index]
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return blake2b(canonical.encode("utf-8"), digest_size=4).hexdigest()
