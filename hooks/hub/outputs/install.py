"""The site → what lets a browser keep it: the worker with what it must know of this build, and the web app manifest.

The worker's text changes when anything changes that it keeps by itself: the theme (named by its folder) or the page
that it shows when there is no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from hub.content import Site
from hub.outputs import Artifact

WORKER, MANIFEST = "sw.js", "manifest.webmanifest"
BRAND, GROUND = "#0b5a66", "#faf9f6"  # as in css/tokens.css
DIGEST_SIZE = 5


def export_worker(
    source: str, assets: str, shell: Iterable[str], pages: Mapping[str, str], contents: Iterable[bytes]
) -> Artifact:
    """Return the worker: `source` after a line that names the theme's folder, its files and the worker's own pages.

    `pages` holds, by the first folder of a language, the address of the page for what is not kept; `contents` is what
    stands there.
    """
    digest = blake2b(digest_size=DIGEST_SIZE)
    for content in contents:
        digest.update(content)
    known = {"assets": assets, "shell": sorted(shell), "pages": pages, "version": digest.hexdigest()}
    return Artifact(WORKER, f"const SITE = {json.dumps(known, separators=(',', ':'))};\n{source}".encode())


def export_manifest(site: Site, icons: Mapping[str, str]) -> Artifact:
    """Return the manifest. `icons` are the site-relative addresses of the theme's icons by their names."""
    kinds = [
        {"src": icons["icon.svg"], "sizes": "any", "type": "image/svg+xml"},
        {"src": icons["icon-192.png"], "sizes": "192x192", "type": "image/png"},
        {"src": icons["icon-512.png"], "sizes": "512x512", "type": "image/png"},
        {"src": icons["maskable-512.png"], "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    manifest = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": BRAND,
        "background_color": GROUND,
        "icons": kinds,
    }
    return Artifact(MANIFEST, f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode())
