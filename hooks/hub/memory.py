"""What a build remembers for the next one: what files said, of what each page was made. Throwing it away is safe.

A few files in `.cache/hub/` beside `mkdocs.yml`, each written whole and renamed into place: what the sources said,
of what the pages of one site folder were made, texts that only some builds need, and what is enough to see that
nothing changed. A file that another version of
the engine wrote, or that is damaged, counts as missing. They are Python pickles: only what this engine wrote into
its own folder is ever read, and a digest tells whether it is whole.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hub.diagnostics import Diagnostic
from hub.load.files import FileReading
from hub.search.stage import Pages

FOLDER = Path(".cache") / "hub"
DIGEST_SIZE = 16
SHARED = ("sources", "texts", "families")  # parts that are the same whatever the folder of the site
LARGEST_CHANGE = 0.1  # of a part: more is not written beside the whole but with it


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: the state of all that it was made of, the names of that, and what tells it on disk."""

    key: bytes
    names: tuple[str, ...]
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Glance:
    """Enough to see that nothing changed: the state of every source, of the site as it stands, what was told."""

    sources: bytes
    stamps: Mapping[str, tuple[int, int]]
    diagnostics: Sequence[Diagnostic]


@dataclass(slots=True)
class Memory:
    """What is remembered of one hub built into one folder, read when it is asked for. `lost` says that something
    was there and of no use.
    """

    folder: Path
    site_name: str
    code: bytes
    theme: bytes
    lost: bool = False
    _parts: dict[str, Any] = field(default_factory=dict)
    _whole: dict[str, dict[str, Any]] = field(default_factory=dict)  # as the files hold them
    _marks: dict[str, bytes] = field(default_factory=dict)  # which whole a change belongs to
    _prepared: dict[str, list[Callable[[], object]]] = field(default_factory=dict)
    _last_digest: bytes = b""

    @classmethod
    def recall(cls, root: Path, site: Path, code: bytes, theme: bytes) -> Memory:
        """Return what is remembered of the hub in `root` built into `site` by an engine with these digests."""
        return cls(root / FOLDER, blake2b(str(site.resolve()).encode(), digest_size=6).hexdigest(), code, theme)

    @property
    def glance(self) -> Glance | None:
        """What is enough to see that nothing changed."""
        found: Glance | None = self._part("glance")
        return found

    @property
    def files(self) -> dict[str, FileReading]:
        """What the sources said, by path."""
        found: dict[str, FileReading] = self._part("sources")
        return found

    @property
    def outputs(self) -> dict[str, Output]:
        """Of what the files of the site were made, by path."""
        found: dict[str, Output] = self._part("outputs")
        return found

    @property
    def texts(self) -> dict[str, tuple[bytes, str]]:
        """The lines of data files by the name of their record, each with the digest of what it was made from."""
        found: dict[str, tuple[bytes, str]] = self._part("texts")
        return found

    @property
    def pages(self) -> Pages:
        """What pages are found by."""
        found: Pages = self._part("pages")
        return found

    @property
    def families(self) -> dict[str, dict[str, frozenset[str]]]:
        """What is known of words, by language."""
        found: dict[str, dict[str, frozenset[str]]] = self._part("families")
        return found

    def take(self, outputs: dict[str, Output], pages: Pages) -> None:
        """Learn of what the site is made now."""
        for name, now in (("outputs", outputs), ("pages", pages)):
            known: dict[str, Any] = self._part(name)
            known.clear()
            known.update(now)

    def keep_glance(self, glance: Glance) -> None:
        """Write down what is enough to see that nothing changed."""
        self._parts["glance"] = glance
        for left in self.folder.glob("*.[0-9]*"):  # of a build that was killed while it wrote
            _remove(left)
        self._write(self._file_name("glance"), self._version("glance"), glance)()

    def keep(self, name: str) -> None:
        """Write down a part as it is now, or as it was prepared. A part not asked for stays."""
        if name not in self._prepared:
            self.prepare(name)
        for take_place in self._prepared.pop(name):
            take_place()

    def prepare(self, name: str) -> None:
        """Write a part beside what is remembered: whole, or what changed. It takes its place when it is kept."""
        self._prepared[name] = steps = list[Callable[[], object]]()
        if name not in self._parts:
            return
        data, before = self._part(name), self._whole.get(name, {})
        version, file_name = self._version(name), self._file_name(name)
        changed = {key: value for key, value in data.items() if before.get(key) is not value}
        gone = before.keys() - data.keys()
        if before and len(changed) + len(gone) <= len(data) * LARGEST_CHANGE:
            steps.append(self._write(f"{file_name}.changed", version + self._marks[name], (changed, gone)))
            return
        steps.append(self._write(file_name, version, data))
        steps.append(lambda: _remove(self.folder / f"{file_name}.changed.pickle"))

    def _part(self, name: str) -> Any:
        if name in self._parts:
            return self._parts[name]
        file_name, version = self._file_name(name), self._version(name)
        found = self._read(file_name, version)
        if name == "glance":
            self._parts[name] = found
            return found
        whole: dict[str, Any] = found or {}
        self._whole[name], self._marks[name] = whole, self._last_digest
        self._parts[name] = dict(whole)
        changed = self._read(f"{file_name}.changed", version + self._marks[name]) if whole else None
        if changed is not None:
            self._parts[name].update(changed[0])
            for key in changed[1]:
                self._parts[name].pop(key, None)
        return self._parts[name]

    def _file_name(self, name: str) -> str:
        return name if name in SHARED else f"{name}-{self.site_name}"

    def _version(self, name: str) -> bytes:
        return self.code if name in SHARED else self.code + self.theme

    def _read(self, name: str, version: bytes) -> Any:
        path = self.folder / f"{name}.pickle"
        was_enabled = gc.isenabled()
        gc.disable()  # thousands of new objects, none of them garbage
        try:
            content = path.read_bytes()
            head, payload = content[: 2 * DIGEST_SIZE], content[2 * DIGEST_SIZE :]
            if head == _digest(version) + (found := _digest(payload)):
                self._last_digest = found
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

    def _write(self, name: str, version: bytes, data: object) -> Callable[[], object]:
        """Write data beside their file; return what puts them in its place."""
        payload = pickle.dumps(data, protocol=pickle.HIGHEST_PROTOCOL)
        path = self.folder / f"{name}.pickle"
        partial = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # a folder that cannot be written to: the next build is slower, not wrong
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(_digest(version) + _digest(payload) + payload)
        return lambda: _replace(partial, path)


def digest_of_files(paths: Iterable[Path], more: Mapping[str, str] | None = None) -> bytes:
    """Return a digest of the names and contents of files, and of some words besides (versions of libraries)."""
    digest = blake2b(digest_size=DIGEST_SIZE)
    for path in sorted(paths):
        digest.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    for name, value in sorted((more or {}).items()):
        digest.update(f"{name}={value}\0".encode())
    return digest.digest()


def _replace(partial: Path, path: Path) -> None:
    with suppress(OSError):
        partial.replace(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_SIZE).digest()
