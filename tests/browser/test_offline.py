"""Without a network: pages that were opened, a kept course to its end, an update of the site, a refused storage."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_in_all_colours, axe_violations
from tests.conftest import build
from tests.quizzes import pass_quiz, reach, ready
from tests.servers import Server
from tests.site.test_offline import copy_course
from tests.sites import REPOSITORY

OpenPage = Callable[..., Page]
COURSE = "courses/demo/"
CACHES = "caches.keys()"
KEPT = "async () => (await Promise.all((await caches.keys()).filter((name) => name.includes(' course '))"
ADDRESSES = f"{KEPT}.map(async (name) => (await (await caches.open(name)).keys()).map(({{ url }}) => url)))).flat()"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with the course that is to be kept, built once."""
    folder = tmp_path_factory.mktemp("offline")
    result = build(copy_course(folder / "source"), folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    """Its address, in a subfolder of the host."""
    with Server(site, "/sub/") as address:
        yield address


def with_worker(page: Page) -> Page:
    """Wait until the worker has the page in its hands, and has kept it."""
    page.wait_for_function("navigator.serviceWorker.controller")
    address = page.evaluate("location.href.split(/[?#]/)[0]")
    page.wait_for_function(
        "async (url) => Boolean(await caches.match(url, { cacheName: `hub ${new URL('./', new URL("
        "document.documentElement.dataset.worker, location.href)).pathname} pages` }))",
        arg=address,
    )
    return page


def cut(page: Page) -> None:
    page.context.set_offline(True)


def offer(page: Page) -> Page:
    page.click("[data-do=ask]")
    page.wait_for_selector("[data-keep-media-row]", state="visible")
    return page


def save(page: Page, *, media: bool = False) -> Page:
    offer(page)
    if media:
        page.check("[data-keep-media]")
    page.click("[data-do=save][data-when=offer]")
    page.wait_for_selector("[data-keep][data-state=kept]")
    return page


def press(page: Page, selector: str) -> None:
    """Press what a selector means as the keyboard does."""
    reach(page, selector)
    page.keyboard.press("Enter")


def assert_not_kept(page: Page) -> None:
    """Wait for the page that says so: a script gives it its heading."""
    page.wait_for_function("document.querySelector('h1').textContent === 'Эта страница не сохранена'")


def said(page: Page, selector: str = "[data-keep-say]") -> str:
    return page.inner_text(selector).replace("\u00a0", " ")


# -- what was opened


def test_page_that_was_opened_opens_again_without_a_network(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + "courses/demo/first/", workers=True))
    with_worker_at = server + "terms/sto/"
    page.goto(with_worker_at)
    with_worker(page)
    cut(page)
    for path, words in (("courses/demo/first/", "Первый урок"), ("terms/sto/", "организации")):
        page.goto(server + path, wait_until="load")
        assert words in page.inner_text("h1")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "4px", "no style"
    page.goto(server + "courses/demo/first/")
    page.wait_for_function("document.querySelector('main img').naturalWidth > 0")  # seen before there was a worker


def test_address_without_a_slash_and_with_a_query_is_the_same_page(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + "terms/sto/?from=letter#x", workers=True))
    cut(page)
    for address in ("terms/sto", "terms/sto/index.html", "terms/sto/?q=1"):
        page.goto(server + address)
        assert "организации" in page.inner_text("h1")
        assert page.evaluate("document.styleSheets.length") == 1


def test_page_that_was_not_opened_says_so_and_leads_to_what_is_kept(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + "terms/sto/", workers=True, width=320))
    cut(page)
    page.goto(server + "standards/sto-2/")
    page.wait_for_selector("[data-kept-pages] li")

    assert_not_kept(page)
    assert page.url == server + "standards/sto-2/", "trying again is a reload"
    assert page.get_attribute(".brand", "href") == "/sub/"
    assert axe_in_all_colours(page) == []
    page.click("[data-kept-pages] a")
    page.wait_for_url(server + "terms/sto/")

    page.goto(server + "en/standards/sto-2/")
    assert page.get_attribute("html", "lang") == "en"
    page.context.set_offline(False)
    page.goto(server + "standards/sto-2/")
    page.context.set_offline(True)
    page.goto(server + "standards/sto-1/")
    page.context.set_offline(False)
    page.click("[data-kept-again]")
    page.wait_for_function("document.querySelector('[data-offline]') === null")
    assert page.url == server + "standards/sto-1/"


