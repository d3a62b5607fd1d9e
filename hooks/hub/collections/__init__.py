"""Every collection of the hub: one module or package here is one collection, found by its `COLLECTION`.

Adding a module adds the collection: nothing else lists them by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from hub.content import Collection


def _find_collections() -> Mapping[str, Collection]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{name}").COLLECTION for name in names]
    return {collection.name: collection for collection in found}


COLLECTIONS = _find_collections()
