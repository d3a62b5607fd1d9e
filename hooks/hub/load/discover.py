"""A site's folders → the files of every collection, the files that belong to none, and the pictures.

Only names are looked at here; what a file holds is read by `hub.load.entries`.
"""

from __future__ import annotations

import difflib
import errno
import functools
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hub.content import Collection, Key, Site
from hub.diagnostics import Diagnostic, Location
from hub.fields import ID_PATTERN, suggest_id
from hub.language import N_

LANGUAGES = ("cs", "en")  # languages beside the site's own; each is a reserved name at the top
RESERVED = ("api", "assets", *LANGUAGES)
RESERVED_IDS = ("by",)

# Some editors write `new.YML` or `new.yml.txt`, and show neither.
_READABLE = re.compile(r"(.+)\.(ya?ml|md)(?:\.txt)?", re.IGNORECASE)
# … and a plain text editor gives its own ending, or none, to a text that was never saved as anything else.
_PLAIN_TEXT = re.compile(r"([^.]+)(?:\.txt)?", re.IGNORECASE)

# The system's words for these are in the language of the machine, not of the author.
_UNREADABLE = {
    errno.ENOENT: N_("такого файла нет"),
    errno.EACCES: N_("нет права на чтение"),
    errno.EISDIR: N_("это папка"),
    errno.ENOTDIR: N_("это не папка"),
    errno.ELOOP: N_("символические ссылки ведут по кругу"),
    errno.ENAMETOOLONG: N_("слишком длинное имя"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a collection: its path relative to the site, and what its place says of it."""

    collection: str
    path: str
    id: str
    language: str
    course: str | None = None

    @property
    def key(self) -> Key:
        """The name of the entry; the file of a list holds many and is named `*`."""
        if self.course is not None and self.collection != "courses":
            return Key(self.collection, f"{self.course}/{self.id}")
        return Key(self.collection, self.id)


@dataclass(slots=True)
class Discovery:
    """All that lies in the folders.

    `refused` are the paths that may not be read, `holes` the entries that are known to exist there.
    """

    files: list[Found] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    holes: set[Key] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(self, path: str, problem: Diagnostic) -> None:
        """Keep a file or folder from being read."""
        self.refused.add(path)
        self.diagnostics.append(problem)


def discover(site: Site, collections: Mapping[str, Collection]) -> Discovery:
    """Return the files of a site by collection. Diagnostics: E104, E113, E115, E116, E305."""
    found = Discovery()
    for folder, place in ((site.docs, _place_in_docs), ("courses", _place_in_course)):
        for path, problem in _walk(site, folder, found):
            meant = place(site, path, collections)
            if problem is not None:
                found.refuse(path, problem)
            elif meant is None:
                if not path.endswith(".md"):  # prose: its list comes from the host's configuration
                    found.assets.add(path)
            elif meant.path == path:
                found.files.append(meant)
            else:
                values = {"read": path, "expected": _with_good_name(meant.path)}
                found.refuse(path, Diagnostic(Location(path), "E104", values))
            if meant is not None and path in found.refused:
                found.holes.add(meant.key)
    _find_courses_without_a_file(found)
    found.files.sort(key=lambda item: item.path)
    return found


def tell_unreadable(path: str, error: OSError) -> Diagnostic:
    """Return E113 for a file or folder that the system does not open."""
    number = error.errno or 0
    return Diagnostic(Location(path), "E113", {"read": path, "problem": _UNREADABLE.get(number, f"ошибка {number}")})


def _walk(site: Site, folder: str, found: Discovery) -> Iterator[tuple[str, Diagnostic | None]]:
    """Yield the files below a folder, relative to the site, hidden ones left out; with what forbids reading."""
    root = Path(site.root).resolve()
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(Path(site.root) / here), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            found.refuse(here, tell_unreadable(here, error))
            continue
        for entry in entries:
            path = f"{here}/{entry.name}"
            if entry.name.startswith("."):
                continue
            problem = _problem_of(root, path, entry)
            if problem is None and entry.is_dir():
                pending.append(path)
            else:
                yield path, problem


def _problem_of(root: Path, path: str, entry: os.DirEntry[str]) -> Diagnostic | None:
    """Return why a file or folder may not be read, judging by its name and by where it leads."""
    if not entry.name.isprintable():
        shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in path)
        values = {"read": shown.rpartition("/")[2], "suggestion": suggest_id(Path(shown).stem)}
        return Diagnostic(Location(shown), "E115", values)
    if entry.is_symlink():
        return _problem_of_link(root, path, Path(entry.path))
    if not entry.is_dir() and not entry.is_file():
        return Diagnostic(Location(path), "E113", {"read": path, "problem": N_("это не обычный файл")})
    return None


def _problem_of_link(root: Path, path: str, link: Path) -> Diagnostic | None:
    try:
        target = link.resolve(strict=True)
    except OSError as error:
        return tell_unreadable(path, error)
    except RuntimeError:  # how Python before 3.13 says ELOOP
        return tell_unreadable(path, OSError(errno.ELOOP, ""))
    if not target.is_relative_to(root):
        return Diagnostic(Location(path), "E116", {"read": path})
    if any(parent.resolve() == target for parent in link.parents):
        return tell_unreadable(path, OSError(errno.ELOOP, ""))
    return None


def _with_good_name(path: str) -> str:
    """Return a path whose last name is an id, so that nobody renames a file twice."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    return path if ID_PATTERN.fullmatch(stem) else f"{folder}/{suggest_id(stem)}.{ending}"


def _read_name(name: str) -> tuple[str, str]:
    """Return the stem and the ending of a file that was meant to be read; no ending for any other."""
    match = _READABLE.fullmatch(name)
    return (match[1], match[2].lower()) if match else (name, "")


@functools.lru_cache(maxsize=1000)
def _nearest_collection(folder: str, names: tuple[str, ...]) -> str | None:
    """Return the collection that the name of a folder is, or is most like."""
    return next(iter(difflib.get_close_matches(folder, names, n=1)), None)


def _place_in_docs(site: Site, path: str, collections: Mapping[str, Collection]) -> Found | None:
    """Return the entry file that a path is or was meant to be, with the path where it belongs."""
    *folders, name = path[len(site.docs) + 1 :].split("/")
    stem, suffix = _read_name(name)
    if suffix == "md" and not path.endswith(".md"):
        return Found("", "/".join([site.docs, *folders, f"{stem}.md"]), stem, site.language)
    if suffix not in ("yml", "yaml"):
        return None
    language, prefix = site.language, f"{site.docs}/"
    if folders and folders[0] in LANGUAGES:
        language = folders.pop(0)
        prefix += f"{language}/"
    meant = next((each for folder in folders if (each := _nearest_collection(folder, tuple(collections)))), None)
    collection = collections[meant] if meant is not None else None
    if collection is None:
        return Found("", f"{prefix}<раздел>/{stem}.yml", stem, language)
    if collection.layout == "list":
        return Found(collection.name, f"{prefix}{collection.name}/{collection.name}.yml", "*", language)
    if collection.layout == "files":
        return Found(collection.name, f"{prefix}{collection.name}/{stem}.yml", stem, language)
    course = folders[-1] if stem == "course" and len(folders) > 1 else stem
    ends = {"course": f"{course}/course.yml", "lessons": f"<курс>/lessons/{stem}.md"}
    return Found("", "courses/" + ends.get(collection.layout, f"<курс>/quizzes/{stem}.yml"), stem, language)


def _place_in_course(site: Site, path: str, _collections: Mapping[str, Collection]) -> Found | None:
    """Return the entry file that a path is or was meant to be, with the path where it belongs."""
    *folders, name = path.split("/")[1:]
    stem, suffix = _read_name(name)
    if folders[1:] in (["lessons"], ["quizzes"]) and (plain := _PLAIN_TEXT.fullmatch(name)):
        stem, suffix = plain[1], "txt"
    if not suffix:
        return None
    if not folders:
        return Found("courses", f"courses/{stem}/course.yml", stem, site.language)
    course = folders[0]
    own = f"courses/{course}/course.yml"
    # A file of fields right in the folder is the course itself under another name, unless it has one already.
    if len(folders) == 1 and suffix != "md" and (stem == "course" or not (Path(site.root) / own).exists()):
        return Found("courses", own, course, site.language)
    if ("lessons" in folders and suffix not in ("yml", "yaml")) or (suffix == "md" and "quizzes" not in folders):
        return Found("lessons", f"courses/{course}/lessons/{stem}.md", stem, site.language, course)
    return Found("quizzes", f"courses/{course}/quizzes/{stem}.yml", stem, site.language, course)


def _find_courses_without_a_file(found: Discovery) -> None:
    """Tell of lessons that belong to no course: nothing would lead to them."""
    written = {item.id for item in found.files if item.collection == "courses"}
    for course in sorted({item.course for item in found.files if item.course is not None} - written):
        key = Key("courses", course)
        if key not in found.holes:
            path = f"courses/{course}/course.yml"
            found.diagnostics.append(Diagnostic(Location(path), "E305", {"read": path, "advice": ""}))
            found.holes.add(key)
