"""Entry and Material: the fields that everything else stands on, and their documentation."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from hub.collections import COLLECTIONS
from hub.content import Collection, Entry, Material
from hub.outputs.schemas import export_schemas
from tests.sites import REPOSITORY

MATERIALS = {"courses", "lessons", "webinars", "toolkits", "practices", "standards"}


def test_entry_has_the_fields_that_were_decided() -> None:
    assert set(Entry.model_fields) == {
        "title", "summary", "in_language", "publication", "aliases", "allow", "translates",
    }  # fmt: skip


def test_material_adds_the_fields_that_were_decided() -> None:
    assert set(Material.model_fields) - set(Entry.model_fields) == {
        "topics", "conditions", "regions", "level", "direction", "audience", "authors", "responsible", "partners",
        "licence", "created", "modified", "review_by", "based_on",
    }  # fmt: skip


def test_materials_are_those_that_were_decided() -> None:
    found = {name for name, each in COLLECTIONS.items() if issubclass(each.model, Material)}

    assert found >= MATERIALS


def test_status_belongs_to_standards_alone() -> None:
    assert [name for name, each in COLLECTIONS.items() if "status" in each.model.model_fields] == ["standards"]


def models_in(model: type[BaseModel], found: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """Return a model and every model inside it, by name."""
    if model.__name__ in found:
        return found
    found[model.__name__] = model
    for field in model.model_fields.values():
        for inner in _inner(field.annotation):
            models_in(inner, found)
    return found


def _inner(annotation: Any) -> list[type[BaseModel]]:
    here = [annotation] if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []
    return here + [each for argument in getattr(annotation, "__args__", ()) for each in _inner(argument)]


@pytest.mark.parametrize("collection", COLLECTIONS.values(), ids=lambda each: each.name)
def test_every_field_is_documented_in_russian(collection: Collection) -> None:
    for name, model in models_in(collection.model, {}).items():
        assert model.__doc__ or name.startswith("_"), name
        for field, definition in model.model_fields.items():
            assert definition.description, f"{name}.{field} has no description"
        for fact in getattr(model, "FACTS", ()):
            assert model.model_fields[fact].title, f"{name}.{fact} is shown and has no title"


def test_what_carries_an_id_carries_aliases_or_is_an_axis() -> None:
    exempt = {"DirectionPlan"}  # its id is a value of a fixed list
    for collection in COLLECTIONS.values():
        for name, model in models_in(collection.model, {}).items():
            if "id" in model.model_fields and name not in exempt:
                assert "aliases" in model.model_fields, name


def test_schemas_on_disk_are_those_of_the_models() -> None:
    folder = REPOSITORY / "hooks/schemas"

    assert {path.name: path.read_bytes() for path in folder.glob("*.json")} == {
        artifact.path: artifact.content for artifact in export_schemas(COLLECTIONS)
    }, "run `make schemas`"
