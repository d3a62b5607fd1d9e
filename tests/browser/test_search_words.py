"""Search by words of a dictionary: every form finds the others, a slip is forgiven, a designation comes first."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from hub.search.families import make_stemmer
from hub.search.pages import SearchPage
from hub.search.stage import Pages, make_indexes
from hub.search.words import STOP_WORDS, is_said, words_of
from tests.servers import Server
from tests.sites import REPOSITORY, TESTS

OpenPage = Callable[..., Page]
FIXTURES = TESTS / "fixtures" / "search"
SCRIPTS = REPOSITORY / "hooks" / "theme" / "assets"

# The number of the page that a word stands on, among those that each query finds.
FOUND = """async ([queries, base]) => {
  const { Engine } = await import(base + "js/engine.js");
  const engine = new Engine(base + "search/ru/", "ru");
  await engine.load();
  const found = [];
  for (const [query, url] of queries) {
    const { results } = await engine.find(query);
    const pages = await Promise.all(results.slice(0, 30).map(({ id }) => engine.pageOf(id)));
    found.push(pages.findIndex((page) => page.url === url));
  }
  return found;
}"""


def rows(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


FORMS, TYPOS, DESIGNATIONS = rows("forms.tsv"), rows("typos.tsv"), rows("designations.tsv")


# A text as the browser takes it apart: its words, those that say something, their stems.
SPLIT = """async ([texts, base]) => {
  const { wordsOf, isSaid, stemOf } = await import(base + "js/words.js");
  return texts.map((text) => wordsOf(text).map((word) => [word, isSaid(word), stemOf(word, "ru")]));
}"""


def test_browser_and_build_take_a_text_apart_alike(lemmas: str, open_page: OpenPage) -> None:
    stem = make_stemmer("ru")
    texts = [row[name] for row in FORMS for name in ("lemma", "form")]
    texts += [row["query"] for row in DESIGNATIONS]
    texts += sorted(STOP_WORDS)
    texts += ["Ёлка, ЁЖ и за\u0301мок", "gostr52495-2005", "ISO/IEC 40500:2012", "a_b c-d", "№ 152-ФЗ", "Praha město"]
    expected = [[[word, is_said(word), stem(word)] for word in words_of(text)] for text in texts]

    assert open_page(lemmas).evaluate(SPLIT, [texts, lemmas]) == expected


def serve_words(folder: Path, words: Sequence[str]) -> None:
    """Write an index of pages that say one word each, beside the scripts."""
    folder.mkdir()
    for name in ("js", "vendor"):
        (folder / name).symlink_to(SCRIPTS / name)
    (folder / "index.html").write_text("<!doctype html><html lang=ru><title>x</title>", "utf-8")
    pages: Pages = {
        word: ("ru", SearchPage(f"{word}/", "Страница", f"№ {number}", "", False, f"{next(words_of(word))} 1"))
        for number, word in enumerate(words)
    }
    for artifact in make_indexes(pages, {}):
        (folder / artifact.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / artifact.path).write_bytes(artifact.content)


@pytest.fixture(scope="module")
def lemmas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lemmas") / "site"
    serve_words(folder, [row["lemma"] for row in FORMS])
    with Server(folder) as address:
        yield address


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("forms") / "site"
    serve_words(folder, sorted({row["form"] for row in FORMS}))
    with Server(folder) as address:
        yield address


def share(page: Page, address: str, queries: Sequence[tuple[str, str]]) -> float:
    """Return which share of queries finds the page of its word."""
    found = page.evaluate(FOUND, [[[query, f"{word}/"] for query, word in queries], address])
    return float(sum(place >= 0 for place in found) / len(queries))


def check_words(open_page: OpenPage, lemmas: str, forms: str, step: int) -> None:
    pairs = [(row["lemma"], row["form"]) for row in FORMS][::step]
    page = open_page(lemmas)
    assert share(page, lemmas, [(form, lemma) for lemma, form in pairs]) >= 0.95
    typos = TYPOS[:: max(1, step // 5)]
    assert share(page, lemmas, [(row["typo"], row["lemma"]) for row in typos]) >= 0.85
    assert share(open_page(forms), forms, pairs) >= 0.95


def test_some_forms_and_slips_find_their_word(lemmas: str, forms: str, open_page: OpenPage) -> None:
    check_words(open_page, lemmas, forms, 50)


@pytest.mark.long
def test_every_form_and_slip_finds_its_word(lemmas: str, forms: str, open_page: OpenPage) -> None:
    assert len(FORMS) == 2000
    check_words(open_page, lemmas, forms, 1)


def places(open_page: OpenPage, server: str, queries: Sequence[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Return the queries whose page does not stand first, with its place."""
    page = open_page(server + "search/")
    script = page.eval_on_selector("script[type=module]", "element => element.src")
    code = FOUND.replace('base + "js/engine.js"', "base.script").replace('base + "search/ru/"', "base.index")
    base = {"script": script.replace("main.js", "engine.js"), "index": server + "search/ru/"}
    found = page.evaluate(code, [[list(query) for query in queries], base])
    return [(query, url, place) for (query, url), place in zip(queries, found, strict=True) if place != 0]


def test_designation_in_any_spelling_finds_its_standard_first(hub_server: str, open_page: OpenPage) -> None:
    assert places(open_page, hub_server, [(row["query"], row["path"]) for row in DESIGNATIONS]) == []


def test_exact_title_finds_its_page_first(hub_server: str, hub_site: Path, open_page: OpenPage) -> None:
    lines = [
        line.split("\t")
        for path in sorted((hub_site / "search" / "ru").glob("p*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]
    titles: dict[str, list[str]] = {}
    for url, title in lines:
        titles.setdefault(title.lower(), []).append(url)
    queries = [(title, urls[0]) for title, urls in titles.items() if len(urls) == 1]
    assert len(queries) > 200

    assert places(open_page, hub_server, queries) == []
