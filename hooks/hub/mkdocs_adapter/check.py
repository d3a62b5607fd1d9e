"""A configuration file → every diagnostic of its site, without building anything."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files, set_exclusions

from hub.build import read_library
from hub.content import Entry
from hub.diagnostics import Diagnostic, Location, sort_diagnostics
from hub.language import N_
from hub.library import Library
from hub.load.scan import scan
from hub.load.yaml import NESTING_LIMIT, compose, explain, find_too_deep, place_of
from hub.mkdocs_adapter.site import check_config, make_site

# MkDocs' words for a value that it refuses → ours.
_REFUSALS = {
    "Required configuration not provided": N_("не заполнено"),
    "No theme name set": N_("не заполнено"),
    "existing directory": N_("называет папку, которой нет"),
    "does not exist": N_("называет папку, которой нет"),
    "existing file": N_("называет файл, которого нет"),
    "Cannot import path": N_("называет файл, который не запускается"),
    "Unrecognised theme name": N_("называет тему, которой нет"),
    "plugin is not installed": N_("называет плагин, который не установлен"),
}


def check_library(
    path: Path, environment: Mapping[str, str] | None = None, day: date | None = None
) -> tuple[list[Diagnostic], Library | None]:
    """Return the diagnostics of a site, and its library where there is one.

    `day` is the day of the build, today if not given. Nothing is raised for an author's mistake: E505 tells
    of a configuration that MkDocs itself refuses.
    """
    environment = os.environ if environment is None else environment
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # said again below, with its place
    config = read_config(path)
    if not isinstance(config, MkDocsConfig):
        return config, None
    found = check_config(config, environment)
    if any(item.code == "E504" for item in found):
        return found, None
    files = get_files(config)
    set_exclusions(files, config)
    library = read_library(make_site(config, files, environment, day))
    return sort_diagnostics([*found, *library.diagnostics]), library


def read_config(path: Path) -> MkDocsConfig | list[Diagnostic]:
    """Return MkDocs' configuration, or why there is none. Diagnostics: E101–E103, E107, E502, E505.

    MkDocs' own `load_config` says what is wrong only in its log, in English and without a line.
    """
    read = _read_tree(path)
    if not isinstance(read, yaml.MappingNode):
        return [read]
    config = MkDocsConfig(config_file_path=str(path))
    try:
        with path.open("rb") as file:
            config.load_file(file)
        errors, _ = config.validate()
    except Exception:  # MkDocs' own, or whatever it stumbles over in a value of another kind
        return [_refusal(Location(path.name), N_("MkDocs не принимает одно из значений"))]
    found = [_tell_error(path.name, read, config, *each) for each in errors] or _check_language(path.name, read, config)
    return sort_diagnostics(found) or config


def _read_tree(path: Path) -> yaml.MappingNode | Diagnostic:
    """Return the fields of the file as nodes, or what is wrong with it as YAML."""
    at = Location(path.name)
    try:
        text = scan(path.name, path.read_bytes())
    except OSError:
        return _refusal(at, f"файла «{path.name}» нет, или его нельзя прочитать")
    if isinstance(text, Diagnostic):
        return text
    deep = find_too_deep(text)
    if deep is not None:
        return Diagnostic(Location(path.name, deep.line + 1, deep.column + 1), "E107", {"limit": str(NESTING_LIMIT)})
    try:
        node = compose(text)
    except yaml.YAMLError as error:
        what, _, mark = explain(text, error)
        return _refusal(Location(path.name, mark.line + 1, mark.column + 1) if mark else at, what)
    return node if isinstance(node, yaml.MappingNode) else _refusal(at, N_("ожидались поля вида «имя: значение»"))


def _check_language(path: str, tree: yaml.MappingNode, config: MkDocsConfig) -> list[Diagnostic]:
    """Tell once of a language that no entry can have; every entry would tell it otherwise."""
    known = get_args(Entry.model_fields["in_language"].annotation)
    language = config.theme["language"] if "language" in config.theme else known[0]
    if language in known:
        return []
    return [_refusal(_place_of_field(path, tree, "theme"), f"поле «language» бывает только: {', '.join(known)}")]


def _place_of_field(path: str, tree: yaml.MappingNode, name: str) -> Location:
    field = next((key for key, _ in tree.value if key.value == name), None)
    return place_of(path, field) if field is not None else Location(path)


def _tell_error(path: str, tree: yaml.MappingNode, config: MkDocsConfig, name: str, error: Exception) -> Diagnostic:
    """Return the diagnostic for a field that MkDocs refuses."""
    at = _place_of_field(path, tree, name)
    if name == "site_url":
        return Diagnostic(at, "E502", {"read": str(config[name])})
    words = next((ours for theirs, ours in _REFUSALS.items() if theirs in str(error)), N_("заполнено неверно"))
    return _refusal(at, f"поле «{name}» {words}")


def _refusal(at: Location, problem: str) -> Diagnostic:
    return Diagnostic(at, "E505", {"problem": problem})
