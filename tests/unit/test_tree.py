"""The writer: what stands on the disk after every way in which a build can end."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.write import SiteTree, recover
from hub.write.tree import COMPLETE


def put(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text, "utf-8")


def read(folder: Path) -> str | None:
    page = folder / "index.html"
    return page.read_text("utf-8") if page.exists() else None


def swap_in(site: Path, text: str) -> None:
    with SiteTree(site) as tree:
        tree.write("index.html", text.encode())
        tree.write("sitemap.xml", b"")
        tree.swap()


# What stood there when the build was killed → what the next start makes of it.
@pytest.mark.parametrize(
    ("site", "new", "complete", "old", "expected"),
    [
        ("old", "half", False, None, "old"),
        ("old", "new", True, None, "old"),
        (None, "new", True, "old", "new"),
        (None, "half", False, "old", "old"),
        ("new", None, False, "old", "new"),
        (None, None, False, None, None),
    ],
    ids=[
        "killed while writing",
        "killed before the first rename",
        "killed between the renames",
        "first rename without a whole tree",
        "killed before the old one was removed",
        "nothing was ever built",
    ],
)
def test_interrupted_swap_is_finished_or_undone(
    tmp_path: Path, site: str | None, new: str | None, complete: bool, old: str | None, expected: str | None
) -> None:
    for name, text in (("site", site), (".site.next", new), (".site.old", old)):
        if text is not None:
            put(tmp_path / name, text)
    if complete:
        (tmp_path / ".site.next" / COMPLETE).touch()

    recover(tmp_path / "site")

    assert read(tmp_path / "site") == expected
    assert not (tmp_path / ".site.next").exists()
    assert not (tmp_path / ".site.old").exists()
    assert not (tmp_path / "site" / COMPLETE).exists()


def test_killed_after_the_second_rename_leaves_no_journal_for_long(tmp_path: Path) -> None:
    put(tmp_path / "site", "new")
    (tmp_path / "site" / COMPLETE).touch()

    recover(tmp_path / "site")

    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_unchanged_bytes_are_the_old_file_itself(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap_in(site, "one")
    before = (site / "index.html").stat()
    swap_in(site, "one")
    same = (site / "index.html").stat()
    swap_in(site, "two")

    assert (same.st_ino, same.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (site / "index.html").stat().st_ino != before.st_ino


def test_tree_that_is_not_swapped_changes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap_in(site, "one")
    with SiteTree(site) as tree:
        tree.write("index.html", b"two")

    assert read(site) == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_files_that_are_gone_from_the_new_tree_are_gone_from_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with SiteTree(site) as tree:
        tree.write("gone/index.html", b"x")
        tree.swap()
    swap_in(site, "one")

    assert not (site / "gone").exists()


def test_folder_that_cannot_be_renamed_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    with SiteTree(site) as tree:
        tree.write("gone/index.html", b"x")
        tree.write("same.txt", b"same")
        tree.swap()
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == site:
            raise OSError(16, "Device or resource busy")  # what a mount point answers
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with SiteTree(site) as tree:
        tree.write("index.html", b"new")
        tree.write("same.txt", b"same")
        tree.swap()

    assert sorted(path.name for path in site.iterdir()) == ["index.html", "same.txt"]
    assert read(site) == "new"


def test_site_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    swap_in(site, "one")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == ".site.next":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with SiteTree(site) as tree, pytest.raises(OSError, match="No space"):
        tree.write("index.html", b"two")
        tree.swap()

    assert read(site) == "one"
