"""Pages and artifacts → the site's folder, all at once: the old site stays until the new one is whole.

Beside `site/` stand `.site.spare/` (the site as it was one build ago) and, while a build runs, `.site.lock` (who
builds), `.site.scratch/` (what other programs write), `.site.next/` (the tree being written), and for a moment
`.site.old/` (the tree being replaced). A tree is complete when its journal says so; a swap that was cut in half is
finished or undone by `recover` at the next start, by what stands there.

Linking 10,000 unchanged files into an empty tree costs a second, so the spare is brought up to date instead: it
differs from the site by what the last build wrote, which is written down in it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from hub.write.writer import TreeWriter

COMPLETE = ".complete"  # the journal: written into the new tree when nothing more will be, gone after the swap
DIFFERENCE = ".difference"  # in the spare: which site it belongs to, and the paths in which it differs from it


class SiteTree(TreeWriter):
    """One build's hold on a site's folder, as a context manager: the lock is held inside it.

    Raises OSError when the disk refuses; the old site is then as it was.
    """

    def __init__(self, site_dir: Path) -> None:
        # A link is followed, or the swap would replace the link by a folder.
        site = site_dir.resolve()
        super().__init__(site, beside(site, "next"), is_copy=False)
        self.old, self.spare, self.scratch = (beside(site, name) for name in ("old", "spare", "scratch"))
        self.lock_path = beside(site, "lock")
        self._lock: IO[str] | None = None

    def __enter__(self) -> SiteTree:
        self.open()
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Wait for the lock, and mend what an interrupted build left."""
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.lock_path)
        recover(self.site)
        self.scratch.mkdir()

    def begin(self) -> None:
        """Begin the new tree: the spare, brought up to date with the site, or an empty one."""
        self.is_copy = self._take_spare()
        if not self.is_copy:
            self._drop_spare()
            self.next.mkdir()

    def close(self) -> None:
        """Throw away an unfinished tree and let the next build in. Safe to call twice."""
        if self._lock is None:
            return
        for folder in (self.next, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)
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

    def has(self, path: str, stamp: tuple[int, int]) -> bool:
        """Return whether the site has a file with a stamp that `TreeWriter.stamp` gave."""
        try:
            found = os.stat(f"{self._site}/{path}")  # noqa: PTH116 - as in TreeWriter
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == stamp

    def add(self, written: Iterable[str], kept: Iterable[str]) -> None:
        """Count what another writer of the same tree did."""
        self.written.update(written)
        self.kept.update(kept)

    def take_scratch(self) -> Iterator[tuple[str, bytes]]:
        """Yield what other programs wrote for the site: path and content."""
        for path in files_in(self.scratch):
            yield path, (self.scratch / path).read_bytes()

    def swap(self) -> None:
        """Put the new tree in the site's place. Raises OSError with the old site in place."""
        gone = self._remove_unwanted()
        (self.next / COMPLETE).touch()
        if _swap(self.site, self.next, self.old):
            self._keep_spare(self.written | gone)

    def _remove_unwanted(self) -> set[str]:
        """Remove what neither was written nor kept; return what the site has and the new tree has not."""
        wanted = self.written | self.kept
        if self.is_copy:
            gone = {path for path in files_in(self.next) if path not in wanted}
            for path in gone:
                (self.next / path).unlink()
            _prune(self.next, gone)
            return gone
        return {path for path in files_in(self.site) if path not in wanted} if self.site.exists() else set()

    def _take_spare(self) -> bool:
        """Turn the spare into a copy of the site; return whether that was possible."""
        try:
            note = json.loads((self.spare / DIFFERENCE).read_bytes())
            if note["site"] != self.site.stat().st_ino:
                return False
            self.spare.rename(self.next)
            (self.next / DIFFERENCE).unlink()
            for path in note["paths"]:
                with suppress(FileNotFoundError):
                    (self.next / path).unlink()
                if (self.site / path).exists():
                    (self.next / path).parent.mkdir(parents=True, exist_ok=True)
                    os.link(self.site / path, self.next / path)
            _prune(self.next, note["paths"])
        except (OSError, ValueError, KeyError, TypeError):
            shutil.rmtree(self.next, ignore_errors=True)
            return False
        return True

    def _keep_spare(self, paths: set[str]) -> None:
        """Keep the tree that was replaced, with a note in which paths it differs."""
        note = {"site": self.site.stat().st_ino, "paths": sorted(paths)}
        with suppress(OSError):  # without a spare the next build is slower, not wrong
            self._drop_spare()
            (self.old / DIFFERENCE).write_text(json.dumps(note), "utf-8")
            self.old.rename(self.spare)

    def _drop_spare(self) -> None:
        (self.spare / DIFFERENCE).unlink(missing_ok=True)  # first: half a spare must never be taken for a whole one
        shutil.rmtree(self.spare, ignore_errors=True)


def beside(site: Path, name: str) -> Path:
    """Return the path of a helper beside a site: `.site.next` for `next`."""
    return site.with_name(f".{site.name}.{name}")


def recover(site: Path) -> None:
    """Finish or undo the swap that an interrupted build left, and remove its unfinished tree.

    A complete tree with no site in its place is swapped in; an old tree with neither is put back.
    """
    new, old = beside(site, "next"), beside(site, "old")
    if not site.exists():
        if (new / COMPLETE).exists():
            new.rename(site)
        elif old.exists():
            old.rename(site)
    with suppress(FileNotFoundError):
        (site / COMPLETE).unlink()
    for folder in (old, new, beside(site, "scratch")):
        shutil.rmtree(folder, ignore_errors=True)


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
    pending = [""]
    while pending:
        here = pending.pop()
        with os.scandir(f"{folder}/{here}") as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{here}{entry.name}/")
            else:
                yield f"{here}{entry.name}"


def _prune(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders of some paths that are empty now."""
    for path in paths:
        for parent in (folder / path).parents:
            if parent == folder:
                break
            try:
                parent.rmdir()
            except OSError:
                break


def _swap(site: Path, new: Path, old: Path) -> bool:
    """Put the new tree in the site's place; return whether the old one stands at `old` now."""
    has_old = site.exists()
    if has_old:
        try:
            site.rename(old)
        except OSError:  # a mount point cannot be renamed
            _sync(new, site)
            return False
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    (site / COMPLETE).unlink()
    return has_old


def _sync(new: Path, site: Path) -> None:
    """Bring a folder that cannot be renamed to the state of the new tree, file by file; not atomic."""
    wanted = set(files_in(new)) - {COMPLETE}
    for path in sorted(wanted):
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(new / path):
            continue
        target.unlink(missing_ok=True)
        shutil.copy2(new / path, target)
    gone = set(files_in(site)) - wanted
    for path in gone:
        (site / path).unlink()
    _prune(site, gone)
