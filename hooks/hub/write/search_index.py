"""The pages of a new tree → its search index, by Pagefind; taken over from the old site when nothing changed.

Pagefind 1.4 is pinned: later releases fold й into и before stemming and lose Russian adjectives.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path

from hub.write.tree import SiteTree, files_in

FOLDER = "pagefind"
KEY = f"{FOLDER}/source.txt"  # digest of the pages that the index was made from
# Pagefind's own interface is not used: only its engine and the index are kept.
UNUSED = (
    "pagefind-ui.js",
    "pagefind-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-modular-ui.css",
    "pagefind-highlight.js",
)


class SearchIndexError(RuntimeError):
    """Pagefind did not make an index; the message holds what it printed."""


def write_search_index(tree: SiteTree) -> None:
    """Put the index into the new tree. Raises SearchIndexError when Pagefind fails."""
    if os.environ.get("HUB_NOSEARCH"):
        return
    key = _digest_pages(tree.next)
    old_key = tree.site / KEY
    if old_key.is_file() and old_key.read_text("utf-8") == key and tree.keep(FOLDER):
        return
    command = [sys.executable, "-m", "pagefind", "--site", str(tree.next), "--output-path", str(tree.next / FOLDER)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if result.returncode != 0 or not (tree.next / FOLDER / "pagefind.js").is_file():
        raise SearchIndexError(result.stdout + result.stderr)
    for name in UNUSED:
        (tree.next / FOLDER / name).unlink(missing_ok=True)
    (tree.next / KEY).write_text(key, "utf-8")


def _digest_pages(folder: Path) -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(path for path in files_in(folder) if path.endswith(".html")):
        digest.update(path.encode() + b"\0" + (folder / path).read_bytes() + b"\0")
    return digest.hexdigest()