def test_slow_network_gives_way_to_what_is_kept(site: Path, open_page: OpenPage) -> None:
    with Server(site, "/sub/") as address:
        page = with_worker(open_page(address + "terms/sto/", workers=True))
    # The host takes connections and never answers: worse than no network.
    port = int(address.split(":")[2].split("/")[0])
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        deaf.bind(("127.0.0.1", port))
        deaf.listen()
        started = time.monotonic()
        page.goto(address + "terms/sto/", wait_until="commit")
        assert "организации" in page.inner_text("h1")
        assert time.monotonic() - started < 10


def test_what_the_worker_keeps_by_itself_is_light(hub_site: Path) -> None:
    """Some kilobytes once, after the page has loaded."""
    text = (hub_site / "sw.js").read_text("utf-8").partition("\n")[0]
    known = json.loads(text.removeprefix("const SITE = ").removesuffix(";"))
    paths = [hub_site / known["assets"] / name for name in known["shell"]]

    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) <= 120_000
    assert len(gzip.compress((hub_site / "sw.js").read_bytes(), 9)) <= 6_000


# -- drafts and answers live as they do with a network


def test_form_is_filled_in_without_a_network(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + "forms/letter/", workers=True))
    cut(page)
    page.reload()
    page.wait_for_selector(".fill", state="visible")
    page.fill("#f-to", "Совету")
    page.reload()
    page.wait_for_selector(".fill", state="visible")

    assert page.input_value("#f-to") == "Совету"
    assert page.evaluate("JSON.parse(localStorage['hub:draft:letter']).values.to") == "Совету"


def test_store_keeps_without_a_network(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + "terms/sto/", workers=True))
    cut(page)
    page.reload()
    kept = page.evaluate("""async () => {
        const address = new URL("js/store.js", document.querySelector("link[rel=stylesheet]").href);
        const { openStore } = await import(address);
        const isKept = openStore().change("lessons", (lessons) => (lessons["demo/first"] = { opened: "2026-11-26" }));
        return [isKept, openStore().read("lessons")];
    }""")

    assert kept == [True, {"demo/first": {"opened": "2026-11-26"}}]


# -- a kept course


def test_course_says_its_size_is_kept_and_opens_without_a_network(site: Path, server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + COURSE, workers=True))
    offer(page)
    listed = json.loads((site / "api/offline/demo.json").read_text("utf-8"))
    size = sum(size for name in ("pages", "shell", "files") for _, size in listed[name])
    assert said(page) == f"На устройстве курс займёт {size / 1e6:.1f} МБ.".replace(".", ",", 1)
    assert page.locator("[data-keep-way]").is_visible()  # the section is far below on a phone
    assert "Записи на других сайтах" in page.inner_text("[data-keep-outside]")
    assert page.evaluate(CACHES + ".then((names) => names.filter((name) => name.includes('course')))") == []

    page.click("[data-do=save][data-when=offer]")
    page.wait_for_selector("[data-keep][data-state=kept]")
    assert "Его можно пройти до конца без сети." in said(page)
    kept = set(page.evaluate(ADDRESSES))
    expected = {server + address for name in ("pages", "shell", "files") for address, _ in listed[name]}
    assert kept - expected == {server + "api/offline/kept"}
    assert expected <= kept

    cut(page)
    page.reload()
    page.click("[data-start]")
    page.wait_for_url(server + "courses/demo/first/")
    page.wait_for_function("document.querySelector('main img').naturalWidth > 0")
    for link, path in (("письмо", "forms/letter/"), ("стандарт организации", "terms/sto/")):
        page.goto(server + "courses/demo/first/")
        page.click(f"main .prose >> text={link}")
        page.wait_for_url(server + path)


