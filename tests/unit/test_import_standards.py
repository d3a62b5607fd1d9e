"""The table of standards → `docs/standards`: nothing is lost, nothing edited is overwritten."""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from hub.collections.standards import Relation, Standard
from hub.load.yaml import parse_yaml
from hub.markdown import slugify

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "import_standards.py"
TABLE = ROOT / "tests" / "fixtures" / "import" / "standards.yaml"
COMMITTED = ROOT / "docs" / "standards"

ROWS: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
ROW = """\
- designation: ГОСТ Р 1-2020
  title: Пример
  kind: термины
  issuer: Росстандарт
  status: действует
  status_confidence: low
  confidence: low
"""


@dataclass(frozen=True)
class Result:
    """What a run of the command returned and said."""

    code: int
    out: str
    err: str


def load_script() -> ModuleType:
    """Return the command as a module: `scripts` is a folder of files, not a package."""
    spec = spec_from_file_location(SCRIPT.stem, SCRIPT)
    assert spec
    assert spec.loader
    module = sys.modules[SCRIPT.stem] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAIN = load_script().main


def run_import(source: Path, target: Path, *options: str) -> Result:
    """Run the command in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = MAIN([str(source), str(target), *options])
    return Result(code, out.getvalue(), err.getvalue())


def run_import_of(table: str, folder: Path, *options: str) -> Result:
    """Import a table that is given as text into `folder/standards`."""
    source = folder / "table.yaml"
    source.write_text(table, "utf-8")
    return run_import(source, folder / "standards", *options)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the entries of a folder by file name."""
    return {path.name: path.read_bytes() for path in folder.glob("*.yml")}


