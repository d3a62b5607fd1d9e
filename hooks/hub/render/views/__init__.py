"""Entry → view: what a page template prints, worked out before it. One module for each collection that
needs more than the general view; a collection without one is shown by the general view alone.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from hub.content import Record
from hub.render.context import Page

More = Callable[[Record, Page], Mapping[str, Any]]


def _find_views() -> Mapping[str, More]:
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name != "general"]
    return MappingProxyType({name: importlib.import_module(f"{__name__}.{name}").view for name in names})


VIEWS = _find_views()
