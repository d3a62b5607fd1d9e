"""Where the page of an entry is: site-relative, without a leading slash, with one at the end."""

from __future__ import annotations

from hub.content import Key

FEED = "feed.xml"  # the feed of what stands in a folder


def language_prefix(language: str, site_language: str) -> str:
    """Return the first folder of a language; the site's own has none."""
    return "" if language == site_language else f"{language}/"


def entry_address(key: Key) -> str:
    """Return the address of an entry inside its language. A lesson's does not name its module."""
    if key.collection == "lessons":
        return f"courses/{key.id}/"
    return f"{key.collection}/{key.id}/"


def list_address(collection: str) -> str:
    """Return the address of a collection's landing page inside its language."""
    return f"{collection}/"