def read_standard(content: bytes) -> Standard:
    """Return an entry, read as the hub reads it: every scalar as text."""
    return Standard.model_validate(yaml.load(content, Loader=yaml.BaseLoader))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The whole table, imported into an empty folder."""
    target = tmp_path_factory.mktemp("imported") / "standards"
    result = run_import(TABLE, target)
    assert result.code == 0, result.err
    return read_folder(target)


def test_every_row_becomes_one_entry_of_the_library(imported: dict[str, bytes]) -> None:
    assert len(imported) == len(ROWS)
    assert set(imported) == set(read_folder(COMMITTED))


def test_hub_reads_the_same_values_as_a_loader_without_types(imported: dict[str, bytes]) -> None:
    for name, content in imported.items():
        parsed = parse_yaml(name, content.decode("utf-8"))

        assert isinstance(parsed, tuple), parsed
        assert parsed[0] == yaml.load(content, Loader=yaml.BaseLoader)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: slugify(row["designation"]))
def test_facts_of_a_row_survive(row: dict[str, Any], imported: dict[str, bytes]) -> None:
    standard = read_standard(imported[f"{slugify(row['designation'])}.yml"])

    assert standard.designation == row["designation"]
    assert standard.title == row["title"]
    assert standard.title_en == row["title_en"]
    assert standard.kind.label.casefold() == row["kind"]
    assert standard.issuer == row["issuer"]
    assert standard.year == row["year"]
    assert (standard.in_force_since and standard.in_force_since.isoformat()) == row["in_force"]
    assert list(standard.ics) == [code.strip() for code in (row["ics"] or "").split(";") if code]
    assert standard.ics_confirmed == row["ics_seen"]
    assert [topic.id for topic in standard.topics] == row["topics"]
    assert list(standard.sources) == row["source"]
    assert standard.confidence == row["confidence"]
    assert standard.summary is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: slugify(row["designation"]))
def test_status_of_a_row_keeps_its_day_and_names_only_what_was_read(
    row: dict[str, Any], imported: dict[str, bytes]
) -> None:
    status = read_standard(imported[f"{slugify(row['designation'])}.yml"]).status

    assert status.value.label.casefold() == row["status"]
    assert status.date.isoformat() == "2026-11-22"
    assert status.confidence == row["status_confidence"]
    assert list(status.sources) == ([] if row["status_confidence"] == "low" else row["source"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: slugify(row["designation"]))
def test_relations_of_a_row_survive(row: dict[str, Any], imported: dict[str, bytes]) -> None:
    standard = read_standard(imported[f"{slugify(row['designation'])}.yml"])
    expected = [
        (kind, row[field]) for field, kind in (("replaces", "replaces"), ("replaced_by", "replaced-by")) if row[field]
    ]

    assert [(relation.type.value, other_end(relation, imported)) for relation in standard.relations] == expected


def other_end(relation: Relation, imported: dict[str, bytes]) -> str | None:
    """Return the designation that a relation leads to; a target must be an entry."""
    if relation.target is None:
        return relation.designation
    return read_standard(imported[f"{relation.target.id}.yml"]).designation


@pytest.mark.parametrize("row", ROWS, ids=lambda row: slugify(row["designation"]))
def test_readers_see_the_note_as_it_was_written(row: dict[str, Any], imported: dict[str, bytes]) -> None:
    note = read_standard(imported[f"{slugify(row['designation'])}.yml"]).note

    assert (note.plain if note else None) == row["note"]
    assert not note or not note.problems


@pytest.mark.parametrize(
    ("designation", "issuer", "level"),
    [
        ("ГОСТ Р 1-2020", "Росстандарт", "federal"),
        ("СП 59.13330.2020", "Минстрой России", "federal"),
        ("ГОСТ 1.5-2001", "МГС", "international"),
        ("ISO 26000:2010", "ISO", "international"),
    ],
)
def test_level_follows_from_who_issued_the_standard(designation: str, issuer: str, level: str, tmp_path: Path) -> None:
    table = ROW.replace("ГОСТ Р 1-2020", designation).replace("Росстандарт", issuer)

    run_import_of(table, tmp_path)

    (content,) = read_folder(tmp_path / "standards").values()
    assert [found.value for found in read_standard(content).level] == [level]


@pytest.mark.parametrize(
    "note",
    [
        "*звёздочки*, _подчёркивания_, `код`, <b>теги</b>",
        "[ссылка] https://example.org и [x][y]",
        "[ссылка](https://example.org)",
        "# не заголовок",
        "- не список",
        "1. не список",
        "2015 — год",
        "> [!NOTE] не врезка",
        "обратная \\ черта и &amp;",
    ],
)
def test_signs_of_markdown_in_a_note_stay_text(note: str, tmp_path: Path) -> None:
    table = ROW + yaml.safe_dump({"note": note}, allow_unicode=True).replace("note:", "  note:", 1)

    result = run_import_of(table, tmp_path)

    assert result.code == 0, result.err
    (content,) = read_folder(tmp_path / "standards").values()
    found = read_standard(content).note
    assert found is not None
    assert found.plain == note
    assert not found.problems


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    run_import(TABLE, tmp_path)
    first = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}

    result = run_import(TABLE, tmp_path)

    assert result.out == f"записано: 0, без изменений: {len(ROWS)}, оставлено как есть: 0\n"
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == first


def test_edited_file_is_kept_and_named(tmp_path: Path) -> None:
    run_import_of(ROW, tmp_path)
    path = tmp_path / "standards" / "gost-r-1-2020.yml"
    edited = path.read_bytes() + "note: правка\n".encode()
    path.write_bytes(edited)

    result = run_import_of(ROW, tmp_path)

    assert result.code == 0
    assert path.read_bytes() == edited
    assert "gost-r-1-2020.yml: правили вручную" in result.out


def test_force_overwrites_an_edited_file(tmp_path: Path) -> None:
    run_import_of(ROW, tmp_path)
    path = tmp_path / "standards" / "gost-r-1-2020.yml"
    imported_once = path.read_bytes()
    path.write_text("title: правка\n", "utf-8")

    run_import_of(ROW, tmp_path, "--force")

    assert path.read_bytes() == imported_once


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("термины", "невиданный", "table.yaml:1: ГОСТ Р 1-2020: kind: «невиданный» — такого значения нет"),
        ("действует", "вроде бы", "table.yaml:1: ГОСТ Р 1-2020: status: «вроде бы» — такого значения нет"),
        ("\n  confidence: low", "\n  confidence: sure", "confidence: «sure» — такого значения нет"),
        ("  title: Пример\n", "", "table.yaml:1: нет полей: title"),
        ("  title:", "  titel: x\n  title:", "неизвестные поля: titel"),
        ("  title:", "  year: давно\n  title:", "ГОСТ Р 1-2020: year: «давно» — не тот вид значения"),
        ("  title:", "  year: 1492\n  title:", "ГОСТ Р 1-2020: year: «1492» не подходит"),
        ("  title:", "  ics: 01.120\n  title:", "ГОСТ Р 1-2020: ics: «1.12» — не тот вид значения"),
        ("  title:", "  in_force: 01.01.2020\n  title:", "in_force: «01.01.2020» — не день"),
        ("  title:", "  source: [индекс 1]\n  title:", "sources.0: «индекс 1»"),
        ("- designation", "designation", "table.yaml:"),
    ],
)
def test_bad_row_is_refused_by_name_and_nothing_is_written(old: str, new: str, told: str, tmp_path: Path) -> None:
    good = ROW.replace("ГОСТ Р 1-2020", "ГОСТ Р 2-2020")

    result = run_import_of(ROW.replace(old, new) + good, tmp_path)

    assert result.code == 1
    assert told in result.err
    assert "исправить: " in result.err
    assert not (tmp_path / "standards").exists()


def test_two_rows_with_one_id_are_refused(tmp_path: Path) -> None:
    result = run_import_of(ROW + ROW, tmp_path)

    assert result.code == 1
    assert "table.yaml:8: «ГОСТ Р 1-2020» даёт тот же файл gost-r-1-2020.yml" in result.err
