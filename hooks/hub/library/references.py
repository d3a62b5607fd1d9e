"""Named entries → their references checked and turned both ways, and the files beside them found (E3xx, E4xx)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from hub.content import Key, Prose, Record
from hub.fields import AssetPath, Reference, read_reference
from hub.library.shelf import Shelf
from hub.load.positions import Path, walk
from hub.load.validate import listing, nearest
from hub.markdown import Document

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_DRIVE = re.compile(r"[A-Za-z]:")
PICTURE_LIMIT = 1_000_000  # bytes
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
_OTHER_FILES = (".mp4", ".webm", ".mp3", ".vtt", ".pdf")  # what entries name in fields of their own


def check_references(shelf: Shelf, record: Record) -> None:
    """Turn an entry's references both ways; only where one may be wrong is the whole entry read and checked."""
    if not _refer_by_card(shelf, record):
        _check_entry(shelf, record)


def _refer_by_card(shelf: Shelf, record: Record) -> bool:
    """Turn the references of a card both ways; return False, with nothing done, when one is not surely right."""
    card = record.card
    if card.is_suspicious:
        return False
    keys, files = [], []
    for reference in card.references:
        key = Key(reference.collection, reference.id)
        if key not in shelf.everything:
            key = shelf.aliases.get(key, key)
        if key not in shelf.everything:
            return False
        if reference.place and (key.collection == "courses" or reference.place not in shelf.places[key]):
            return False
        keys.append(key)
    for target in card.files:
        resolved = resolve_asset(record.path, target)
        if _SCHEME.match(target) or resolved is None or resolved not in shelf.loaded.assets:
            return False
        if not resolved.endswith(_OTHER_FILES) and _problem_of_picture(resolved, shelf.size_of(resolved)):
            return False
        files.append(resolved)
    for key in keys:
        if key != record.key:
            shelf.backlinks[key][record.key] = None
    shelf.used.update(files)
    if files and shelf.is_visible(record):
        shelf.assets.update(files)
    return True


def _check_entry(shelf: Shelf, record: Record) -> None:
    for path, value in walk(record.entry):
        if isinstance(value, Reference):
            _refer(shelf, record, path, value, None)
        elif isinstance(value, AssetPath):
            _use_asset(shelf, record, path, value, None)
        else:
            _check_document(shelf, record, path, value)
    _check_step_documents(shelf, record)


def check_prose(shelf: Shelf, page: Prose) -> None:
    """Check every reference and text of a hand-written page."""
    for path, value in walk(page.page):
        if isinstance(value, Reference):
            _refer(shelf, page, path, value, None)
        elif isinstance(value, Document):
            _check_document(shelf, page, path, value)


def _check_step_documents(shelf: Shelf, record: Record) -> None:
    """Tell of documents that a step of a toolkit names and the toolkit does not have."""
    known = [document.id for document in getattr(record.entry, "documents", ())]
    for number, step in enumerate(getattr(record.entry, "steps", ())):
        for index, document in enumerate(step.documents):
            if document not in known:
                path = ("steps", number, "documents", index)
                shelf.tell(record, path, "E304", _no_place(str(record.key), document, known))


def _check_document(shelf: Shelf, source: Record | Prose, path: Path, document: Document) -> None:
    for found in document.links():
        inside = (found.line, found.column)
        reference = read_reference(found.target)
        if reference is None:
            shelf.tell(source, path, "E409", {"read": found.target}, inside)
        else:
            _refer(shelf, source, path, reference, inside)
    for image in document.images():
        inside = (image.line, image.column)
        resolved = _use_asset(shelf, source, path, image.target, inside)
        if resolved is not None:
            _check_picture(shelf, source, path, resolved, inside)


def _refer(
    shelf: Shelf, source: Record | Prose, path: Path, reference: Reference, inside: tuple[int, int] | None
) -> None:
    if reference.collection == "pages":
        _refer_to_prose(shelf, source, path, reference, inside)
        return
    if reference.collection not in shelf.collections:
        near = nearest(reference.collection, [*shelf.collections, "pages"])
        advice = f"возможно, имелось в виду «{near}»" if near else "назовите раздел так, как названа его папка"
        shelf.tell(source, path, "E302", {"read": reference.collection, "advice": advice}, inside)
        return
    key = Key(reference.collection, reference.id)
    key = shelf.aliases.get(key, key)
    if key not in shelf.everything:
        if not shelf.is_known(key):
            shelf.tell(source, path, "E301", shelf.no_entry(str(reference), key), inside)
        return
    if reference.place:
        key = _refer_to_place(shelf, source, path, reference, key, inside)
    if isinstance(source, Record) and source.key != key:
        shelf.backlinks[key][source.key] = None


