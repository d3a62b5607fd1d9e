"""Draw the icons of the installed site anew from their SVG: `scripts/icons.py` (needs what tests need)."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "hooks" / "theme" / "icons"
BROWSER = "/usr/bin/chromium-headless-shell"
ICONS = (("icon", 192), ("icon", 512), ("maskable", 512))


def main() -> int:
    """Write `<name>-<size>.png` beside each SVG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        for name, size in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            svg = (FOLDER / f"{name}.svg").read_text("utf-8").replace("<svg ", f'<svg width="{size}" height="{size}" ')
            page.set_content(
                f"<style>html, body {{ margin: 0; background: none }} svg {{ display: block }}</style>{svg}"
            )
            path = FOLDER / f"{name}-{size}.png"
            page.screenshot(path=path, omit_background=True)
            sys.stdout.write(f"{path.name}: {path.stat().st_size} B\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
