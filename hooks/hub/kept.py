"""The lists of courses that browsers may keep: written when everything that they name stands in the new tree."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from hub.library import Library
from hub.make import Made, digest
from hub.memory import Memory, Output
from hub.outputs.offline import Course, courses_of, export_course
from hub.write import SiteTree

COURSES = ("courses to keep",)  # what their lists are made of: files of the site, not entries
THEME, FILES = "assets/", "assets/files/"
VERSION_SIZE = 8


def write_courses(library: Library, made: Made, tree: SiteTree, memory: Memory | None) -> None:
    """Write the lists; those of courses of which nothing changed are kept."""
    remembered = memory.outputs if memory is not None else {}
    shell = [path for path in sorted(made.outputs) if path.startswith(THEME) and not path.startswith(FILES)]
    for course in courses_of(library):
        paths = [path for path in (*course.pages, *course.files, *course.media) if path in made.outputs]
        state = digest(repr([(path, made.outputs[path].key) for path in (*paths, *shell)]).encode())
        known = remembered.get(course.path)
        if known is not None and known.names == COURSES and known.key == state and tree.keep(course.path):
            made.outputs[course.path] = known
            continue
        sizes = {path: tree.stamp(path)[0] for path in (*paths, *shell)}
        artifact = export_course(course, shell, sizes, _version(course, paths, shell, tree))
        tree.write(course.path, artifact.content)
        made.outputs[course.path] = Output(state, COURSES, tree.stamp(course.path))


def _version(course: Course, paths: Sequence[str], shell: Sequence[str], tree: SiteTree) -> str:
    """Return what changes with anything that is kept. The addresses of files and of the theme name their digests."""
    result = blake2b(repr((paths, shell, course.title)).encode(), digest_size=VERSION_SIZE)
    for path in paths:
        if not path.startswith(THEME):
            result.update((tree.next / path).read_bytes())
    return result.hexdigest()
