"""One Chromium for all tests, Debian's (the shell without a window); each test gets pages of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.records import DAY
from tests.sites import TESTS

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (TESTS / "vendor" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address: `open_page(url, width=320, dark=True, scripts=False)`. Errors in scripts fail the test.

    The service worker is kept out, unless a test asks for it with `workers=True`.
    """
    contexts = []
    errors: list[str] = []

    def open_(
        url: str,
        *,
        width: int = 1280,
        dark: bool = False,
        contrast: bool = False,
        scripts: bool = True,
        workers: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            contrast="more" if contrast else "no-preference",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            bypass_csp=True,
            service_workers="allow" if workers else "block",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url, wait_until="load")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader on a day that is known; what goes wrong in a script fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    context.clock.set_fixed_time(f"{DAY}T12:00:00")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


# Colours of the settings panel that are stronger than the usual ones.
STRONG = ("white", "black", "yellow", "cream")


def axe_in_strong_colours(page: Page) -> list[str]:
    """Return what axe-core finds in a page as it stands, in each scheme of strong contrast."""
    found = []
    for scheme in STRONG:
        page.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
        found += [f"{scheme}: {violation}" for violation in axe_violations(page)]
    page.evaluate("() => { delete document.documentElement.dataset.theme; }")
    return found


def axe_in_all_colours(page: Page) -> list[str]:
    """Return what axe-core finds in a page as it stands: light, dark, and in each scheme of strong contrast."""
    found = axe_violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {violation}" for violation in axe_violations(page)]
    page.emulate_media(color_scheme="light")
    return found + axe_in_strong_colours(page)


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core finds in a page as it stands, one line each."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]}" for violation in result["violations"] for node in violation["nodes"]
    ]