def test_course_is_taken_by_keyboard_to_the_certificate_with_the_network_cut_in_the_middle(
    server: str, open_page: OpenPage
) -> None:
    page = save(with_worker(open_page(server + COURSE, workers=True, width=320)))
    press(page, "[data-start]")
    page.wait_for_selector("[data-done-button]", state="visible")
    press(page, "[data-done-button]")
    cut(page)
    press(page, "a[rel=next]")
    page.wait_for_selector("[data-done-button]", state="visible")
    press(page, "[data-done-button]")
    press(page, "a[rel=next]")
    pass_quiz(ready(page))
    assert page.url == server + "courses/demo/quiz-1/"
    page.wait_for_selector("[data-done-certificate]", state="visible")
    press(page, "[data-done-certificate]")
    page.wait_for_selector("[data-certificate]", state="visible")
    press(page, "#certificate-name")
    page.keyboard.type("Анна Иванова")
    page.keyboard.press("Enter")

    assert "Анна Иванова" in page.inner_text("[data-certificate-sheet]")
    assert axe_in_all_colours(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(server + "learning/")
    page.wait_for_selector("[data-part=certificates] li")
    assert not page.is_visible("[data-map-failed]"), "what the page is made of was kept with the course"


def test_media_are_kept_if_chosen_and_play_from_any_place(site: Path, server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + COURSE, workers=True))
    save(page)
    clip = next(site.glob("assets/files/*/clip.webm"))
    address = server + clip.relative_to(site).as_posix()
    assert address not in page.evaluate(ADDRESSES)

    page.click("[data-do=free]")
    page.wait_for_selector("[data-keep][data-state=none]")
    save(page, media=True)
    cut(page)
    answer = page.evaluate(
        """async (url) => {
            const part = await fetch(url, { headers: { Range: "bytes=4-7" } });
            const end = await fetch(url, { headers: { Range: "bytes=-5" } });
            const beyond = await fetch(url, { headers: { Range: "bytes=999999-" } });
            return [part.status, part.headers.get("content-range"), [...new Uint8Array(await part.arrayBuffer())],
                (await end.arrayBuffer()).byteLength, beyond.status];
        }""",
        address,
    )
    content = clip.read_bytes()
    assert answer == [206, f"bytes 4-7/{len(content)}", list(content[4:8]), 5, 416]
    page.goto(server + "webinars/clip/")
    page.evaluate("document.querySelector('video').load()")
    page.wait_for_function("document.querySelector('video').readyState > 0")


def test_course_is_freed_and_nothing_of_it_is_left(server: str, open_page: OpenPage) -> None:
    page = save(with_worker(open_page(server + COURSE, workers=True)))
    page.evaluate("localStorage.setItem('hub:learning', '{\"version\": 1}')")
    page.reload()
    page.click("[data-do=free]")
    page.wait_for_selector("[data-keep][data-state=none]")

    assert said(page) == "Курс убран с устройства. Ваши ответы и отметки остались."
    assert page.evaluate(ADDRESSES) == []
    assert page.evaluate("localStorage.getItem('hub:learning')") == '{"version": 1}'
    assert page.evaluate("document.activeElement.dataset.do") == "ask", "focus goes to the button that is there now"
    cut(page)
    page.goto(server + "courses/demo/quiz-1/")
    assert_not_kept(page)


def test_saving_is_stopped_by_keyboard_and_leaves_nothing(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + COURSE, workers=True))
    # Quiz pages never come: saving would go on for ever.
    page.evaluate("""() => {
        const ask = window.fetch;
        window.fetch = (url, options) => String(url).includes("quiz-1")
            ? new Promise((_, fail) => options.signal.addEventListener("abort", () => fail(options.signal.reason)))
            : ask(url, options);
    }""")
    offer(page)
    page.locator("[data-do=save][data-when=offer]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-keep-bar]').value > 0")
    assert page.evaluate("document.activeElement.dataset.do") == "stop"
    assert axe_violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-keep][data-state=none]")

    assert said(page) == "Сохранение остановлено. Начатое убрано с устройства."
    assert page.evaluate(ADDRESSES) == []


