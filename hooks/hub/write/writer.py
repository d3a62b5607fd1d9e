"""Files → a new tree beside the site: unchanged ones are the old site's own, whichever process writes them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


class TreeWriter:
    """Writes files into a new tree beside the site; several processes may write into one tree.

    `is_copy` says that the new tree began as a copy of the site, made of hard links: such a file is never written
    into, because the site would change with it.
    """

    def __init__(self, site: Path, new: Path, *, is_copy: bool) -> None:
        self.site, self.next, self.is_copy = site, new, is_copy
        self.written: set[str] = set()
        self.kept: set[str] = set()
        self._site, self._next = str(site), str(new)
        self._folders: set[str] = set()

    def write(self, path: str, content: bytes) -> None:
        """Put a file into the new tree; unchanged bytes are the old site's own file, mtime and all."""
        old, target = f"{self._site}/{path}", f"{self._next}/{path}"
        if self._is_same(old, content) and self.keep(path):
            return
        self._make_folder(target)
        if self.is_copy:
            with suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108 - a Path costs as much as the call; 10,000 files a build
        with open(target, "wb", buffering=0) as file:  # noqa: PTH123 - as above
            file.write(content)
        self.written.add(path)

    def keep(self, path: str) -> bool:
        """Take a file of the old site over into the new tree; return whether there was one."""
        old, target = f"{self._site}/{path}", f"{self._next}/{path}"
        try:
            if not self.is_copy:
                self._make_folder(target)
                os.link(old, target)
            elif not os.path.exists(target):  # noqa: PTH110 - as above
                return False
        except OSError:
            return False  # no old file, or a disk that cannot link
        self.kept.add(path)
        return True

    def stamp(self, path: str) -> tuple[int, int]:
        """Return what tells a written file from any other that could stand in its place: size and time."""
        found = os.stat(f"{self._next}/{path}")  # noqa: PTH116 - as above
        return found.st_size, found.st_mtime_ns

    def _is_same(self, old: str, content: bytes) -> bool:
        try:
            with open(old, "rb") as file:  # noqa: PTH123 - as above
                return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
        except OSError:
            return False

    def _make_folder(self, target: str) -> None:
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102 - as above
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
            self._folders.add(folder)
