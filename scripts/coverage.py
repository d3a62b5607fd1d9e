"""Tell authors what competencies lack: a lesson, a question, anything fresh: `scripts/coverage.py [mkdocs.yml]`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is for maintainers, not for authors

from hub.library import Library
from hub.library.coverage import find_needs
from hub.mkdocs_adapter.check import check_library

LACKS = {
    "materials": "нет материалов",
    "lessons": "нет урока",
    "questions": "нет вопросов",
    "fresh": "только старое",
}


def main(arguments: list[str] | None = None) -> int:
    """Print one line for each competency that lacks something, and return the exit code."""
    parser = argparse.ArgumentParser(description="Показать, каких материалов и вопросов не хватает компетенциям")
    parser.add_argument("config", nargs="?", default="mkdocs.yml", type=Path, help="mkdocs.yml хаба")
    parser.add_argument("--as-of", type=date.fromisoformat, help="день, ГГГГ-ММ-ДД; без него — сегодня")
    options = parser.parse_args(arguments)
    found, library = check_library(options.config, day=options.as_of)
    if library is None or any(item.is_error for item in found):
        sys.stderr.write("Сначала исправьте ошибки: scripts/check.py\n")
        return 1
    sys.stdout.write(report(library))
    return 0


def report(library: Library) -> str:
    """Return the report: a line for each competency that lacks something, then the sums."""
    needs = list(find_needs(library, library.site.build_day))
    lines = []
    for need in needs:
        words = [LACKS[name] for name in need.lacks if not (name == "lessons" and "materials" in need.lacks)]
        if words:
            counts = f"материалов {need.materials}, вопросов {need.questions}"
            lines.append(f"{need.record.key.id}: {', '.join(words)} ({counts})")
    sums = [f"{words}: {sum(name in need.lacks for need in needs)}" for name, words in LACKS.items()]
    lines.append(
        f"Компетенций: {len(needs)}, без пробелов: {sum(not need.lacks for need in needs)}; {'; '.join(sums)}."
    )
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
