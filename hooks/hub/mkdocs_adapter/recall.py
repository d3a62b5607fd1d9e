"""What is remembered of a site, by the version of the engine and of the theme that made it."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from hub.memory import Memory, digest_of_files
from hub.mkdocs_adapter.site import ENGINE, config_path

# Whose behaviour reaches what files say or what pages are made of.
LIBRARIES = (
    "Babel",
    "Jinja2",
    "MarkupSafe",
    "PyStemmer",
    "PyYAML",
    "mkdocs",
    "mkdocs-material",
    "pydantic",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "pyromark",
)


def recall(config: MkDocsConfig, site: Path) -> Memory:
    """Return what is remembered of the hub of a configuration, built into a folder."""
    libraries = {name: version(name) for name in LIBRARIES} | {"python": sys.version}
    code = digest_of_files((ENGINE / "hub").rglob("*.py"), libraries)
    # Material's own files are told by its version; a site's folder may hold templates of its own besides ours.
    own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    folders = {folder.resolve() for folder in (*own, ENGINE / "theme", ENGINE / "locale")}
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return Memory.recall(config_path(config).parent, site, code, digest_of_files(files))
