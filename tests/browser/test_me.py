"""What fits the reader comes first, says so, and can be turned off; without a choice nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_violations
from tests.conftest import build
from tests.servers import Server
from tests.sites import TESTS, copy_tiny, overlay

OpenPage = Callable[..., Page]
FIXTURES = TESTS / "fixtures" / "me"
CASES = json.loads((FIXTURES / "cases.json").read_text("utf-8"))
EXPECTED = json.loads((FIXTURES / "expected.json").read_text("utf-8"))
CHOICE = {"role": "leader", "region": "rostovskaya-oblast", "condition": "gemofiliya"}


@pytest.fixture(scope="session")
def me_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with entries that say for whom they are."""
    folder = tmp_path_factory.mktemp("me")
    config = copy_tiny(folder / "source")
    overlay(FIXTURES / "site", folder / "source")
    result = build(config, folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def me_server(me_site: Path) -> Iterator[str]:
    with Server(me_site, "/sub/") as address:
        yield address


def choose(page: Page, me: dict[str, str]) -> None:
    """Keep a choice as the hub would, and load the page anew."""
    page.evaluate("me => localStorage.setItem('hub:learning', JSON.stringify({version: 1, me}))", me)
    page.reload()
    settled(page, me)


def settled(page: Page, me: dict[str, str]) -> None:
    if me:
        page.wait_for_selector("[data-me-note]", state="visible")
    else:
        page.wait_for_load_state("networkidle")


def kept(page: Page) -> Any:
    return page.evaluate("JSON.parse(localStorage.getItem('hub:learning') ?? '{}').me ?? null")


def texts(page: Page, selector: str) -> list[str]:
    return [text.replace("\u00a0", " ").strip() for text in page.locator(selector).all_text_contents()]


def note(page: Page) -> str:
    if not page.is_visible("[data-me-note]"):
        return ""
    return page.inner_text("[data-me-words]").replace("\u00a0", " ")


def numbers(page: Page, selector: str) -> list[int]:
    return [int(text.removeprefix("Практика ")) for text in texts(page, selector)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_rule(me_server: str, open_page: OpenPage, case: dict[str, Any]) -> None:
    page = open_page(me_server)
    found = page.evaluate(
        """async ([whom, me]) => {
          const { src } = document.querySelector("script[type=module]");
          const { rankOf, firstFit } = await import(src.replace("main.js", "fit.js"));
          const ranks = whom.map((each) => rankOf(each, me));
          return { ranks, order: firstFit(whom.map((_, place) => place), (place) => ranks[place]) };
        }""",
        [case["whom"], case["me"]],
    )

    assert found == {"ranks": case["ranks"], "order": case["order"]}


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: " ".join(case["me"].values()) or "nobody")
def test_what_fits_is_first_and_the_page_says_so(me_server: str, open_page: OpenPage, case: dict[str, Any]) -> None:
    page = open_page(me_server)
    choose(page, case["me"])
    assert note(page) == case["note"]
    assert texts(page, ".door h2") == case["doors"]
    assert numbers(page, "[data-news] a") == case["news"]
    assert texts(page, ".card h2")[:4] == case["shelves"]

    page.goto(me_server + "practices/")
    settled(page, case["me"])
    if case["me"]:
        page.wait_for_selector("[data-rows] .row")
    assert note(page).startswith(case["note"])
    assert numbers(page, ".row-title") == case["practices"]

    page.goto(me_server + "webinars/")
    settled(page, case["me"])
    assert note(page).startswith(case["note"])
    assert texts(page, ".row-title") == case["webinars"]

    page.goto(me_server + "competencies/")
    settled(page, case["me"])
    assert note(page) == case["note"]
    assert texts(page, "[data-block] th") == case["blocks"]
    cells = [text.rpartition(": ")[2] for text in texts(page, "[data-block] td")]
    unseen = ("материала пока нет", " материалов")
    assert [text.removesuffix(unseen[0]).removesuffix(unseen[1]) for text in cells] == case["cells"]


def test_without_a_choice_nothing_is_fetched_and_nothing_changes(me_server: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "practices/", "competencies/", "webinars/"):
        page.goto(me_server + path, wait_until="networkidle")
        assert page.is_visible(".me-choice summary")
        assert not page.is_visible("[data-me-note]")
    assert [url for url in asked if "/api/" in url] == []


def test_choosing_is_kept_shown_and_forgotten(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server + "practices/")
    page.click(".me-choice summary")
    page.wait_for_selector("#me-region option[value='rostovskaya-oblast']", state="attached")
    page.select_option("#me-role", "leader")
    page.wait_for_selector("[data-me-note]", state="visible")
    page.select_option("#me-region", "rostovskaya-oblast")
    page.wait_for_function("document.querySelector('[data-me-words]').textContent.includes('Ростовская')")
    assert kept(page) == {"role": "leader", "region": "rostovskaya-oblast"}
    assert note(page) == "Сначала то, что подходит: руководителю НКО, Ростовская область. Подходит 5 из 8."
    assert numbers(page, ".row-title")[:2] == [5, 2]
    assert page.inner_text("[data-me-status]") == "Сохранено на этом устройстве."

    page.click("[data-me-clear]")
    page.wait_for_selector("[data-me-note]", state="hidden")
    page.wait_for_function("document.querySelector('.row-title').textContent.endsWith('1')")
    assert kept(page) == {}
    assert numbers(page, ".row-title") == list(range(1, 9))
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.input_value("#me-role") == ""


@pytest.mark.parametrize("path", ["", "practices/", "webinars/", "competencies/"])
def test_usual_order_is_one_press_away(me_server: str, open_page: OpenPage, path: str) -> None:
    page = open_page(me_server + path)
    page.wait_for_selector(".me-choice")
    usual = page.inner_text("main")
    choose(page, {"role": "council-member", "region": "tulskaya-oblast"})
    arranged = page.inner_text("main")
    page.click("[data-me-turn]")
    page.wait_for_function("document.querySelector('[data-me-words]').textContent.startsWith('Порядок обычный')")

    def rest(text: str) -> str:
        return text.replace("\u00a0", " ").partition("Что показать первым")[2].partition("Сначала подходящее")[2]

    page.wait_for_function("!document.querySelector('.fits')")
    assert rest(page.inner_text("main")).split() == usual.partition("Что показать первым")[2].split()
    assert kept(page) == {"role": "council-member", "region": "tulskaya-oblast"}, "turned off is not forgotten"
    page.click("[data-me-turn]")
    page.wait_for_function("text => document.querySelector('main').innerText === text", arg=arranged)


def test_a_choice_that_nothing_here_fits_says_so(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server + "practices/")
    choose(page, {"region": "pskovskaya-oblast"})

    assert note(page) == "Для вашего выбора здесь пока ничего нет: Псковская область. Порядок обычный."
    assert numbers(page, ".row-title") == list(range(1, 9))
    assert not page.is_visible("[data-me-turn]")


def test_a_choice_that_the_hub_does_not_know_any_more_is_no_choice(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server + "practices/")
    me = "{role: 'wizard', region: 5, condition: ''}"
    page.evaluate(f"localStorage.setItem('hub:learning', JSON.stringify({{version: 1, me: {me}}}))")
    page.reload()
    page.wait_for_load_state("networkidle")

    assert note(page) == ""
    assert numbers(page, ".row-title") == list(range(1, 9))


def test_facets_narrow_what_is_ordered(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server + "practices/?region=rostovskaya-oblast")
    choose(page, {"condition": "gemofiliya"})
    page.wait_for_function("document.querySelectorAll('.row').length === 3")

    assert numbers(page, ".row-title") == [6, 7, 5]


def test_another_window_follows(me_server: str, chromium: Browser) -> None:
    context = chromium.new_context()
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(me_server + "practices/", wait_until="networkidle")
    one.click(".me-choice summary")
    one.wait_for_selector("#me-role option[value='leader']", state="attached")
    one.select_option("#me-role", "leader")

    two.wait_for_selector("[data-me-note]", state="visible")
    two.wait_for_function("document.querySelector('.row-title').textContent.endsWith('2')")
    context.close()


def test_a_browser_that_keeps_nothing_is_told_of(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full') } }")
    page.click(".me-choice summary")
    page.wait_for_selector("#me-role option[value='leader']", state="attached")
    page.select_option("#me-role", "council-member")
    page.wait_for_selector("[data-me-note]", state="visible")

    assert page.inner_text("[data-me-status]").startswith("Браузер не разрешает сохранять.")
    assert texts(page, ".door h2")[0] == "Я в совете"


def test_list_that_cannot_be_fetched_says_so(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server)
    page.route("**/api/me.json", lambda route: route.abort())
    page.click(".me-choice summary")
    page.wait_for_function("document.querySelector('[data-me-status]').textContent !== ''")

    assert page.inner_text("[data-me-status]") == "Список не загрузился. Проверьте связь."


def test_a_list_that_no_choice_can_change_does_not_ask(me_site: Path) -> None:
    assert "data-me" in (me_site / "practices/index.html").read_text("utf-8")
    assert "data-me " not in (me_site / "terms/index.html").read_text("utf-8")
    assert not (me_site / "en/api/me.json").exists()


def test_without_scripts_nothing_of_it_is_there(me_server: str, open_page: OpenPage) -> None:
    page = open_page(me_server + "practices/", scripts=False)

    assert not page.locator("[data-me]").is_visible()
    assert numbers(page, ".row-title") == list(range(1, 9))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", ["", "practices/", "webinars/", "competencies/"])
def test_choice_is_accessible_and_fits(me_server: str, open_page: OpenPage, path: str, dark: bool) -> None:
    page = open_page(me_server + path, width=320, dark=dark)
    choose(page, CHOICE)
    page.click(".me-choice summary")

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
