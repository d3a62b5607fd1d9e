"""Three readers who know nothing of the hub find theirs in a minute: by clicks, in three steps at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Page

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("links", "path", "words"),
    [
        (["Не выгореть"], "burnout/", "Что сделать на этой неделе"),
        (
            ["Провести общественную проверку", "К шагам"],
            "toolkits/obshchestvennaya-proverka/#steps",
            "Проверка уже в четверг?",
        ),
        (["Провести и выложить вебинар"], "guide-webinar/", "субтитры"),
        (
            ["Описать услугу и сделать стандарт", "Начать курс"],
            "courses/standart-organizacii/zachem-standart/",
            "Знакомая неделя",
        ),
        (
            ["Стандарты", "Пишу стандарт своей организации (СТО)", "ГОСТ Р 1.4-2004"],
            "standards/gost-r-1-4-2004/",
            "требует проверки",
        ),
    ],
    ids=[
        "leader who burns out",
        "council member with an inspection",
        "trainer with a recording",
        "leader who wants a standard",
        "which standard for a СТО",
    ],
)
def test_reader_reaches_theirs_by_clicks(
    hub_server: str, open_page: OpenPage, width: int, links: Sequence[str], path: str, words: str
) -> None:
    page = open_page(hub_server, width=width)
    assert len(links) <= 3
    for link in links:
        page.locator("main").get_by_text(link, exact=True).first.click()
        page.wait_for_load_state()

    assert page.url == hub_server + path
    assert words in page.inner_text("main").replace("\u00a0", " ")