def test_lost_network_is_told_and_what_came_is_not_fetched_again(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server + COURSE, workers=True))
    page.evaluate("""() => {
        window.ask = window.fetch;
        window.fetch = (url, options) =>
            String(url).includes("quiz-1")
                ? new Promise((_, fail) => setTimeout(fail, 500, new TypeError("Failed to fetch")))
                : ask(url, options);
    }""")
    offer(page)
    page.click("[data-do=save][data-when=offer]")
    page.wait_for_selector("[data-keep][data-state=partial]")
    assert said(page) == "Связи нет. Попробуйте ещё раз, когда сеть появится."
    some = set(page.evaluate(ADDRESSES))
    assert some

    cut(page)
    page.goto(server + "courses/demo/quiz-1/")
    assert_not_kept(page)
    page.context.set_offline(False)
    page.goto(server + COURSE)
    page.wait_for_selector("[data-keep][data-state=partial]")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.click("[data-do=save][data-when=partial]")
    page.wait_for_selector("[data-keep][data-state=kept]")
    assert not some & set(asked)
    assert server + "courses/demo/quiz-1/" in asked


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (
            "Cache.prototype.put = async () => { throw new DOMException('full', 'QuotaExceededError') }",
            "не хватает места",
        ),
        ("StorageManager.prototype.estimate = async () => ({ quota: 9000, usage: 10 })", "не хватает места"),
        ("CacheStorage.prototype.open = async () => { throw new DOMException('no', 'SecurityError') }", "не разрешает"),
        ("CacheStorage.prototype.keys = async () => { throw new DOMException('no', 'SecurityError') }", "не разрешает"),
        ("Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })", "не умеет"),
    ],
    ids=["full", "too small", "forbidden", "forbidden at once", "unknown"],
)
def test_refused_storage_is_told(server: str, open_page: OpenPage, refusal: str, words: str) -> None:
    page = open_page("about:blank", workers=True, width=320)
    page.add_init_script(refusal)
    page.goto(server + COURSE)
    page.wait_for_selector("[data-keep]", state="visible")
    if page.locator("[data-do=ask]").is_visible() and words not in said(page):
        offer(page).click("[data-do=save][data-when=offer]")
    page.wait_for_function("words => document.querySelector('[data-keep-say]').textContent.includes(words)", arg=words)

    assert axe_in_all_colours(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# -- updates of the site


class Growing:
    """A site that is built anew while it is served."""

    def __init__(self, folder: Path) -> None:
        self.source, self.site = folder / "source", folder / "site"
        self.config = copy_course(self.source)
        shutil.copytree(REPOSITORY / "hooks/theme", self.source / "theme")
        text = self.config.read_text("utf-8")
        self.config.write_text(text.replace(f"{REPOSITORY}/hooks/theme", "theme"), "utf-8")
        self.build()

    def build(self) -> None:
        result = build(self.config, self.site)
        assert result.returncode == 0, result.stderr

    def change(self, path: str, old: str, new: str) -> None:
        file = self.source / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def update_theme(self) -> None:
        self.change("theme/assets/css/header.css", "border-top: 4px", "border-top: 7px")
        self.change("theme/assets/js/engine.js", "export class Engine", "export class Motor")
        self.change("theme/assets/js/search.js", "{ Engine }", "{ Motor: Engine }")
        self.build()

    @property
    def folders(self) -> set[str]:
        return {path.name for path in (self.site / "assets").iterdir()} - {"files"}


@pytest.fixture
def growing(tmp_path: Path) -> Growing:
    return Growing(tmp_path)


def shells(page: Page) -> set[str]:
    names: list[str] = page.evaluate(CACHES)
    return {name.split()[-1] for name in names if " shell " in name}


def test_update_never_mixes_versions_in_an_open_page(growing: Growing, open_page: OpenPage) -> None:
    with Server(growing.site, "/sub/") as address:
        page = with_worker(open_page(address + "search/", workers=True))
        before = growing.folders
        growing.update_theme()
        assert not before & growing.folders, "the host has the old theme no more"

        # Another window gets the new site and the new worker.
        other = page.context.new_page()
        other.goto(address + "terms/sto/")
        other.wait_for_function("getComputedStyle(document.querySelector('.top')).borderTopWidth === '7px'")
        other.wait_for_function(
            "async (name) => (await caches.keys()).some((each) => each.endsWith(name))", arg=growing.folders.pop()
        )
        # The first one still loads what it had not loaded: of its own version.
        page.fill("[data-search] input", "стандарт")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-search-results] li")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "4px"

        other.reload()
        other.wait_for_timeout(1500)  # tidying asks every window, and gives it a second
        assert before <= shells(other), "a window needs it"
        page.goto(address + "search/")
        page.wait_for_function("getComputedStyle(document.querySelector('.top')).borderTopWidth === '7px'")
        other.reload()
        other.wait_for_function(
            "async () => (await caches.keys()).filter((name) => name.includes(' shell ')).length === 1"
        )


def test_kept_page_of_an_old_version_keeps_its_theme(growing: Growing, open_page: OpenPage) -> None:
    with Server(growing.site, "/sub/") as address:
        page = with_worker(open_page(address + "terms/sto/", workers=True))
        page.goto(address + "acts/law-1/")
        with_worker(page)
        growing.update_theme()
        page.goto(address + "acts/law-1/")
        page.wait_for_function(
            "async () => (await caches.keys()).filter((name) => name.includes(' shell ')).length === 2"
        )
        page.wait_for_timeout(1500)
        cut(page)
        for path, width in (("terms/sto/", "4px"), ("acts/law-1/", "7px")):
            page.goto(address + path)
            assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == width


