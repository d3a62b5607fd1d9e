"""Every kind of page, as readers meet it: private, accessible, light, readable without scripts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import axe_violations
from tests.browser.kinds import HUB_PAGES, TINY_PAGES

OpenPage = Callable[..., Page]
ALL_PAGES = [("hub", name, path) for name, path in HUB_PAGES.items()] + [
    ("tiny", name, path) for name, path in TINY_PAGES.items()
]

# Width, colours, contrast. One load serves all: the looks are styles alone.
LOOKS: list[tuple[int, Literal["light", "dark"], Literal["more", "no-preference"]]] = [
    (320, "light", "no-preference"),
    (1280, "light", "no-preference"),
    (320, "dark", "no-preference"),
    (1280, "dark", "no-preference"),
    (320, "light", "more"),
    (1280, "light", "more"),
    (320, "dark", "more"),
]


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    site, path = request.param
    server: str = request.getfixturevalue(f"{site}_server")
    return f"{server}{path}"


every_kind = pytest.mark.parametrize(
    "address", [(site, path) for site, _, path in ALL_PAGES], ids=[name for _, name, _ in ALL_PAGES], indirect=True
)


@every_kind
def test_axe_finds_nothing_and_nothing_scrolls_sideways(address: str, open_page: OpenPage) -> None:
    page = open_page(address, width=320)
    for width, scheme, contrast in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, contrast=contrast)

        assert axe_violations(page) == [], (width, scheme, contrast)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_kind
def test_no_request_leaves_the_host_and_nothing_is_missing(address: str, open_page: OpenPage) -> None:
    page = open_page("about:blank", workers=True)
    responses: list[Response] = []
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))  # those of the service worker too
    page.context.on("response", lambda answer: responses.append(answer))  # playwright refuses a bound builtin
    page.goto(address, wait_until="networkidle")  # the only page that waits: what is late counts too

    assert {urlsplit(url).netloc for url in requests} == {urlsplit(address).netloc}
    assert [answer.url for answer in responses if answer.status >= 400] == []


@pytest.mark.parametrize("path", ["standard", "lesson", "quiz", "toolkit"])
def test_first_visit_of_an_entry_is_light(path: str, hub_server: str, open_page: OpenPage) -> None:
    page = open_page("about:blank", workers=True)
    responses: list[Response] = []
    page.on("response", lambda answer: responses.append(answer))  # playwright refuses a bound builtin
    page.goto(hub_server + HUB_PAGES[path], wait_until="networkidle")
    sizes = [len(gzip.compress(answer.body(), 9)) for answer in responses]

    assert len(responses) <= 12
    assert sum(sizes) <= 75_000


@every_kind
def test_page_reads_without_scripts(address: str, open_page: OpenPage) -> None:
    page = open_page(address, scripts=False)

    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    menu = page.locator("#menu a")
    assert menu.count() == 0 or menu.first.is_visible()  # the tiny site has too few entries for a menu


def test_keyboard_reaches_the_content_first(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + HUB_PAGES["lesson"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_menu_of_a_phone_opens_and_closes_by_keyboard(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server, width=320)
    assert not page.locator("#menu").is_visible()

    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    assert page.locator("#menu a").first.is_visible()
    page.locator("#menu a").first.focus()
    page.keyboard.press("Escape")

    assert not page.locator("#menu").is_visible()
    assert page.evaluate("document.activeElement.className") == "menu-button"


def test_words_about_time_come_from_the_readers_clock(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    for now, word in (("2026-03-01", "(скоро)"), ("2026-04-01", "(прошёл)"), ("2025-01-01", "")):
        page.clock.set_fixed_time(f"{now}T12:00:00Z")
        page.goto(tiny_server + TINY_PAGES["webinar"], wait_until="networkidle")
        assert page.inner_text(".when") == word


def test_page_that_does_not_exist_leads_home_from_any_depth(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + "no/such/page/")

    assert page.inner_text("h1") == "Страница не найдена"


def test_times_of_a_transcript_are_places(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + "webinars/record/#main-t760")
    page.wait_for_selector("#main-t760", state="visible")

    assert page.locator(".transcript .at").all_inner_texts() == ["12:40", "1:02:03"]
    assert page.inner_text("#main-t3723").endswith("[2:00] внутри фразы остаётся текстом.")
    assert page.locator("#talk [data-at]").get_attribute("data-at") == "750"


@pytest.mark.parametrize("path", [HUB_PAGES["toolkit"], HUB_PAGES["lesson"], HUB_PAGES["course"]])
def test_contents_stand_folded_under_the_title_on_a_phone(path: str, hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + path, width=360)
    fold = page.locator(".contents-fold")
    box = fold.bounding_box()
    assert box is not None
    assert box["height"] < 60, "folded: one line"
    assert page.evaluate("document.querySelector('.contents-fold').closest('.entry > :nth-child(2)') !== null")
    assert not page.locator(".about .contents").is_visible(), "not said twice"

    fold.locator("summary").click()
    last = fold.locator("a").last
    target = last.get_attribute("href")
    last.click()
    assert page.evaluate("id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 500", target[1:])  # type: ignore[index]

    page.set_viewport_size({"width": 1280, "height": 900})
    assert not fold.is_visible()
    assert page.locator(".about .contents").is_visible()


def test_modules_of_a_course_are_numbered(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + HUB_PAGES["course"])
    numbers = page.locator(".module-number").all_inner_texts()

    assert [text.replace("\u00a0", " ").split(":")[0].strip() for text in numbers] == [
        f"Модуль {n}" for n in range(1, 7)
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_wide_table_shows_that_it_goes_on(hub_server: str, open_page: OpenPage, dark: bool) -> None:
    page = open_page(hub_server + HUB_PAGES["lesson"], width=360, dark=dark)
    table = page.locator(".table").first
    table.scroll_into_view_if_needed()
    assert table.evaluate("each => each.scrollWidth > each.clientWidth")

    def colour_of_the_edge() -> list[float]:
        """The pixels of the last column of what is seen of the table, in a row between two lines of text."""
        shot = table.screenshot()
        colour: list[float] = page.evaluate(
            """async (bytes) => {
              const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
              const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
              canvas.drawImage(picture, 0, 0);
              return [...canvas.getImageData(picture.width - 2, picture.height - 6, 1, 1).data];
            }""",
            list(shot),
        )
        return colour

    shaded = colour_of_the_edge()
    table.evaluate("each => { each.scrollLeft = each.scrollWidth; }")
    assert max(abs(one - other) for one, other in zip(shaded, colour_of_the_edge(), strict=True)) > 30
