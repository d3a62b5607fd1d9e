"""A site's folders → the files of every collection, the files that belong to none, and the pictures.

Only names are looked at here; what a file holds is read by `hub.load.entries`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hub.content import Collection, Site
from hub.diagnostics import Diagnostic, Location

LANGUAGES = ("cs", "en")  # languages beside the site's own; each is a reserved name at the top
RESERVED = ("api", "assets", "pagefind", *LANGUAGES)
RESERVED_IDS = ("by",)


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a collection: its path relative to the site, and what its place says of it."""

    collection: str
    path: str
    id: str
    language: str
    course: str | None = None


@dataclass(slots=True)
class Discovery:
    """All that lies in the folders."""

    files: list[Found] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def discover(site: Site, collections: Mapping[str, Collection]) -> Discovery:
    """Return the files of a site by collection. Diagnostics: E104, E306 for links out of the site, E113."""
    found = Discovery()
    for path in _walk(site, site.docs, found):
        _place_in_docs(site, path, collections, found)
    for path in _walk(site, "courses", found):
        _place_in_course(site, path, found)
    found.files.sort(key=lambda item: item.path)
    return found


def _walk(site: Site, folder: str, found: Discovery) -> Iterator[str]:
    """Yield the files below a folder, relative to the site, hidden ones left out."""
    root = Path(site.root).resolve()
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(Path(site.root) / here), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            found.diagnostics.append(
                Diagnostic(Location(here), "E113", {"read": here, "problem": error.strerror or ""})
            )
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
                found.diagnostics.append(Diagnostic(Location(path), "E306", {"read": path}))
            elif entry.is_dir():
                pending.append(path)
            else:
                yield path


def _place_in_docs(site: Site, path: str, collections: Mapping[str, Collection], found: Discovery) -> None:
    inside = path[len(site.docs) + 1 :]
    parts = inside.split("/")
    name = parts[-1]
    if name.endswith(".md"):
        return  # prose: its list comes from the host's configuration
    if not name.endswith((".yml", ".yaml")):
        found.assets.add(path)
        return
    language = site.language
    if parts[0] in LANGUAGES:
        language = parts.pop(0)
    collection = collections.get(parts[0]) if len(parts) == 2 else None
    id_ = name.rpartition(".")[0]
    if collection is None or name.endswith(".yaml") or collection.layout not in ("files", "list"):
        expected = ", ".join(
            f"{site.docs}/{each.name}/<id>.yml" for each in collections.values() if each.layout == "files"
        )
        if collection is not None and collection.layout == "files":
            expected = f"{site.docs}/{collection.name}/{id_}.yml"
        found.diagnostics.append(Diagnostic(Location(path), "E104", {"read": path, "expected": expected}))
    elif collection.layout == "list" and id_ != collection.name:
        expected = f"{site.docs}/{collection.name}/{collection.name}.yml"
        found.diagnostics.append(Diagnostic(Location(path), "E104", {"read": path, "expected": expected}))
    else:
        found.files.append(Found(collection.name, path, id_, language))


def _place_in_course(site: Site, path: str, found: Discovery) -> None:
    match path.split("/")[1:]:
        case [course, "course.yml"]:
            found.files.append(Found("courses", path, course, site.language))
        case [course, "lessons", name] if name.endswith(".md"):
            found.files.append(Found("lessons", path, name[:-3], site.language, course))
        case [course, "quizzes", name] if name.endswith(".yml"):
            found.files.append(Found("quizzes", path, name[:-4], site.language, course))
        case [*_, name] if not name.endswith((".yml", ".yaml", ".md")):
            found.assets.add(path)
        case _:
            expected = "courses/<id>/course.yml, courses/<id>/lessons/<id>.md, courses/<id>/quizzes/<id>.yml"
            found.diagnostics.append(Diagnostic(Location(path), "E104", {"read": path, "expected": expected}))
