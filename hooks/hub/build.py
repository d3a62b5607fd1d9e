"""The stages of a build in their order: the one file that reads as the diagram of the house.

read_library ─► prepare ─► (the host renders shells and prose) ─► write_site
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from gettext import NullTranslations
from hashlib import blake2b
from pathlib import Path

from jinja2 import BaseLoader

from hub.collections import COLLECTIONS
from hub.content import EntryReader, Site
from hub.crew import Crew
from hub.language import SOURCE_LANGUAGE, compile_catalogue
from hub.library import Library, link
from hub.library.facets import Facets
from hub.library.published import FILE_NAME, vanished
from hub.load.entries import PlainReader, load_site
from hub.memory import Glance, Memory
from hub.outputs import Artifact
from hub.outputs.install import export_manifest, export_worker
from hub.plan import write_pages, write_search
from hub.reading import RememberingReader, Survey, survey
from hub.render.context import Renderer
from hub.render.menu import make_menu
from hub.render.offline import offline_addresses, render_offline
from hub.render.press import Press
from hub.render.shell import Shells
from hub.stages import Stages
from hub.write import SiteTree

SEARCHED = ("pages", "families")  # what the memory holds for search alone
DIGEST_LENGTH = 5  # bytes; the name of a folder, not a signature


@dataclass(frozen=True, slots=True)
class Theme:
    """What the browser sees: where templates are found, the folder of our own theme, the catalogues."""

    loader: BaseLoader
    folder: Path
    locale: Path


@dataclass(slots=True)
class Means:
    """What makes a build fast, none of it needed for its result: what is remembered, and other processes.

    `counts` and `reader` are filled by a build: what was done, and the way to whole entries.
    """

    memory: Memory | None = None
    crew: Crew | None = None
    counts: dict[str, int] = field(default_factory=dict)
    reader: PlainReader | None = None
    stages: Stages = field(default_factory=Stages)


def find_unchanged(sources: Survey, tree: SiteTree, means: Means) -> Glance | None:
    """Return what was told about a site that stands as it was built from the same sources; None for another."""
    glance = means.memory.glance if means.memory is not None else None
    if glance is None or glance.sources != sources.state:
        return None
    return glance if all(tree.has(path, stamp) for path, stamp in glance.stamps.items()) else None


def read_library(site: Site, means: Means | None = None, sources: Survey | None = None) -> Library:
    """Return the library of a site; the mistakes of its authors are in `library.diagnostics`."""
    means = means or Means()
    sources = sources or survey(site, COLLECTIONS)
    with means.stages.stage("Чтение"):
        return _read_library(site, means, sources)


def _read_library(site: Site, means: Means, sources: Survey) -> Library:
    reader = RememberingReader(site, COLLECTIONS, means.memory, means.crew, sources.digests, means.stages.count)
    library = link(site, COLLECTIONS, load_site(site, COLLECTIONS, reader, sources.discovery))
    library = with_files(library, reader)
    means.reader = reader
    means.counts["read"] = reader.read_count
    published = Path(site.root) / site.docs / FILE_NAME
    if any(item.is_error for item in library.diagnostics) or not published.is_file():
        return library  # a page missing because of another mistake is not told twice
    gone = vanished(library, f"{site.docs}/{FILE_NAME}", published.read_text("utf-8", "replace"))
    return replace(library, diagnostics=(*library.diagnostics, *gone))


def with_files(library: Library, reader: EntryReader) -> Library:
    """Return a library that knows the addresses of files beside entries, and how to read whole entries."""
    library = replace(library, files=dict(_file_addresses(library)))
    library.lend(reader)
    return library


def make_press(theme: Theme) -> Press:
    """Return the theme made ready for rendering."""
    pages = (path for name in ("pages", "partials") for path in (theme.folder / name).glob("*.html"))
    names = tuple(path.relative_to(theme.folder).as_posix() for path in pages)
    return Press(theme.loader, lambda language: read_catalogue(theme.locale, language), names)


def prepare(library: Library, press: Press) -> Renderer:
    """Return what rendering needs: templates and catalogues for each language, facets, menus."""
    environments, catalogues = press.ready(library.languages)
    menus = {language: make_menu(library, language) for language in library.languages}
    return Renderer(library, environments, catalogues, Facets(library), menus)


def read_catalogue(locale: Path, language: str) -> NullTranslations:
    """Return the translations of a language; what a catalogue lacks stays in the source language."""
    path = locale / language / "LC_MESSAGES" / "hub.po"
    found = compile_catalogue(path.read_text("utf-8")) if path.exists() else NullTranslations()
    if language != SOURCE_LANGUAGE:
        found.add_fallback(read_catalogue(locale, SOURCE_LANGUAGE))
    return found


def theme_assets(theme: Theme) -> tuple[str, list[Artifact]]:
    """Return the folder of the theme's files under their digest, and the files: one joined style, scripts.

    Whatever the styles import stays relative, because they share one folder.
    """
    source = theme.folder / "assets"
    styles = sorted((source / "css").glob("*.css"), key=lambda path: (path.name != "tokens.css", path.name))
    files = {"hub.css": b"\n".join(path.read_bytes() for path in styles)}
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source).as_posix()
        if path.is_file() and not relative.startswith("css/"):
            files[relative] = path.read_bytes()
    digest = blake2b(digest_size=DIGEST_LENGTH)
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    folder = f"assets/{digest.hexdigest()}/"
    return folder, [Artifact(folder + name, content) for name, content in files.items()]


def install_files(
    theme: Theme, renderer: Renderer, shells: Shells, assets: str, shell: Iterable[Artifact]
) -> list[Artifact]:
    """Return what lets a browser keep the site: the worker and its page, the manifest and its icons.

    `shell` are the theme's files in their folder `assets`: the worker keeps every one.
    """
    library = renderer.library
    pages = [Artifact(f"{page.url}index.html", page.html.encode()) for page in render_offline(renderer, shells)]
    icons = {path.name: path.read_bytes() for path in sorted((theme.folder / "icons").iterdir())}
    addresses = {name: f"assets/files/{_short_digest(content)}/{name}" for name, content in icons.items()}
    names = [artifact.path.removeprefix(assets) for artifact in shell]
    source = (theme.folder / "sw.js").read_text("utf-8")
    return [
        *pages,
        *(Artifact(addresses[name], content) for name, content in icons.items()),
        export_manifest(library.site, addresses),
        export_worker(source, assets, names, offline_addresses(library), [page.content for page in pages]),
    ]


def write_site(
    renderer: Renderer,
    shells: Shells,
    artifacts: Iterable[Artifact],
    tree: SiteTree,
    press: Press,
    means: Means | None = None,
) -> bool:
    """Write everything into the new tree, and index it for search. Does not swap.

    `artifacts` are the files that are ready: of the theme, of the host. Returns whether anything changed; if not,
    there is no new tree.
    """
    means = means or Means()
    library = renderer.library
    if means.crew is not None and means.crew.pays(len(library.records)) and means.counts["read"]:
        press.warm()
    ready = [*artifacts, *_content_files(library)]
    with means.stages.stage("Страницы"):
        made = write_pages(renderer, shells, ready, tree, means.memory, means.crew, means.counts, means.stages)
    if made is None:
        return False
    with means.stages.stage("Поиск"):
        pages = write_search(library, made, tree, means.memory, means.crew, means.stages)
        if means.memory is not None:
            means.memory.take(made.outputs, pages)
            for name in SEARCHED:
                means.memory.prepare(name)
    means.counts["written"] = len(tree.written)
    return True


def remember(library: Library, sources: Survey, means: Means, *, is_changed: bool) -> None:
    """Keep for the next build what this one learned; to be called when the new site stands."""
    memory = means.memory
    if memory is None:
        return
    if means.counts["read"]:
        memory.keep("sources")
    if is_changed:
        for name in ("outputs", "texts", *SEARCHED):
            memory.keep(name)
    stamps = {path: output.stamp for path, output in memory.outputs.items()}
    memory.keep_glance(Glance(sources.state, stamps, tuple(library.diagnostics)))


# -- files beside entries


def _file_addresses(library: Library) -> Iterator[tuple[str, str]]:
    for path in sorted(library.assets):
        content = (Path(library.site.root) / path).read_bytes()
        yield path, f"assets/files/{_short_digest(content)}/{Path(path).name}"


def _short_digest(content: bytes) -> str:
    return blake2b(content, digest_size=DIGEST_LENGTH).hexdigest()


def _content_files(library: Library) -> Iterator[Artifact]:
    for path, url in library.files.items():
        yield Artifact(url, (Path(library.site.root) / path).read_bytes())
