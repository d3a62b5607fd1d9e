"""Pages of every language → their search indexes, made anew only when a page says something else than before."""

from __future__ import annotations

from hashlib import blake2b

from hub.outputs import Artifact
from hub.search.families import families_of
from hub.search.index import export_search, vocabulary_of
from hub.search.pages import SearchPage

# By the path of the file: the language of the page and what it is found by; None for one that search leaves out.
Pages = dict[str, tuple[str, SearchPage | None]]


def state_of(pages: Pages) -> bytes:
    """Return what changes with anything that the indexes are made of."""
    digest = blake2b(digest_size=12)
    for path, found in sorted(pages.items()):
        if found[1] is not None:
            digest.update(repr((path, found)).encode())
    return digest.digest()


def make_indexes(pages: Pages, families: dict[str, dict[str, frozenset[str]]]) -> list[Artifact]:
    """Return the files of all indexes. `families` holds what is known of words by language, and gets what is new."""
    found: list[Artifact] = []
    for language in sorted({language for language, page in pages.values() if page is not None}):
        own = [page for spoken, page in pages.values() if page is not None and spoken == language]
        families[language] = families_of(sorted(vocabulary_of(own)), language, families.get(language, {}))
        found += export_search(own, families[language], language)
    return found
