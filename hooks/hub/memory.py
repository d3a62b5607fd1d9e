"""What a build remembers for the next one: what files said, of what each page was made. Throwing it away is safe.

Three files in `.cache/hub/` beside `mkdocs.yml`, each written whole and renamed into place: what the sources said,
of what the pages of one site folder were made, and texts that only some builds need. A file that another version of
the engine wrote, or that is damaged, counts as missing. They are Python pickles: only what this engine wrote into
its own folder is ever read, and a digest tells whether it is whole.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hub.load.files import FileReading

FOLDER = Path(".cache") / "hub"
DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: the state of all that it was made of, the names of that, and what tells it on disk."""

    key: bytes
    names: tuple[str, ...]
    stamp: tuple[int, int]


@dataclass(slots=True)
class Memory:
    """What is remembered of one hub built into one folder. `lost` says that something was there and of no use.

    `files` are readings by path, `outputs` the site's files by path, `texts` a record's line of its data file by
    the name of the record, with the digest of the file that it was made from.
    """

    folder: Path
    site_name: str
    code: bytes
    theme: bytes
    files: dict[str, FileReading] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    lost: bool = False
    _texts: dict[str, tuple[bytes, str]] | None = None

    @classmethod
    def recall(cls, root: Path, site: Path, code: bytes, theme: bytes) -> Memory:
        """Return what is remembered of the hub in `root` built into `site` by an engine with these digests."""
        site_name = blake2b(str(site.resolve()).encode(), digest_size=6).hexdigest()
        memory = cls(root / FOLDER, site_name, code, theme)
        memory.files = memory._read("sources", code) or {}
        memory.outputs = memory._read(f"outputs-{site_name}", code + theme) or {}
        return memory

    @property
    def texts(self) -> dict[str, tuple[bytes, str]]:
        """The lines of data files, read when they are asked for."""
        if self._texts is None:
            self._texts = self._read("texts", self.code + self.theme) or {}
        return self._texts

    def keep_sources(self) -> None:
        """Write down what the sources said."""
        self._write("sources", self.code, self.files)

    def keep_outputs(self) -> None:
        """Write down of what the pages were made, and the texts if they were asked for."""
        self._write(f"outputs-{self.site_name}", self.code + self.theme, self.outputs)
        if self._texts is not None:
            self._write("texts", self.code + self.theme, self._texts)

    def _read(self, name: str, version: bytes) -> Any:
        path = self.folder / f"{name}.pickle"
        was_enabled = gc.isenabled()
        gc.disable()  # thousands of new objects, none of them garbage
        try:
            content = path.read_bytes()
            head, payload = content[: 2 * DIGEST_SIZE], content[2 * DIGEST_SIZE :]
            if head == _digest(version) + _digest(payload):
                return pickle.loads(payload)
            self.lost = True
        except FileNotFoundError:
            pass
        except Exception:
            self.lost = True  # whatever a damaged file does to the reader
        finally:
            if was_enabled:
                gc.enable()
        return None

    def _write(self, name: str, version: bytes, data: object) -> None:
        payload = pickle.dumps(data, protocol=pickle.HIGHEST_PROTOCOL)
        path = self.folder / f"{name}.pickle"
        partial = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # a folder that cannot be written to: the next build is slower, not wrong
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(_digest(version) + _digest(payload) + payload)
            partial.replace(path)


def digest_of_files(paths: Iterable[Path], more: Mapping[str, str] | None = None) -> bytes:
    """Return a digest of the names and contents of files, and of some words besides (versions of libraries)."""
    digest = blake2b(digest_size=DIGEST_SIZE)
    for path in sorted(paths):
        digest.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    for name, value in sorted((more or {}).items()):
        digest.update(f"{name}={value}\0".encode())
    return digest.digest()


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_SIZE).digest()