def test_kept_course_stays_as_it_was_and_tells_of_a_new_version(growing: Growing, open_page: OpenPage) -> None:
    with Server(growing.site, "/sub/") as address:
        page = save(with_worker(open_page(address + COURSE, workers=True)))
        growing.change("courses/demo/lessons/first.md", "отвечает на", "говорит о")
        growing.change("courses/demo/quizzes/quiz-1.yml", "Кто угодно", "Кто попало")
        growing.update_theme()
        page.goto(address + "courses/demo/first/")  # one page of the new version is seen
        assert "говорит о" in said(page, "main")
        page.goto(address + COURSE)
        page.wait_for_selector("[data-keep][data-state=newer]")

        cut(page)
        page.goto(address + "courses/demo/first/")
        assert "отвечает на" in said(page, "main"), "without a network the course is of one version"
        page.goto(address + "courses/demo/quiz-1/")
        assert "Кто угодно" in page.inner_text("main")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "4px"

        page.context.set_offline(False)
        page.goto(address + COURSE)
        page.click("[data-do=save][data-when=newer]")
        page.wait_for_selector("[data-keep][data-state=kept]")
        cut(page)
        page.goto(address + "courses/demo/quiz-1/")
        assert "Кто попало" in page.inner_text("main")
        names: list[str] = page.evaluate(CACHES)
        assert len([name for name in names if " course " in name]) == 1


@pytest.mark.parametrize("is_gone", [False, True], ids=["the same files", "a file that is gone"])
def test_update_while_a_course_is_saved_begins_anew_with_the_new_version(
    growing: Growing, open_page: OpenPage, is_gone: bool
) -> None:
    with Server(growing.site, "/sub/") as address:
        page = with_worker(open_page(address + COURSE, workers=True))
        offer(page)
        growing.change("courses/demo/lessons/first.md", "отвечает на", "говорит о")
        if is_gone:
            growing.change("courses/demo/media/scheme.svg", "</svg>", "<!-- другая --></svg>")
        growing.update_theme()
        page.click("[data-do=save][data-when=offer]")
        page.wait_for_selector("[data-keep][data-state=kept]")
        cut(page)
        page.goto(address + "courses/demo/first/")

        assert "говорит о" in said(page, "main")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "7px"


# -- the page of what is kept


def test_page_of_what_is_kept_lists_and_removes(server: str, open_page: OpenPage) -> None:
    page = save(with_worker(open_page(server + COURSE, workers=True)))
    page.goto(server + "offline/")
    page.wait_for_selector("[data-kept-courses] li")
    assert page.inner_text("h1") == "Работа без сети"
    assert page.inner_text("[data-kept-courses] li a") == "Учебный курс"
    assert axe_in_all_colours(page) == []

    page.click("[data-kept-courses] button")
    page.wait_for_function("document.querySelector('[data-kept-courses] li') === null")
    assert page.inner_text("[data-kept-status]") == "Убрано с устройства: Учебный курс."
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-kept-clear]")
    page.wait_for_function("document.querySelector('[data-kept-pages] li') === null")
    assert page.evaluate(ADDRESSES) == []


def test_hub_is_installable(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server, workers=True))
    manifest = page.evaluate(
        """async () => {
            const link = document.querySelector("link[rel=manifest]").href;
            const manifest = await (await fetch(link)).json();
            return [new URL(manifest.start_url, link).href, new URL(manifest.icons[1].src, link).href];
        }"""
    )
    assert manifest[0] == server
    answer = page.request.get(manifest[1])
    assert struct.unpack(">II", answer.body()[16:24]) == (192, 192)
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )


def test_preview_and_other_hubs_of_the_host_are_left_alone(server: str, open_page: OpenPage) -> None:
    page = with_worker(open_page(server, workers=True))
    page.evaluate("caches.open('hub / shell 0000000000').then((cache) => cache.put('/x', new Response('x')))")
    page.goto(server + "offline/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.wait_for_selector("[data-kept-end]", state="visible")
    page.click("[data-kept-clear]")
    page.wait_for_function("document.querySelector('[data-kept-status]').textContent !== ''")

    assert "hub / shell 0000000000" in page.evaluate(CACHES)
