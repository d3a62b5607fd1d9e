"""Files of data that many entries make together, for scripts that ask for them: one of each kind in a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from hub.library.addresses import language_prefix
from hub.outputs.glossary import export_glossary, glossary_path
from hub.render.context import Renderer
from hub.render.me import can_fit, me_file, me_path


def data_files(renderer: Renderer) -> Mapping[str, Callable[[], bytes]]:
    """Return the paths of the files of a site, each with what makes its content. Making one asks the library for
    everything that the file is made of, so that it need not be made again while nothing of that changed.
    """
    library, found = renderer.library, dict[str, Callable[[], bytes]]()
    for language in library.languages:
        prefix = language_prefix(language, library.site.language)
        if library.entries("terms", language):
            make = partial(export_glossary, library, language, renderer.speakers[language])
            found[glossary_path(prefix)] = make
        if can_fit(renderer, language):
            found[me_path(prefix)] = partial(me_file, renderer, language)
    return found
