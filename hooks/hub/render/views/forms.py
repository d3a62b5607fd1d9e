"""A form: its questions, and the sheet on which the answers are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from hub.collections.forms import (
    Align,
    ChecklistField,
    ChecklistItem,
    ChoiceField,
    DateField,
    Form,
    FormField,
    FormPart,
    HandField,
    LineField,
    RowsField,
    TextField,
)
from hub.content import Record
from hub.markdown import Document
from hub.render.context import Link, Page, TextWithPlaces
from hub.render.views.general import Contents

FEW_PARTS, MANY_PARTS = 3, 8  # more than a few are folded; of many not even the first is open
# Stand around the name of a place to be filled in until it is known whether a whole paragraph is one.
_OPEN, _CLOSE = "\ue0f3", "\ue0f4"
_ALONE = re.compile(f"<p>{_OPEN}([a-z0-9-]+){_CLOSE}</p>")
_IN_CELL = re.compile(f"<td>{_OPEN}([a-z0-9-]+){_CLOSE}</td>")
_LAST = re.compile(f"<p>((?:(?!</?p>).)*{_OPEN}[a-z0-9-]+{_CLOSE}\\.?)</p>", re.DOTALL)
# What a text says before a place («Кому: …») need not be said in it once more.
_INSIDE = re.compile(f"(:(?:</strong>)?[ \u00a0])?{_OPEN}([a-z0-9-]+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class _Sheet(TextWithPlaces):
    """A text of a form: its places are to be filled in."""

    fields: Mapping[str, FormField]

    def blank_html(self, name: str) -> str:
        return f"{_OPEN}{name}{_CLOSE}"

    def html(self, document: Document, prefix: str) -> Markup:
        """Return a text with its places: tables and ruled lines where a place is a paragraph of its own."""
        text = _ALONE.sub(lambda found: self._block(found.group(1)), document.html(self, prefix))
        text = _IN_CELL.sub(lambda found: self._cell(found.group(1)), text)
        # The last place of a paragraph is ruled to the edge of the sheet.
        text = _LAST.sub(r'<p class="to-edge">\1</p>', text)
        return Markup(_INSIDE.sub(lambda found: self._inline(found.group(2), found.group(1) or ""), text))

    def _block(self, name: str) -> str:
        field = self.fields[name]
        if isinstance(field, RowsField):
            return self._table(field)
        if isinstance(field, ChecklistField):
            return self._checklist(field)
        if isinstance(field, TextField) or (isinstance(field, HandField) and field.lines > 1):
            rules = '<span class="rule"></span>' * field.lines
            return f'<div class="blank blank-text"{_marks(field)}>{rules}</div>'
        return f'<p class="to-edge">{self._inline(name)}</p>'

    def _cell(self, name: str) -> str:
        """Return a cell of a table that is one place: the cell itself is where one writes."""
        field = self.fields[name]
        if isinstance(field, LineField | TextField | HandField):
            lines = f" lines-{min(field.lines, 4)}" if isinstance(field, TextField | HandField) else ""
            return f'<td><div class="blank blank-cell{lines}"{_marks(field)}></div></td>'
        return f"<td>{self._inline(name)}</td>"

    def _inline(self, name: str, before: str = "") -> str:
        field = self.fields[name]
        empty = ""
        if isinstance(field, ChoiceField):
            empty = " ".join(f'<span class="choice">☐\u00a0{escape(option)}</span>' for option in field.options)
        elif isinstance(field, DateField):
            empty = self.translate("«___» ______________ 20___ г.")
        kind = type(field).__name__.removesuffix("Field").lower()
        named = " is-named" if before else ""
        rest = '<span class="rest"></span>' if isinstance(field, LineField | HandField) else ""
        return f'{before}<span class="blank blank-{kind}{named}"{_marks(field)}>{empty}</span>{rest}'

    def _table(self, field: RowsField) -> str:
        number = f'<th scope="col" class="number">{escape(self.translate("№"))}</th>' if field.numbered else ""
        head = number + "".join(
            f'<th scope="col"{" class=wide" if column.wide else ""}>{escape(column.title)}</th>'
            for column in field.columns
        )
        row = f"<tr>{'<td class=number></td>' if field.numbered else ''}{'<td></td>' * len(field.columns)}</tr>"
        return (
            f'<table class="blank-rows lines-{field.lines}"{_marks(field)}>'
            f'<caption class="unseen">{escape(field.label)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{row * field.count}</tbody></table>"
        )

    def _checklist(self, field: ChecklistField) -> str:
        answers = "".join(f'<th scope="col" class="answer">{escape(answer)}</th>' for answer in field.answers)
        fact = escape(field.remark or self.translate("Факт"))
        what = escape(self.translate("Что проверить"))
        boxes = '<td class="answer"><span class="box"></span></td>' * len(field.answers)
        number, groups = 0, []
        for group in field.groups:
            rows = []
            for item in group.items:
                number += 1
                text = item.text.inline_html(self)
                rows.append(f'<tr data-item="{item.id}"><td>{number}. {text}</td>{boxes}<td class="fact"></td></tr>')
            span = len(field.answers) + 2
            title = f'<tr><th scope="colgroup" colspan="{span}">{escape(group.title)}</th></tr>'
            groups.append(f'<tbody id="{group.id}">{title}{"".join(rows)}</tbody>')
        return (
            f'<table class="blank-checklist"{_marks(field)}><caption class="unseen">{escape(field.label)}</caption>'
            f'<thead><tr><th scope="col">{what}</th>{answers}<th scope="col" class="fact">{fact}</th></tr></thead>'
            f"{''.join(groups)}</table>"
        )


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return the parts with their questions, and the sheet."""
    form = record.entry
    if not isinstance(form, Form):
        raise TypeError(f"{record.key} is no form")
    sheet = _Sheet(page, {field.id: field for part in form.parts for field in part.fields})
    parts = [_part_view(part, sheet) for part in form.parts]
    typed = sum(len(part["fields"]) for part in parts)
    contents = [Contents(2, "fill", page.translate("Заполните"))] if typed else []
    return {
        "id": record.key.id,
        "paper": form.paper,
        "is_landscape": form.paper == "landscape",
        "before_html": page.text(form.before, "before-"),
        "after_html": page.text(form.after, "after-"),
        "parts": parts,
        "typed": typed,
        "lessons": _lessons_of(record, page),
        "folded": len(form.parts) > FEW_PARTS,
        "is_long": len(form.parts) > MANY_PARTS,
        "contents": [*contents, Contents(2, "sheet", page.translate("Бланк"))],
    }


