"""What the preview adds: a banner with the mistakes on every page, and a page when nothing else can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from hub.diagnostics import Diagnostic
from hub.language import Gettext

SHOWN = 20  # mistakes in the banner; the terminal has all


def banner_html(
    diagnostics: Sequence[Diagnostic], failure: str, translate: Gettext, codes_url: str = "", root: str = ""
) -> str:
    """Return the banner of the preview; empty when there is nothing to tell.

    `codes_url` is the page that explains the codes, if the site has one; `root` is the folder of the site, for
    links that open the place in an editor.
    """
    if failure:
        text = escape(translate("Сборка остановилась из-за ошибки самого движка. Показана последняя удачная версия."))
        return f'<aside class="preview" role="alert"><p>{text}</p><pre>{escape(failure)}</pre></aside>'
    if not diagnostics:
        return ""
    title = translate("Найдены ошибки: {count}. Записи с ошибками не показаны.").format(count=len(diagnostics))
    items = "".join(
        f"<li>{_place_html(item, root)} {_code_html(item.code, codes_url)} {escape(item.what(translate))}"
        f"<br>{escape(translate('исправить:'))} {escape(item.mend(translate))}</li>"
        for item in diagnostics[:SHOWN]
    )
    return (
        f'<aside class="preview" role="alert"><details open><summary>{escape(title)}</summary>'
        f"<ol>{items}</ol></details></aside>"
    )


def failure_page(failure: str) -> str:
    """Return a page for when there is nothing else to show."""
    return f'<!doctype html><meta charset="utf-8"><title>!</title><body>{banner_html((), failure, str)}</body>'


def _code_html(code: str, codes_url: str) -> str:
    return f'<a href="{escape(codes_url)}#{code.lower()}"><b>{code}</b></a>' if codes_url else f"<b>{code}</b>"


def _place_html(item: Diagnostic, root: str) -> str:
    place = f"<code>{escape(str(item.at))}</code>"
    # The address that code editors register for themselves; where there is none, the link does nothing.
    return f'<a href="vscode://file{escape(quote(f"{root}/{item.at}", safe="/:"))}">{place}</a>' if root else place
