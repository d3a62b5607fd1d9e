"""A list that narrows: at once with scripts, by static pages without them, always kept in the address."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_violations

OpenPage = Callable[..., Page]


def rows(page: Page) -> int:
    return page.locator(".catalogue .row:visible").count()


def choose(page: Page, facet: str, value: str) -> None:
    """Open a facet if it is folded and press one of its values."""
    group = page.locator(f'.facet[data-facet="{facet}"]')
    if not group.evaluate("element => element.open"):
        group.locator("summary").click()
    group.locator(f'a[data-value="{value}"]').click()


def test_two_conditions_narrow_and_stay_in_the_address(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/")
    choose(page, "status", "in-force")
    page.wait_for_selector(".chip")
    in_force = rows(page)
    choose(page, "kind", "accessibility")
    page.wait_for_function("document.querySelectorAll('.chip').length === 2")

    assert 0 < rows(page) < in_force
    assert page.inner_text("[data-count]").split()[0] == str(rows(page))
    assert page.url.endswith("standards/?status=in-force&kind=accessibility")
    assert {text.split("\n")[-1] for text in page.locator(".notes").all_inner_texts()} == {"Действует"}
    assert axe_violations(page) == []

    again = open_page(page.url)
    again.wait_for_function("document.querySelectorAll('.chip').length === 2")
    assert rows(again) == rows(page)


def test_counts_follow_the_other_conditions(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/")
    choose(page, "kind", "accessibility")
    page.wait_for_selector(".chip")
    counts = [int(text) for text in page.locator('.facet[data-facet="status"] .note').all_text_contents()]

    assert sum(counts) == rows(page)


def test_chip_takes_its_condition_away_by_keyboard(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/?status=in-force&kind=accessibility")
    page.wait_for_selector(".chip")
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.chip').length === 1")

    assert page.url.endswith("standards/?kind=accessibility")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_words_and_order(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/")
    page.fill("#within", "ДЕТЯМ")
    page.wait_for_function("document.querySelectorAll('.catalogue .row').length < 20")
    assert rows(page) > 0
    page.select_option("#sort", "year")
    page.wait_for_function("location.search.includes('sort=year')")
    years = [int(text.split("\n")[1]) for text in page.locator(".notes").all_inner_texts() if text.count("\n") > 1]

    assert years == sorted(years, reverse=True)


def test_nothing_fits_says_what_to_do(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/?q=щщщ")
    page.wait_for_function("document.querySelectorAll('.catalogue .row').length === 0")

    assert page.inner_text("[data-count]") == "Ничего не подошло. Уберите одно из условий."


def test_without_scripts_facets_are_pages(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/", scripts=False)
    page.locator(".filters > summary").click()
    page.locator('.facet[data-facet="status"] summary').click()
    page.locator('.facet[data-facet="status"] a[data-value="withdrawn"]').click()

    assert page.url.endswith("/standards/by/status/withdrawn/")
    assert "Отменён" in page.inner_text("h1")
    assert page.locator(".row").count() == 1
    page.locator(".chip").click()
    assert page.url.endswith("/standards/")
    assert page.locator(".row").count() == 100
    page.locator(".pager a").nth(1).click()
    assert page.locator(".row").count() == 23


def test_static_page_of_a_value_narrows_further(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/by/status/in-force/")
    choose(page, "kind", "accessibility")
    page.wait_for_function("document.querySelectorAll('.chip').length === 2")

    assert page.url.endswith("standards/?status=in-force&kind=accessibility")


def test_static_lists_and_the_index_agree(hub_site: Path) -> None:
    index = json.loads((hub_site / "api/catalogues/standards.json").read_text("utf-8"))
    for facet in index["facets"]:
        for value in facet["values"]:
            page = (hub_site / f"standards/by/{facet['name']}/{value['id']}/index.html").read_text("utf-8")
            assert page.count('<li class="row">') == min(100, len(value["rows"])), (facet["name"], value["id"])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", ["standards/by/topic/qms/", "standards/by/page/2/", "support/"])
def test_pages_of_lists_are_accessible(hub_server: str, open_page: OpenPage, path: str, dark: bool) -> None:
    page = open_page(hub_server + path, width=320, dark=dark)

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_count_stays_in_view_on_a_phone_while_conditions_are_chosen(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "standards/", width=360)
    page.click(".filters > summary")
    choose(page, "status", "in-force")
    page.wait_for_selector(".chip", state="attached")

    foot = page.locator(".count").bounding_box()
    assert foot is not None
    assert foot["y"] + foot["height"] == pytest.approx(900, abs=1), "the window ends there"
    assert axe_violations(page) == []
    page.click(".to-rows")
    assert page.evaluate("document.querySelector('.row').getBoundingClientRect().top") < 200
    page.click(".filters > summary")
    assert not page.is_visible(".to-rows")
