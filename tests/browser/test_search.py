"""Search in Russian: another form of the word finds the page."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_violations
from tests.sites import TESTS

OpenPage = Callable[..., Page]
PAIRS_FILE = TESTS / "fixtures" / "search" / "pairs.tsv"

# What the page's own module finds, as addresses: the same engine and the same normalisation as the page.
FIND = """async ([query, base]) => {
  const search = await import(base.script);
  return (await search.find(query, base.engine)).map((url) => url.replace(/^\\//, ""));
}"""


def read_pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row]
    return [(row[0], row[1]) for row in rows if not row[0].startswith("#") and row[0] != "query"]


def test_another_form_of_a_word_finds_the_page(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "search/")
    script = page.eval_on_selector("script[type=module]", "element => element.src").replace("main.js", "search.js")
    base = {"script": script, "engine": hub_server + "search/ru/"}
    missed = [
        (query, path)
        for query, path in read_pairs(PAIRS_FILE)
        if path.strip("/") not in {url.strip("/") for url in page.evaluate(FIND, [query, base])}
    ]

    assert missed == []


def test_results_are_shown_counted_and_lead_to_pages(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server)
    page.fill("#find", "стандартами организаций")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results li")

    assert page.url.endswith(
        "search/?q=" + page.evaluate("encodeURIComponent('стандартами организаций').replace(/%20/g, '+')")
    )
    assert page.inner_text("[data-search-count]").startswith("Найден")
    assert page.locator(".results mark").count() > 0
    spacing = page.evaluate(
        "['line-height', 'font-size'].map((name) => parseFloat(getComputedStyle("
        "document.querySelector('.results mark').parentElement).getPropertyValue(name)))"
    )
    assert spacing[0] / spacing[1] < 1.7, "a passage is read as any text, not spaced for the fields of a quiz"
    assert axe_violations(page) == []
    page.locator(".results a").first.click()
    page.wait_for_selector("h1")
    assert page.locator("h1").inner_text() != "Поиск"


def test_nothing_found_says_so_and_helps(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "search/?q=щщщщщ")
    page.wait_for_function("document.querySelector('[data-search-count]').textContent === 'Ничего не найдено'")

    assert page.locator("[data-search-help]").is_visible()


def test_engine_is_loaded_only_for_a_search(hub_server: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(hub_server + "search/", wait_until="networkidle")

    assert [url for url in asked if "search/ru/" in url or "engine.js" in url] == []


@pytest.mark.parametrize("scripts", [False])
def test_without_scripts_the_page_leads_to_the_shelves(hub_server: str, open_page: OpenPage, scripts: bool) -> None:
    page = open_page(hub_server + "search/", scripts=scripts)

    assert page.locator("[data-search-help] a").count() >= 6


def test_results_are_narrowed_by_kind_of_page(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "search/?q=" + "стандарт")
    page.wait_for_selector("[data-search-kinds] button")
    all_found = int(page.inner_text("[data-search-count]").split()[1])
    term = page.locator("[data-search-kinds] button", has_text="Термин")
    expected = int(term.inner_text().split()[-1])
    term.click()
    page.wait_for_function(f"document.querySelector('[data-search-count]').textContent.includes(' {expected} ')")
    page.wait_for_selector(".results .notes")  # the rows come after their number: their titles are fetched

    assert 0 < expected < all_found
    assert set(page.locator(".results .notes").all_inner_texts()) == {"Термин"}
    assert axe_violations(page) == []


def test_query_of_which_no_page_has_all_words_offers_the_words(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "search/?q=" + "выгораете 50646")
    page.wait_for_selector("[data-search-words] button")
    page.locator("[data-search-words] button").first.click()
    page.wait_for_selector(".results li")

    assert page.input_value("#search-query") == "выгораете"


@pytest.mark.parametrize(
    ("query", "path", "place"),
    [
        ("проверка", "toolkits/obshchestvennaya-proverka/", 4),
        ("проверка в четверг", "toolkits/obshchestvennaya-proverka/", 1),
        ("лист проверки", "forms/list-proverki/", 2),  # a title that begins with the query
        ("выгорание", "burnout/", 4),  # after the term, the topic and a lesson of that name,
        ("не выгореть", "burnout/", 3),
        ("у меня запись вебинара", "guide-webinar/", 2),
        ("ГОСТ Р 1.4-2004", "standards/gost-r-1-4-2004/", 1),
        ("жалобы", "courses/standart-organizacii/zhaloby-i-obratnaya-svyaz/", 1),
        ("жалобы", "topics/complaints/", 2),
        ("поддержка", "support/", 1),
    ],
)
def test_what_was_asked_stands_among_the_first(
    hub_server: str, open_page: OpenPage, query: str, path: str, place: int
) -> None:
    page = open_page(hub_server + "search/")
    script = page.eval_on_selector("script[type=module]", "element => element.src").replace("main.js", "search.js")
    found = page.evaluate(FIND, [query, {"script": script, "engine": hub_server + "search/ru/"}])

    assert path in found[:place], found[:5]


def test_mistyped_number_offers_those_that_look_like_it(hub_server: str, open_page: OpenPage) -> None:
    for query in ("52134", "ГОСТ Р 52134"):  # two digits of 52143 exchanged
        page = open_page(hub_server + "search/?q=" + query)
        page.wait_for_selector("[data-search-words] button")
        assert "Ничего не найдено" in page.inner_text("[data-search-count]")

        page.locator("[data-search-words] button", has_text="Может быть, «52143»").click()
        page.wait_for_selector(".results a[href*='gost-r-52143']")


def test_words_of_a_recording_lead_to_their_minute(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "search/?q=" + "рамку под названием")
    link = page.locator(".results a[href*='webinars/naiti-i-proverit-standart/#main-t']").first
    link.wait_for()
    link.click()
    page.wait_for_function("document.querySelector('.transcript').open")

    assert "рамку под названием" in page.locator(":target").inner_text().replace("\u00a0", " ")