def _refer_to_place(
    shelf: Shelf, source: Record | Prose, path: Path, reference: Reference, key: Key, inside: tuple[int, int] | None
) -> Key:
    place, places = reference.place, shelf.places.get(key, {})
    if key.collection == "courses":
        lesson, _, rest = place.partition("/")
        lesson_key = Key("lessons", f"{key.id}/{lesson}")
        lesson_key = shelf.aliases.get(lesson_key, lesson_key)
        if lesson_key in shelf.everything or lesson_key in shelf.loaded.holes:
            key, place, places = lesson_key, rest, shelf.places.get(lesson_key, {})
            if lesson_key not in shelf.everything:
                return key
        else:
            prefix = f"{key.id}/"
            of_course = (each.id for each in shelf.everything if each.collection == "lessons")
            places = {**places, **{id_.removeprefix(prefix): "" for id_ in of_course if id_.startswith(prefix)}}
    if place and place not in places:
        shelf.tell(source, path, "E304", _no_place(str(key), place, places), inside)
    return key


def _refer_to_prose(
    shelf: Shelf, source: Record | Prose, path: Path, reference: Reference, inside: tuple[int, int] | None
) -> None:
    names = {page.url.strip("/") or "index": page for page in shelf.prose.values()}
    page = names.get(reference.id)
    if page is None:
        if Key("pages", reference.id) not in shelf.loaded.holes:
            values = {"read": str(reference), **_page_advice(reference.id, sorted(names))}
            shelf.tell(source, path, "E301", values, inside)
        return
    anchors = [item.anchor for item in page.page.body.headings]
    if reference.place and reference.place not in anchors:
        shelf.tell(source, path, "E304", _no_place(f"pages:{reference.id}", reference.place, anchors), inside)


def _check_picture(shelf: Shelf, source: Record | Prose, path: Path, file: str, inside: tuple[int, int]) -> None:
    """Tell of a picture that readers will not see or will wait for."""
    size = shelf.size_of(file)
    if code := _problem_of_picture(file, size):
        megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
        shelf.tell(source, path, code, {"read": posixpath.basename(file), "size": f"{megabytes} МБ"}, inside)


def _problem_of_picture(file: str, size: int) -> str:
    if not file.lower().endswith(_PICTURES):
        return "E326"
    if not size:
        return "E327"
    return "W328" if size > PICTURE_LIMIT else ""


def _use_asset(
    shelf: Shelf, source: Record | Prose, path: Path, target: str, inside: tuple[int, int] | None
) -> str | None:
    """Return the path of a file that an entry names, or None when it may not be named so."""
    if _SCHEME.match(target):
        shelf.tell(source, path, "E410", {"read": target}, inside)
        return None
    resolved = resolve_asset(source.path, target.replace("\\", "/"))
    if resolved is None:
        shelf.tell(source, path, "E306", {"read": target}, inside)
    elif resolved not in shelf.loaded.assets or "\\" in target:
        shelf.tell(
            source, path, "E305", {"read": target, "advice": _asset_advice(shelf, source, target, resolved)}, inside
        )
    else:
        shelf.used.add(resolved)
        if isinstance(source, Prose) or shelf.is_visible(source):  # a draft's files are drafts as well
            shelf.assets.add(resolved)
        return resolved
    return None


def _asset_advice(shelf: Shelf, source: Record | Prose, target: str, resolved: str) -> str:
    if _DRIVE.match(target):
        return "; файла на вашем компьютере сайт не видит"
    if "\\" in target:
        return "; разделяйте папки знаком «/»"
    folder, name = posixpath.split(resolved)
    here = posixpath.dirname(source.path)
    for each in sorted(shelf.loaded.assets):
        if posixpath.basename(each).casefold() == name.casefold():
            written = posixpath.relpath(each, here)
            if resolve_asset(source.path, written) == each:
                return f"; возможно, «{written}»"
    beside = [posixpath.basename(each) for each in shelf.loaded.assets if posixpath.dirname(each) == folder]
    near = nearest(name, beside)
    return f"; возможно, «{near}»" if near else ""


def _no_place(entry: str, place: str, known: Iterable[str]) -> dict[str, str]:
    names = list(known)
    near = nearest(place, names, cutoff=0.5)
    if near:
        return {"entry": entry, "read": place, "advice": "возможно, имелось в виду", "expected": f"«#{near}»"}
    shown = listing(names) or "нет ни одного"
    return {"entry": entry, "read": place, "advice": "есть места:", "expected": shown}


def _page_advice(read: str, known: Iterable[str]) -> dict[str, str]:
    near = nearest(read, known, cutoff=0.5)
    return {"advice": f"возможно, имелось в виду «pages:{near}»" if near else f"страницы: {listing(known)}"}


def resolve_asset(source_path: str, target: str) -> str | None:
    """Return the path of a file that lies beside an entry, relative to the site; None for one outside.

    Inside means: below the folder of the entry, or, in a course, anywhere in the course's folder.
    """
    folder = posixpath.dirname(source_path)
    home = "/".join(source_path.split("/")[:2]) if source_path.startswith("courses/") else folder
    if target.startswith("/") or "\\" in target:
        return None
    resolved = posixpath.normpath(posixpath.join(folder, target))
    return resolved if resolved.startswith(f"{home}/") else None
