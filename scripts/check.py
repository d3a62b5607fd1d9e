"""Tell every mistake of a hub's authors in one run: `scripts/check.py [mkdocs.yml]`.

Ends with 1 when there is an error, with 0 when there are only warnings or nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is for maintainers, not for authors

from hub.diagnostics import Diagnostic, format_annotations, format_json
from hub.library import Library
from hub.library.published import FILE_NAME, format_addresses
from hub.mkdocs_adapter.check import check_library

FORMATS = {
    "text": lambda found: "\n".join(map(str, found)),
    "json": format_json,
    "annotations": format_annotations,
}


def main(arguments: list[str] | None = None) -> int:
    """Print the diagnostics and return the exit code."""
    parser = argparse.ArgumentParser(description="Проверить записи хаба и показать все ошибки сразу")
    parser.add_argument("config", nargs="?", default="mkdocs.yml", type=Path, help="mkdocs.yml проверяемого хаба")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text, json или annotations")
    parser.add_argument("--as-of", type=date.fromisoformat, help="день сборки, ГГГГ-ММ-ДД; без него — сегодня")
    parser.add_argument(
        "--accept-addresses", action="store_true", help="записать нынешние адреса как опубликованные (addresses.txt)"
    )
    options = parser.parse_args(arguments)
    found, library = check_library(options.config, day=options.as_of)
    if options.accept_addresses and library is not None:
        found = [item for item in found if item.code != "E506"]
        if not any(item.is_error for item in found):
            accept_addresses(library)
    report = FORMATS[options.format](found)
    if report:
        sys.stdout.write(f"{report}\n")
    if options.format == "text":
        sys.stderr.write(f"{_summary(found)}\n")
    return 1 if any(item.is_error for item in found) else 0


def accept_addresses(library: Library) -> None:
    """Write the present addresses down as published."""
    path = Path(library.site.root) / library.site.docs / FILE_NAME
    path.write_text(format_addresses(library), "utf-8")


def _summary(found: list[Diagnostic]) -> str:
    errors = sum(item.is_error for item in found)
    if not found:
        return "Ошибок нет."
    return f"Ошибок: {errors}, предупреждений: {len(found) - errors}."


if __name__ == "__main__":
    sys.exit(main())
