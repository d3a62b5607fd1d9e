"""Write `hooks/schemas/<collection>.json` from the models: `scripts/schemas.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from hub.collections import COLLECTIONS
from hub.outputs.schemas import export_schemas

FOLDER = Path(__file__).resolve().parents[1] / "hooks" / "schemas"


def main() -> int:
    """Write the schemas and remove those of collections that are gone."""
    FOLDER.mkdir(exist_ok=True)
    artifacts = list(export_schemas(COLLECTIONS))
    for path in set(FOLDER.glob("*.json")) - {FOLDER / artifact.path for artifact in artifacts}:
        path.unlink()
    for artifact in artifacts:
        (FOLDER / artifact.path).write_bytes(artifact.content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
