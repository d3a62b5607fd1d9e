"""Pages and artifacts → the site's folder, all at once: the old site stays until the new one is whole.

Beside `site/` stand, while a build runs: `.site.lock` (who builds), `.site.next/` (the tree being written),
and for a moment `.site.old/` (the tree being replaced). A tree is complete when its journal says so; a swap
that was cut in half is finished or undone by `recover` at the next start, by what stands there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

COMPLETE = ".complete"  # the journal: written into the new tree when nothing more will be, gone after the swap


class SiteTree:
    """One build's hold on a site's folder, as a context manager: the lock is held inside it.

    Raises OSError when the disk refuses; the old site is then as it was.
    """

    def __init__(self, site_dir: Path) -> None:
        # A link is followed, or the swap would replace the link by a folder.
        self.site = site_dir.resolve()
        self.next = self.site.with_name(f".{self.site.name}.next")
        self.old = self.site.with_name(f".{self.site.name}.old")
        self.lock_path = self.site.with_name(f".{self.site.name}.lock")
        self.written = 0
        self.kept = 0
        self._lock: IO[str] | None = None
        self._folders: set[Path] = set()

    def __enter__(self) -> SiteTree:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Wait for the lock, mend what an interrupted build left, and begin an empty tree."""
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.lock_path)
        recover(self.site)
        self.next.mkdir()

    def close(self) -> None:
        """Throw away an unfinished tree and let the next build in. Safe to call twice."""
        if self._lock is None:
            return
        shutil.rmtree(self.next, ignore_errors=True)
        with suppress(FileNotFoundError):
            self.lock_path.unlink()
        self._lock.close()
        self._lock = None

    def is_foreign(self) -> bool:
        """Return whether the folder holds something that is no site: replacing it would destroy it."""
        if not self.site.is_dir():
            return self.site.exists()
        names = {entry.name for entry in os.scandir(self.site)}
        return bool(names) and not {"index.html", "sitemap.xml"} <= names

    def write(self, path: str, content: bytes) -> None:
        """Put a file into the new tree; unchanged bytes are the old site's own file, mtime and all."""
        target = self._target(path)
        old = self.site / path
        try:
            if old.stat().st_size == len(content) and old.read_bytes() == content:
                os.link(old, target)
                self.kept += 1
                return
        except OSError:
            pass  # no old file, or a disk that cannot link: written anew
        target.write_bytes(content)
        self.written += 1

    def keep(self, folder: str) -> bool:
        """Take a whole folder of the old site over into the new tree; return whether there was one."""
        source = self.site / folder
        if not source.is_dir():
            return False
        shutil.copytree(source, self.next / folder, copy_function=_link_or_copy)
        return True

    def adopt(self) -> None:
        """Compare files that other programs wrote into the new tree, and keep the old ones where equal."""
        for path in files_in(self.next):
            new, old = self.next / path, self.site / path
            with suppress(OSError):
                if not old.samefile(new) and old.read_bytes() == new.read_bytes():
                    new.unlink()
                    _link_or_copy(str(old), str(new))

    def swap(self) -> None:
        """Put the new tree in the site's place. Raises OSError with the old site in place."""
        (self.next / COMPLETE).touch()
        _swap(self.site, self.next, self.old)

    def _target(self, path: str) -> Path:
        target = self.next / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target


def recover(site: Path) -> None:
    """Finish or undo the swap that an interrupted build left, and remove its unfinished tree.

    A complete tree with no site in its place is swapped in; an old tree with neither is put back.
    """
    new, old = site.with_name(f".{site.name}.next"), site.with_name(f".{site.name}.old")
    if not site.exists():
        if (new / COMPLETE).exists():
            new.rename(site)
        elif old.exists():
            old.rename(site)
    with suppress(FileNotFoundError):
        (site / COMPLETE).unlink()
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def _lock(path: Path) -> IO[str]:
    """Return the locked file. The one who had it before removes it, so what was waited for may be gone."""
    while True:
        file = path.open("w")
        fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
        file.close()


def files_in(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, relative to it, with `/`."""
    for here, _, names in os.walk(folder):
        relative = Path(here).relative_to(folder)
        for name in sorted(names):
            yield (relative / name).as_posix()


def _swap(site: Path, new: Path, old: Path) -> None:
    if site.exists():
        try:
            site.rename(old)
        except OSError:  # a mount point cannot be renamed
            _sync(new, site)
            return
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    (site / COMPLETE).unlink()
    shutil.rmtree(old, ignore_errors=True)


def _sync(new: Path, site: Path) -> None:
    """Bring a folder that cannot be renamed to the state of the new tree, file by file; not atomic."""
    wanted = set(files_in(new)) - {COMPLETE}
    for path in sorted(wanted):
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(new / path):
            continue
        shutil.copy2(new / path, target)
    for path in set(files_in(site)) - wanted:
        (site / path).unlink()
    for here, folders, names in os.walk(site, topdown=False):
        if not folders and not names and Path(here) != site:
            with suppress(OSError):
                Path(here).rmdir()


def _link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
