"""Library → files for other programs: one module, one format. Pure, like rendering."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site: its path inside the site and its bytes."""

    path: str
    content: bytes
