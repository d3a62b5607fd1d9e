"""Write `docs/guide-codes.md`, the page that explains every message: `scripts/codes.py`.

The wording comes from `hub.codes`, the example of each code from the first of its folders in
`tests/fixtures/invalid`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from hub.codes import CODES

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "guide-codes.md"
CASES = REPOSITORY / "tests" / "fixtures" / "invalid"
HUNDREDS = {
    "1": "Файл не читается",
    "2": "Поля записи",
    "3": "Ссылки между записями",
    "4": "Текст и разметка",
    "5": "Сайт целиком",
}
HEAD = """---
title: Что значат сообщения проверки
summary: Каждое сообщение с примером и способом исправить. Найдите код из сообщения, например E301.
---

Сообщение устроено так: файл, строка и столбец, код, что не так. Вторая строка говорит, как исправить.
Код на «E» останавливает сборку, код на «W» только предупреждает.
Как читать сообщения и что делать дальше, рассказано [в руководстве](pages:guide).
"""


def make_page() -> str:
    """Return the text of the page."""
    parts = [HEAD]
    previous = ""
    for code in sorted(CODES, key=lambda each: (each[1:], each)):
        if code[1] != previous:
            previous = code[1]
            parts.append(f"## {HUNDREDS[previous]}\n")
        parts.append(f"### {code}\n\n```text\n{example(code)}\n```\n")
    return "\n".join(parts)


def example(code: str) -> str:
    """Return a message with a code as an author sees it; without a case, its wording alone."""
    for case in sorted(CASES.glob(f"{code.lower()}-*/expected.txt")):
        found = re.search(rf"^.*: {code}: .*\n    исправить: .*$", case.read_text("utf-8"), re.MULTILINE)
        if found:
            return found.group(0)
    wording = f"{code}: {CODES[code].what}\n    исправить: {CODES[code].mend}"
    return re.sub(r"\{\w+\}", "…", wording)


def main() -> int:
    """Write the page."""
    PAGE.write_text(make_page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
