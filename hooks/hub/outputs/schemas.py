"""Models → JSON Schema of what authors write, for editors that complete and check while typing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hub.content import Collection
from hub.outputs import Artifact


def export_schemas(collections: Mapping[str, Collection]) -> Iterator[Artifact]:
    """Yield one schema for each collection; a list vocabulary's describes the whole list."""
    for name, collection in collections.items():
        schema: dict[str, Any] = collection.model.model_json_schema(by_alias=True)
        if collection.layout == "lessons":
            schema["properties"].pop("body")  # written under the head
            schema["required"] = [each for each in schema["required"] if each != "body"]
        if collection.layout == "list":
            definitions = schema.pop("$defs", {})
            schema["properties"] = {"id": {"type": "string", "pattern": "^[a-z0-9-]+$"}, **schema["properties"]}
            schema["required"] = ["id", *schema.get("required", [])]
            schema = {"type": "array", "items": schema, "$defs": definitions}
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        text = json.dumps(schema, ensure_ascii=False, indent=1)
        yield Artifact(f"{name}.json", f"{text}\n".encode())
