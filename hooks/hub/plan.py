"""The writing of a site: what is due (see `hub.due`) is made, by one process or several, the rest is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hub.content import Record
from hub.crew import CHUNK, Crew
from hub.due import Due, find_due, with_pages
from hub.kept import COURSES, write_courses
from hub.library import Library
from hub.make import (
    Base,
    Made,
    digest,
    finish,
    line_name,
    make_base,
    make_entries,
    make_files,
    make_lines,
    make_slices,
)
from hub.memory import Memory, Output
from hub.outputs import Artifact
from hub.outputs.api import api_path, join_lines
from hub.outputs.feeds import export_feeds
from hub.outputs.learning import export_learning
from hub.outputs.sitemap import export_sitemap
from hub.render.catalogues import Slice, catalogue_files
from hub.render.context import Renderer
from hub.render.lists import all_slices, indexed_lists, render_landings
from hub.render.offline import offline_addresses
from hub.render.pages import entry_url, render_redirects
from hub.render.shell import Shells
from hub.search.pages import SearchPage, read_page
from hub.search.stage import Pages, make_indexes
from hub.search.stage import state_of as state_of_pages
from hub.stages import Stages
from hub.write import SiteTree, TreeWriter

SEARCH = ("search index",)  # what files of the index are made of: every page


def write_pages(
    renderer: Renderer,
    shells: Shells,
    ready: Iterable[Artifact],
    tree: SiteTree,
    memory: Memory | None,
    crew: Crew | None,
    counts: dict[str, int],
    stages: Stages,
) -> Made | None:
    """Write all but the search index into the new tree; return None, with no tree begun, when nothing changed.

    `ready` are files whose content is known. `counts` gets how many pages were rendered and files written.
    """
    base = make_base(renderer, shells)
    remembered = memory.outputs if memory is not None else {}
    due = find_due(renderer, base, remembered, tree)
    files = [*ready, *_small_files(renderer, shells), *export_feeds(renderer.library, renderer.speakers)]
    files += export_sitemap(renderer.library, sorted(_addresses(renderer, files)))
    index = {path: output for path, output in remembered.items() if output.names in (SEARCH, COURSES)}
    lost = remembered.keys() - due.keep.keys() - {artifact.path for artifact in files} - index.keys()
    lost |= {path for path, output in index.items() if not tree.has(path, output.stamp)}
    counts["rendered"] = counts["written"] = 0
    is_due = due.pages or due.slices or due.data or due.indexes or due.learning or due.files
    if remembered and not is_due and not lost and all(_stands(artifact, remembered, tree) for artifact in files):
        return None
    tree.begin()
    made = _make(due, renderer, shells, base, tree, memory, crew, stages)
    for path, output in due.keep.items():
        if tree.keep(path):
            made.outputs[path] = output
            made.unchanged.add(path)
    for artifact in files:
        tree.write(artifact.path, artifact.content)
        made.outputs[artifact.path] = Output(digest(artifact.content), (), tree.stamp(artifact.path))
    write_courses(renderer.library, made, tree, memory)
    counts["rendered"] = made.rendered
    return made


def write_search(
    library: Library, made: Made, tree: SiteTree, memory: Memory | None, crew: Crew | None, stages: Stages
) -> Pages:
    """Write the search index into the new tree, or keep the old one if no page says anything new.

    Returns what every page is found by.
    """
    pages = _found_by(library, made, tree, memory, crew, stages)
    state = state_of_pages(pages)
    remembered = memory.outputs if memory is not None else {}
    index = {path: output for path, output in remembered.items() if output.names == SEARCH}
    if index and all(output.key == state for output in index.values()) and all(map(tree.keep, index)):
        made.outputs.update(index)
        return pages
    families = memory.families if memory is not None else {}
    for artifact in make_indexes(pages, families):
        tree.write(artifact.path, artifact.content)
        made.outputs[artifact.path] = Output(state, SEARCH, tree.stamp(artifact.path))
    return pages


def _found_by(
    library: Library, made: Made, tree: SiteTree, memory: Memory | None, crew: Crew | None, stages: Stages
) -> Pages:
    """Return what each page of the new tree is found by; those that did not change are remembered."""
    remembered = memory.pages if memory is not None and made.unchanged else {}
    pages = {path: remembered[path] for path in made.unchanged if path in remembered}
    due = [path for path in made.outputs if path.endswith("index.html") and path not in pages]

    def read(paths: Sequence[str]) -> Pages:
        return {path: _read(path) for path in paths}

    def _read(path: str) -> tuple[str, SearchPage | None]:
        first = path.partition("/")[0]  # pages of other languages than the main one stand in folders named by them
        page = read_page(path.removesuffix("index.html"), (tree.next / path).read_text("utf-8"))
        return first if first in library.languages else library.site.language, page

    if crew is not None and crew.pays(len(due)):
        for some in crew.share(due, read, lambda done: stages.count(done, len(due))):
            pages.update(some)
    else:
        pages.update(read(due))
    return pages


def _make(
    due: Due,
    renderer: Renderer,
    shells: Shells,
    base: Base,
    tree: SiteTree,
    memory: Memory | None,
    crew: Crew | None,
    stages: Stages,
) -> Made:
    library = renderer.library
    texts = memory.texts if memory is not None and due.data else {}
    lines = [
        record
        for name in due.data
        for record in library.entries(name)
        if texts.get(line_name(record), (b"",))[0] != record.digest
    ]
    made, states = Made(), dict[str, bytes]()
    if crew is not None and crew.pays(len(due.pages) + len(due.slices)):
        _share(due, lines, renderer, shells, base, tree, crew, stages, made)
    else:
        for start in range(0, len(due.pages), CHUNK):
            make_entries(due.pages[start : start + CHUNK], renderer, shells, base, tree, made, states)
            stages.count(start, len(due.pages))
        make_lines(lines, library, made)
        make_slices(((part, due.slices[part.url]) for part in due.parts), renderer, shells, tree, made)
    for name, key in due.data.items():
        records = library.entries(name)
        known = (made.texts.get(line_name(each)) or texts[line_name(each)] for each in records)
        content = join_lines(line for _, line in known)
        _put(api_path(name), content, key, tree, made)
    for language, key in due.learning.items():
        artifact = export_learning(library, language, renderer.speakers[language])
        _put(artifact.path, artifact.content, key, tree, made)
    for collection, language, path in indexed_lists(renderer):
        if path in due.indexes:
            for each, text in catalogue_files(collection, renderer, language):
                _put(each, text.encode(), due.indexes[path], tree, made)
    make_files(due.files, renderer, tree, made)
    texts.update(made.texts)
    return made


def _share(
    due: Due,
    lines: list[Record],
    renderer: Renderer,
    shells: Shells,
    base: Base,
    tree: SiteTree,
    crew: Crew,
    stages: Stages,
    made: Made,
) -> None:
    """Let several processes make the pages and the lines of data files."""
    wanted = {id(record) for record in lines}
    items: list[Record | Slice] = [*due.pages, *due.parts]
    states = dict[str, bytes]()  # each process fills its own

    def work(chunk: Sequence[Record | Slice]) -> Made:
        writer, some = TreeWriter(tree.site, tree.next, is_copy=tree.is_copy), Made()
        records = [each for each in chunk if isinstance(each, Record)]
        make_entries(records, renderer, shells, base, writer, some, states)
        make_lines((record for record in records if id(record) in wanted), renderer.library, some)
        parts = ((each, due.slices[each.url]) for each in chunk if isinstance(each, Slice))
        make_slices(parts, renderer, shells, writer, some)
        return finish(writer, some)

    for some in crew.share(items, work, lambda done: stages.count(done, len(items))):
        made.add(some)
    rest = [record for record in lines if line_name(record) not in made.texts]
    make_lines(rest, renderer.library, made)
    tree.add(made.written, made.kept)


def _put(path: str, content: bytes, key: bytes, tree: SiteTree, made: Made) -> None:
    tree.write(path, content)
    made.outputs[path] = Output(key, (), tree.stamp(path))


def _small_files(renderer: Renderer, shells: Shells) -> Iterator[Artifact]:
    """Yield what is few and cheap enough to be made at every build: landing pages, former addresses."""
    for page in (*render_landings(renderer, shells), *render_redirects(renderer)):
        yield Artifact(f"{page.url}index.html", page.html.encode())


def _addresses(renderer: Renderer, files: Iterable[Artifact]) -> Iterator[str]:
    """Yield the addresses for the sitemap: every page but search, the worker's pages and former addresses."""
    library = renderer.library
    hidden = {page.url for page in render_redirects(renderer)} | set(offline_addresses(library).values())
    for record in with_pages(renderer):
        yield entry_url(record, library)
    for part in all_slices(renderer):
        yield part.url
    for artifact in files:
        url, _, name = artifact.path.rpartition("index.html")
        if artifact.path.endswith("index.html") and not name and not url.endswith("search/") and url not in hidden:
            yield url


def _stands(artifact: Artifact, remembered: dict[str, Output], tree: SiteTree) -> bool:
    known = remembered.get(artifact.path)
    return known is not None and known.key == digest(artifact.content) and tree.has(artifact.path, known.stamp)
