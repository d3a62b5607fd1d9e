"""A table of standards (one YAML list) → `docs/standards/<id>.yml` (long: one row in, one file out, every field told).

The first import fills the folder; afterwards the folder is the source. So a file that someone has edited is
kept unless `--force` is given, and the same table gives the same bytes whenever it is imported.

    python scripts/import_standards.py SOURCE.yaml docs/standards [--checked-on 2026-11-22] [--force]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any

import yaml
from pydantic import ValidationError

from hub.collections.standards import RelationType, Standard, StandardKind, StandardStatus
from hub.content import Choice, Confidence, Level
from hub.markdown import slugify

REQUIRED = ("designation", "title", "kind", "issuer", "status", "status_confidence", "confidence")
OPTIONAL = (
    "title_en",
    "year",
    "in_force",
    "replaces",
    "replaced_by",
    "ics",
    "ics_seen",
    "topics",
    "source",
    "note",
)
NOT_TEXT: Mapping[str, type | tuple[type, ...]] = {
    "year": int,
    "in_force": (str, date),
    "ics_seen": bool,
    "topics": list,
    "source": list,
}

_MARKUP = re.compile(r"[\\`*_<\[\]]|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"[#>+~=|-]|\d+(?=[.)])")


class TableError(Exception):
    """The table cannot be imported; the message says where, what was read and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its values, and where they stand, as `file:line`."""

    place: str
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The designation, as people call the standard."""
        return str(self.values["designation"])

    @property
    def id(self) -> str:
        """The id of the entry that the row becomes."""
        return slugify(self.name)

    def refuse(self, what: str, mend: str) -> TableError:
        """Return the refusal of this row."""
        return TableError(f"{self.place}: {what}\n    исправить: {mend}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, by file name."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _read_arguments(arguments)
    try:
        files = standard_files(read_table(options.source), options.checked_on)
        outcome = write_files(files, options.target, force=options.force)
    except (TableError, OSError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    sys.stdout.write(_report(outcome))
    return 0


def read_table(path: Path) -> list[Row]:
    """Return the rows of a table, each with every field, None where it is empty; raise `TableError` for a bad one."""
    text = path.read_text("utf-8")
    try:
        loader = yaml.SafeLoader(text)
        tree = loader.get_single_node()
        values = loader.construct_document(tree) if tree else None
    except yaml.YAMLError as error:
        raise TableError(f"{path}: YAML не читается: {error}\n    исправить: проверьте отступы") from error
    if not isinstance(values, list) or not isinstance(tree, yaml.SequenceNode):
        raise TableError(f"{path}:1: в файле не список\n    исправить: начинайте каждый стандарт с «- »")
    return [
        _read_row(value, f"{path}:{node.start_mark.line + 1}") for value, node in zip(values, tree.value, strict=True)
    ]


def standard_files(rows: Sequence[Row], checked_on: date) -> dict[str, bytes]:
    """Return the files of the entries by name, in the order of the table; each is read back by the model."""
    ids = {row.name: row.id for row in rows}
    files: dict[str, bytes] = {}
    for row in rows:
        name = f"{row.id}.yml"
        if name in files:
            raise row.refuse(f"«{row.name}» даёт тот же файл {name}, что и строка выше", "уберите повтор")
        files[name] = entry_yaml(_entry(row, ids, checked_on)).encode("utf-8")
        _check(row, files[name])
    return files


def write_files(files: Mapping[str, bytes], target: Path, *, force: bool) -> Outcome:
    """Write what is new; leave what is the same; keep what someone edited, unless `force`."""
    target.mkdir(parents=True, exist_ok=True)
    written, unchanged, kept = [], [], []
    for name, content in files.items():
        path = target / name
        current = path.read_bytes() if path.exists() else None
        if current == content:
            unchanged.append(name)
        elif current is not None and not force:
            kept.append(name)
        else:
            path.write_bytes(content)
            written.append(name)
    return Outcome(tuple(written), tuple(unchanged), tuple(kept))


def entry_yaml(entry: Mapping[str, Any]) -> str:
    """Return the YAML of an entry: the same bytes for the same values."""
    return yaml.dump(dict(entry), Dumper=_EntryDumper, allow_unicode=True, sort_keys=False, width=110)


def escape_markdown(text: str) -> str:
    """Return the Markdown of one paragraph that readers see as `text`."""
    escaped = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    start = _BLOCK_START.match(escaped)
    if start is None:
        return escaped
    # A paragraph that opens with a list's number is escaped after the number, any other sign before it.
    number = start.group() if start.group().isdigit() else ""
    return f"{number}\\{escaped[len(number) :]}"


class _EntryDumper(yaml.SafeDumper):
    """YAML as people write it here: lists indented, nothing anchored (the hub refuses anchors)."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's own
        return True


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Таблица стандартов → docs/standards/<id>.yml")
    parser.add_argument("source", type=Path, help="таблица: YAML-файл со списком стандартов")
    parser.add_argument("target", type=Path, help="папка записей: docs/standards")
    parser.add_argument(
        "--checked-on",
        type=date.fromisoformat,
        default=date(2026, 11, 22),
        metavar="ГГГГ-ММ-ДД",
        help="на какой день известны статусы (по умолчанию %(default)s)",
    )
    parser.add_argument("--force", action="store_true", help="переписать и те файлы, которые правили вручную")
    return parser.parse_args(arguments)


def _read_row(value: Any, place: str) -> Row:
    if not isinstance(value, dict):
        raise TableError(f"{place}: «{value}» — не набор полей\n    исправить: пишите «поле: значение»")
    known = REQUIRED + OPTIONAL
    row = Row(place, {name: value.get(name) for name in known})
    if missing := [name for name in REQUIRED if not value.get(name)]:
        raise row.refuse(f"нет полей: {', '.join(missing)}", "допишите их")
    if unknown := [str(name) for name in value if name not in known]:
        raise row.refuse(f"{row.name}: неизвестные поля: {', '.join(unknown)}", f"есть: {', '.join(known)}")
    # An unquoted code 01.120 arrives as the number 1.12: refuse it rather than publish another code.
    if wrong := [name for name in known if not isinstance(value.get(name), (NOT_TEXT.get(name, str), NoneType))]:
        read = "; ".join(f"{name}: «{value[name]}»" for name in wrong)
        raise row.refuse(f"{row.name}: {read} — не тот вид значения", "текст и коды берите в кавычки")
    return row


def _entry(row: Row, ids: Mapping[str, str], checked_on: date) -> dict[str, Any]:
    """Return the values of an entry in the order of the model, without those that are not known."""
    values = row.values
    found: dict[str, Any] = {
        "title": values["title"],
        "topics": values["topics"],
        "level": [_level(row)],
        "designation": row.name,
        "title_en": values["title_en"],
        "kind": _choice(row, "kind", StandardKind),
        "issuer": values["issuer"],
        "year": values["year"],
        "in_force_since": _day(row, "in_force"),
        "status": _status(row, checked_on),
        "relations": _relations(row, ids),
        "ics": _codes(values["ics"]),
        "ics_confirmed": bool(values["ics_seen"]) if values["ics"] else None,
        "sources": values["source"],
        "confidence": _confidence(row, "confidence"),
        "note": escape_markdown(values["note"]) if values["note"] else None,
    }
    return {name: found[name] for name in Standard.model_fields if found.get(name) not in (None, [])}


def _status(row: Row, checked_on: date) -> dict[str, Any]:
    """A status of low confidence was not read in the row's sources, so it names none of them."""
    confidence = _confidence(row, "status_confidence")
    sources = row.values["source"] if confidence != Confidence.LOW else None
    status = {"value": _choice(row, "status", StandardStatus), "date": checked_on}
    return status | ({"sources": sources} if sources else {}) | {"confidence": confidence}


def _relations(row: Row, ids: Mapping[str, str]) -> list[dict[str, str]]:
    """A standard of the table is referred to; any other is only named."""
    found = []
    for field, kind in (("replaces", RelationType.REPLACES), ("replaced_by", RelationType.REPLACED_BY)):
        if other := row.values[field]:
            end = {"target": ids[other]} if other in ids else {"designation": str(other)}
            found.append({"type": kind.value, **end})
    return found


def _level(row: Row) -> str:
    """Interstate standards and those with a Latin designation are international, the rest are Russia's."""
    international = row.values["issuer"].startswith("МГС") or row.name[0].isascii()
    return (Level.INTERNATIONAL if international else Level.FEDERAL).value


def _codes(text: str | None) -> list[str]:
    return [code for part in (text or "").split(";") if (code := part.strip())]


def _choice(row: Row, field: str, choices: type[Choice]) -> str:
    """Return the value whose Russian label the row spells, in any case."""
    return _one_of(row, field, {choice.label.casefold(): choice.value for choice in choices})


def _confidence(row: Row, field: str) -> str:
    return _one_of(row, field, {choice.value: choice.value for choice in Confidence})


def _one_of(row: Row, field: str, known: Mapping[str, str]) -> str:
    read = str(row.values[field])
    if (value := known.get(read.casefold())) is None:
        raise row.refuse(
            f"{row.name}: {field}: «{read}» — такого значения нет", f"возьмите одно из: {', '.join(known)}"
        )
    return value


def _day(row: Row, field: str) -> date | None:
    if not (read := row.values[field]):
        return None
    try:
        return date.fromisoformat(str(read))
    except ValueError:
        raise row.refuse(f"{row.name}: {field}: «{read}» — не день", "пишите ГГГГ-ММ-ДД") from None


def _check(row: Row, content: bytes) -> None:
    """Read the file back as the hub will: every scalar as text."""
    try:
        standard = Standard.model_validate(yaml.load(content, Loader=yaml.BaseLoader))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise row.refuse(
            f"{row.name}: {place}: «{first['input']}» не подходит ({first['type']}: {first['msg']})",
            "проверьте это значение по модели Standard",
        ) from error
    if standard.note and standard.note.problems:
        raise row.refuse(f"{row.name}: примечание читается как разметка", "запишите его обычными словами")


def _report(outcome: Outcome) -> str:
    lines = [
        f"записано: {len(outcome.written)}, без изменений: {len(outcome.unchanged)},"
        f" оставлено как есть: {len(outcome.kept)}"
    ]
    lines += [f"    {name}: правили вручную, не переписан (переписать: --force)" for name in outcome.kept]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