def _lessons_of(record: Record, page: Page) -> list[Link]:
    """Return the lessons whose practice is this form: who came from one goes back to it."""
    library = page.renderer.library
    sources = [key for key in library.sources_of(record.key) if key.collection == "lessons"]
    lessons = [each for key in sources if (each := library.record(key, page.language)) is not None]
    forms = [(each, each.card.values["form"]) for each in lessons]
    return [page.link_to(each) for each, form in forms if form is not None and library.key_of(form) == record.key]


def _part_view(part: FormPart, sheet: _Sheet) -> dict[str, Any]:
    return {
        "id": part.id,
        "title": part.title,
        "note_html": sheet.page.text(part.note, f"{part.id}-note-"),
        "fields": [_field_view(field, sheet) for field in part.fields if not isinstance(field, HandField)],
        "sheet_html": sheet.html(part.sheet, f"{part.id}-"),
        "align": "" if part.align == Align.START else part.align.value,
        "new_page": part.new_page,
        "optional": part.optional,
    }


def _field_view(field: FormField, sheet: _Sheet) -> Mapping[str, Any]:
    more: dict[str, Any] = {}
    if isinstance(field, TextField):
        more["lines"] = field.lines
    elif isinstance(field, ChoiceField):
        more["options"] = field.options
    elif isinstance(field, RowsField):
        more["columns"] = [
            {"id": column.id, "title": column.title, "wide": column.wide, "by_hand": column.by_hand}
            for column in field.columns
        ]
    elif isinstance(field, ChecklistField):
        numbers = {item.id: number for number, item in enumerate(_items(field), 1)}
        more["answers"] = field.answers
        more["remark"] = field.remark or sheet.translate("Факт")
        more["groups"] = [
            {
                "title": group.title,
                "points": [
                    {"id": item.id, "number": numbers[item.id], "text": Markup(item.text.inline_html(sheet))}
                    for item in group.items
                ],
            }
            for group in field.groups
        ]
    return {"id": field.id, "kind": field.kind, "label": field.label, "hint": field.hint or "", **more}


def _items(field: ChecklistField) -> list[ChecklistItem]:
    return [item for group in field.groups for item in group.items]


def _marks(field: FormField) -> str:
    return f' data-blank="{field.id}" data-label="{escape(field.label)}"'
