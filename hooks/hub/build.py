"""The stages of a build in their order: the one file that reads as the diagram of the house.

read_library ─► prepare ─► (the host renders shells and prose) ─► write_site
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from gettext import NullTranslations
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from jinja2 import BaseLoader

from hub.collections import COLLECTIONS
from hub.content import Site
from hub.language import SOURCE_LANGUAGE, compile_catalogue
from hub.library import Library, link
from hub.library.facets import facets_of
from hub.library.published import FILE_NAME, vanished
from hub.load.entries import load_site
from hub.outputs import Artifact
from hub.outputs.api import export_api
from hub.outputs.sitemap import export_sitemap
from hub.render.context import Renderer
from hub.render.lists import render_indexes, render_landings, render_lists
from hub.render.menu import make_menu
from hub.render.pages import render_entries, render_redirects
from hub.render.shell import RenderedPage, Shells
from hub.render.templates import make_environment
from hub.write import SiteTree
from hub.write.search_index import write_search_index

DIGEST_LENGTH = 5  # bytes; the name of a folder, not a signature


@dataclass(frozen=True, slots=True)
class Theme:
    """What the browser sees: where templates are found, the folder of our own theme, the catalogues."""

    loader: BaseLoader
    folder: Path
    locale: Path


def read_library(site: Site) -> Library:
    """Return the library of a site; the mistakes of its authors are in `library.diagnostics`."""
    library = link(site, COLLECTIONS, load_site(site, COLLECTIONS))
    published = Path(site.root) / site.docs / FILE_NAME
    if any(item.is_error for item in library.diagnostics) or not published.is_file():
        return library  # a page missing because of another mistake is not told twice
    gone = vanished(library, f"{site.docs}/{FILE_NAME}", published.read_text("utf-8", "replace"))
    return replace(library, diagnostics=(*library.diagnostics, *gone))


def prepare(library: Library, theme: Theme) -> Renderer:
    """Return what rendering needs: templates and catalogues for each language, addresses of files."""
    catalogues = read_catalogues(theme.locale, library.languages)
    return Renderer(
        library=library,
        facets=MappingProxyType(
            {
                (collection.name, language): facets_of(collection, library, language)
                for collection in library.collections.values()
                if collection.has_pages
                for language in library.languages
            }
        ),
        menus=MappingProxyType({language: make_menu(library, language) for language in library.languages}),
        environments=MappingProxyType(
            {language: make_environment(theme.loader, catalogue) for language, catalogue in catalogues.items()}
        ),
        catalogues=MappingProxyType(catalogues),
        asset_urls=MappingProxyType(dict(_asset_urls(library))),
    )


def read_catalogues(locale: Path, languages: Iterable[str]) -> dict[str, NullTranslations]:
    """Return the translations of each language; what a catalogue lacks stays in the source language."""
    found: dict[str, NullTranslations] = {}
    for language in languages:
        path = locale / language / "LC_MESSAGES" / "hub.po"
        found[language] = compile_catalogue(path.read_text("utf-8")) if path.exists() else NullTranslations()
    if SOURCE_LANGUAGE in found:
        for language, catalogue in found.items():
            if language != SOURCE_LANGUAGE:
                catalogue.add_fallback(found[SOURCE_LANGUAGE])
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


def write_site(
    renderer: Renderer, shells: Shells, prose_urls: Iterable[str], extra: Iterable[Artifact], tree: SiteTree
) -> None:
    """Render, export and write everything into the new tree, and index it for search. Does not swap."""
    library = renderer.library
    urls = set(prose_urls)
    for page in _pages(renderer, shells):
        urls.add(page.url)
        tree.write(f"{page.url}index.html", page.html.encode("utf-8"))
    for redirect in render_redirects(renderer):
        tree.write(f"{redirect.url}index.html", redirect.html.encode("utf-8"))
    for path, text in render_indexes(renderer):
        tree.write(path, text.encode("utf-8"))
    for artifact in (*extra, *_content_files(library), *export_api(library)):
        tree.write(artifact.path, artifact.content)
    for artifact in export_sitemap(library, sorted(url for url in urls if not url.endswith("search/"))):
        tree.write(artifact.path, artifact.content)
    write_search_index(tree)


def _pages(renderer: Renderer, shells: Shells) -> Iterator[RenderedPage]:
    yield from render_entries(renderer, shells)
    yield from render_landings(renderer, shells)
    yield from render_lists(renderer, shells)


# -- files beside entries


def _asset_urls(library: Library) -> Iterator[tuple[str, str]]:
    for path in sorted(library.assets):
        yield path, _asset_url(library, path)


def _asset_url(library: Library, path: str) -> str:
    content = (Path(library.site.root) / path).read_bytes()
    return f"assets/files/{blake2b(content, digest_size=DIGEST_LENGTH).hexdigest()}/{Path(path).name}"


def _content_files(library: Library) -> Iterator[Artifact]:
    for path, url in _asset_urls(library):
        yield Artifact(url, (Path(library.site.root) / path).read_bytes())
