"""What a learner did, as tests put it into a browser and read it there."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page

DAY = "2026-11-26"  # on which the reader of the tests is (see `reader`)
KEPT = "JSON.parse(localStorage.getItem('hub:learning'))"


def visit(context: BrowserContext, url: str) -> Page:
    """Open a page in a window of its own."""
    return go(context.new_page(), url)


def go(page: Page, url: str) -> Page:
    """Go to a page, and wait until its scripts have what they asked for."""
    page.goto(url, wait_until="networkidle")
    return page


def kept(page: Page) -> Any:
    """Return what the browser keeps of the learner."""
    return page.evaluate(KEPT)


def remember(page: Page, state: dict[str, Any]) -> None:
    """Put records into the browser, as another visit would have left them."""
    page.evaluate("text => localStorage.setItem('hub:learning', text)", json.dumps({"version": 1, **state}))


def text_of(page: Page, selector: str) -> str:
    """Return what is read there, without no-break spaces."""
    return page.inner_text(selector).replace("\u00a0", " ")
