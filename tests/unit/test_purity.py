"""Rendering and exporting: no disk, no clock, no environment. Imports are held by import-linter, calls here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.sites import REPOSITORY

FILES = sorted(path for name in ("render", "outputs") for path in (REPOSITORY / "hooks/hub" / name).rglob("*.py"))
FORBIDDEN_CALLS = {"now", "today", "utcnow", "fromtimestamp", "open", "getenv", "time", "monotonic"}
FORBIDDEN_NAMES = {"os", "pathlib", "io", "tempfile", "subprocess", "time", "mkdocs"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REPOSITORY / "hooks/hub").as_posix())
def test_pure_code_asks_nobody(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in FORBIDDEN_CALLS, f"line {node.lineno}"
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN_NAMES, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in FORBIDDEN_NAMES, f"line {node.lineno}"


def test_only_the_adapter_imports_mkdocs() -> None:
    others = [path for path in (REPOSITORY / "hooks").rglob("*.py") if "mkdocs_adapter" not in path.parts]

    assert [path for path in others if "import mkdocs" in path.read_text("utf-8")] == []
    assert len((REPOSITORY / "hooks/hub_events.py").read_text("utf-8").splitlines()) <= 40
