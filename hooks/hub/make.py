"""Records and parts of lists → files in the new tree: what one process does of a build, alone or among others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from hub.content import Record
from hub.library import Library
from hub.memory import Output
from hub.outputs.api import api_line
from hub.render.catalogues import Slice
from hub.render.context import Renderer
from hub.render.data import data_files
from hub.render.lists import render_slice
from hub.render.pages import render_entry
from hub.render.shell import Shells
from hub.write import TreeWriter

KEY_SIZE = 12


@dataclass(slots=True)
class Made:
    """What came of a part of a build: files by path, lines of data files by the name of their record, counts.

    `unchanged` are the files that stand as the last build left them.
    """

    outputs: dict[str, Output] = field(default_factory=dict)
    texts: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    rendered: int = 0

    def add(self, other: Made) -> None:
        """Take over what another process made."""
        self.outputs.update(other.outputs)
        self.texts.update(other.texts)
        self.written |= other.written
        self.kept |= other.kept
        self.rendered += other.rendered


@dataclass(frozen=True, slots=True)
class Base:
    """The state of what every page of a language and depth is made of: its frame, the menu, the site."""

    states: Mapping[tuple[str, int], bytes]

    def of(self, language: str, url: str) -> bytes:
        """Return the state under a page."""
        return self.states[language, url.count("/")]


def make_base(renderer: Renderer, shells: Shells) -> Base:
    """Return the states of everything that pages have in common."""
    site = renderer.library.site
    common = [site.name, site.description, site.url, site.language, site.edit_url, str(site.with_drafts)]
    common += renderer.library.languages  # a page may lead to its translation into a language that is new
    menus = {language: [each.name for each, _ in items] for language, items in renderer.menus.items()}
    states = {key: digest(repr([common, menus, shell.pieces]).encode()) for key, shell in shells.items()}
    return Base(states)


def digest(content: bytes) -> bytes:
    """Return a short digest of a state."""
    return blake2b(content, digest_size=KEY_SIZE).digest()


def page_key(base: bytes, names: Iterable[str], library: Library, known: dict[str, bytes]) -> bytes:
    """Return the state of all that a page was made of. `known` keeps the states already asked for."""
    result = blake2b(base, digest_size=KEY_SIZE)
    for name in names:
        state = known.get(name)
        if state is None:
            state = known[name] = digest(library.state_of(name))
        result.update(state)
    return result.digest()


def line_name(record: Record) -> str:
    """Return the name under which a record's line of a data file is remembered."""
    return str(record.key)


def make_entries(
    records: Iterable[Record],
    renderer: Renderer,
    shells: Shells,
    base: Base,
    writer: TreeWriter,
    made: Made,
    states: dict[str, bytes],
) -> None:
    """Render and write the pages of some records. `states` keeps the states already asked for (see `page_key`)."""
    library = renderer.library
    for record in records:
        library.trace.start()
        page = render_entry(record, renderer, shells)
        names = library.trace.take()
        key = page_key(base.of(record.language, page.url), names, library, states)
        _write(f"{page.url}index.html", page.html.encode(), key, names, writer, made)
        made.rendered += 1


def make_lines(records: Iterable[Record], library: Library, made: Made) -> None:
    """Work out the lines of data files of some records."""
    for record in records:
        made.texts[line_name(record)] = (record.digest, api_line(record, library))


def make_slices(
    slices: Iterable[tuple[Slice, bytes]], renderer: Renderer, shells: Shells, writer: TreeWriter, made: Made
) -> None:
    """Render and write some pages of lists, each with the state of what it is made of."""
    for part, key in slices:
        page = render_slice(part, renderer, shells)
        _write(f"{page.url}index.html", page.html.encode(), key, (), writer, made)
        made.rendered += 1


def make_files(paths: Iterable[str], renderer: Renderer, writer: TreeWriter, made: Made) -> None:
    """Make and write some files of data that many entries make together."""
    library, files, states = renderer.library, data_files(renderer), dict[str, bytes]()
    for path in paths:
        library.trace.start()
        content = files[path]()
        names = library.trace.take()
        _write(path, content, page_key(b"", names, library, states), names, writer, made)


def finish(writer: TreeWriter, made: Made) -> Made:
    """Add to what was made how it came to stand on the disk."""
    made.written |= writer.written
    made.kept |= writer.kept
    return made


def _write(path: str, content: bytes, key: bytes, names: tuple[str, ...], writer: TreeWriter, made: Made) -> None:
    writer.write(path, content)
    made.outputs[path] = Output(key, names, writer.stamp(path))
