"""The preview: a real `mkdocs serve` that goes on, whatever an author saves."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sites import REPOSITORY, TESTS, copy_tiny, overlay

PATIENCE = 60  # seconds a slow machine may take; every request has its own limit as well


class Preview:
    """A running `mkdocs serve` of a copy of the tiny site."""

    def __init__(self, source: Path, address: str, process: subprocess.Popen[bytes], log: Path) -> None:
        self.source, self.address, self.process, self.log = source, address, process, log

    def get(self, path: str) -> str:
        """Return a page; where there is none, the page that says so."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            with error:
                return str(error.read().decode("utf-8", "replace"))

    def wait(self, path: str, is_there: Callable[[str], bool]) -> str:
        """Return a page as soon as it is as expected; fails the test when that never comes."""
        end = time.monotonic() + PATIENCE
        page = ""
        while time.monotonic() < end:
            assert self.process.poll() is None, self.told()
            try:
                page = self.get(path)
            except (TimeoutError, urllib.error.URLError, ConnectionError):
                page = ""
            if is_there(page):
                return page
            time.sleep(0.1)  # there is nothing to wait on but the page itself
        raise AssertionError(f"{path} never came: {page[:500]}\n{self.told()}")

    def told(self) -> str:
        """Return what the server printed, without the requests of the waiting itself."""
        lines = self.log.read_text("utf-8").splitlines()
        return "\n".join(line for line in lines if "code 404" not in line)[-3000:]

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a file with one text in place of another."""
        file = self.source / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@contextmanager
def run_preview(tmp_path: Path, config: Path, engine: Path | None = None) -> Iterator[Preview]:
    """Run `mkdocs serve` of a hub; `engine` is a folder `hooks` to take the engine from."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    if engine is not None:
        environment["PYTHONPATH"] = str(engine)
    (tmp_path / "temporary").mkdir()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", env=environment)
    running = Preview(config.parent, f"http://127.0.0.1:{port}/", process, tmp_path / "log")
    try:
        running.wait("", lambda page: "хаб" in page)
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert list((tmp_path / "temporary").iterdir()) == [], "the preview left files behind"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    with run_preview(tmp_path, copy_tiny(tmp_path / "source")) as running:
        yield running


def test_saved_entries_are_shown_new_ones_too(preview: Preview) -> None:
    preview.edit("docs/terms/sto.yml", "Документ с правилами", "Бумага с правилами")
    preview.wait("terms/sto/", lambda page: "Бумага с" in page)

    (preview.source / "docs/terms/new.yml").write_text("title: Новый термин\ndefinition: Только что.\n", "utf-8")
    preview.wait("terms/new/", lambda page: "Новый термин" in page)

    preview.edit("courses/demo/lessons/first.md", "Врезка с заголовком", "Другая врезка")
    preview.wait("courses/demo/first/", lambda page: "Другая врезка" in page)


def test_mistake_is_told_in_a_banner_and_the_rest_goes_on(preview: Preview) -> None:
    good = (preview.source / "docs/terms/sto.yml").read_text("utf-8")
    for broken in ("title: [", "titel: СТО\n", "{" * 3000, "title: \u202eобратно\n", "- просто список\n", ""):
        (preview.source / "docs/terms/sto.yml").write_text(broken, "utf-8")
        page = preview.wait("standards/sto-1/", lambda page: "docs/terms/sto.yml" in page)
        assert 'class="preview" role="alert"' in page
        assert "исправить:" in page
        (preview.source / "docs/terms/sto.yml").write_text(good, "utf-8")
        preview.wait("standards/sto-1/", lambda page: page != "" and "docs/terms/sto.yml" not in page)
    preview.wait("terms/sto/", lambda page: "Стандарт организации" in page)


def test_broken_configuration_keeps_the_last_preview_and_recovers(preview: Preview) -> None:
    preview.edit("mkdocs.yml", "plugins: []", "plugins: [no-such-plugin]")
    end = time.monotonic() + PATIENCE
    while "no-such-plugin" not in preview.log.read_text("utf-8"):
        assert time.monotonic() < end
        time.sleep(0.1)
    assert "Крошечный хаб" in preview.wait("", bool)

    preview.edit("mkdocs.yml", "[no-such-plugin]", "[]")
    preview.edit("docs/terms/sto.yml", "Документ с правилами", "Бумага с правилами")
    preview.wait("terms/sto/", lambda page: "Бумага с" in page)


def test_drafts_are_shown_and_marked(preview: Preview) -> None:
    draft = "title: Черновой термин\ndefinition: Ещё не готово.\npublication: {state: draft}\n"
    (preview.source / "docs/terms/draft.yml").write_text(draft, "utf-8")

    page = preview.wait("terms/draft/", lambda page: "Черновой термин" in page)
    assert "Черновик" in page


def one_case_a_code() -> list[Path]:
    """Return the folder of one mistake for each code that an author can reach by saving an entry."""
    found: dict[str, Path] = {}
    for case in sorted((TESTS / "fixtures" / "invalid").iterdir()):
        if not (case / "environment.txt").exists() and not (case / "site" / "mkdocs.yml").exists():
            found.setdefault(case.name.split("-")[0].upper(), case)
    return list(found.values())


def restore(preview: Preview, pristine: Path) -> None:
    """Bring the preview's source back to what it was."""
    for folder in ("docs", "courses"):
        shutil.rmtree(preview.source / folder)
        shutil.copytree(pristine / folder, preview.source / folder, symlinks=True)


def _break_and_mend(preview: Preview, pristine: Path, cases: list[Path]) -> None:
    for case in cases:
        code = case.name.split("-")[0].upper()
        overlay(case / "site", preview.source)
        page = preview.wait("no-such-page/", lambda page, code=code: f"<b>{code}</b>" in page)  # type: ignore[misc] # a default binds the loop's value
        assert "исправить:" in page, case.name
        restore(preview, pristine)
        preview.wait("no-such-page/", lambda page: "Страница не найдена" in page and 'class="preview"' not in page)
    preview.wait("terms/sto/", lambda page: "Стандарт организации" in page)


def test_preview_survives_three_ways_to_break_an_entry(preview: Preview, tmp_path: Path) -> None:
    copy_tiny(tmp_path / "pristine")

    _break_and_mend(preview, tmp_path / "pristine", one_case_a_code()[:30:10])


@pytest.mark.long
def test_preview_survives_every_way_to_break_an_entry(preview: Preview, tmp_path: Path) -> None:
    copy_tiny(tmp_path / "pristine")
    cases = one_case_a_code()
    assert len(cases) >= 42

    _break_and_mend(preview, tmp_path / "pristine", cases)


def memory_of(process: int) -> int:
    """Return the memory of a process in KB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text("utf-8"))
    assert found
    return int(found.group(1))


def _edit_many_times(preview: Preview, times: int) -> None:
    first = 0
    for number in range(times):
        name, sign = f"t{number % 7}", f"знак{number}конец"
        text = f"title: Термин {number}\ndefinition: Это {sign} и [СТО](standards:sto-1#2-1).\n"
        (preview.source / f"docs/terms/{name}.yml").write_text(text, "utf-8")
        preview.wait(f"terms/{name}/", lambda page, sign=sign: sign in page)  # type: ignore[misc] # a default binds the loop's value
        if number == times // 4:
            first = memory_of(preview.process.pid)
    # A few pages of memory come and go; what an edit left behind would add up.
    assert memory_of(preview.process.pid) < first * 1.1


def test_three_edits_are_shown_at_once(preview: Preview) -> None:
    for number in range(3):
        _edit_many_times(preview, number + 1)


@pytest.mark.long
def test_memory_stays_flat_over_two_hundred_edits(preview: Preview) -> None:
    _edit_many_times(preview, 200)


def test_template_style_and_code_of_the_engine_are_taken_over(tmp_path: Path) -> None:
    engine = tmp_path / "hooks"
    shutil.copytree(REPOSITORY / "hooks", engine, ignore=shutil.ignore_patterns("__pycache__"))
    config = copy_tiny(tmp_path / "source")
    config.write_text(config.read_text("utf-8").replace(str(REPOSITORY / "hooks"), str(engine)), "utf-8")
    with run_preview(tmp_path, config, engine) as preview:
        style = re.search(r"assets/\w+/hub.css", preview.get(""))
        assert style
        (engine / "theme/assets/css/print.css").write_text("@media print { p { color: black; } }\n", "utf-8")
        preview.wait("", lambda page: "hub.css" in page and style.group() not in page)

        template = engine / "theme/pages/terms.html"
        text = template.read_text("utf-8")
        template.write_text(text.replace("{% block body %}", "{% block body %}<i>проба</i>"), "utf-8")
        preview.wait("terms/sto/", lambda page: "<i>проба</i>" in page)

        code = engine / "hub/render/views/standards.py"
        good, old = code.read_text("utf-8"), 'f"{standard.designation}. {standard.title}"'
        assert old in good
        code.write_text(good.replace(old, '"Новое описание"'), "utf-8")
        preview.wait("standards/sto-1/", lambda page: 'content="Новое описание"' in page)

        code.write_text("это не код", "utf-8")
        page = preview.wait("standards/sto-1/", lambda page: "invalid syntax" in page)
        assert 'class="preview" role="alert"' in page, "a mistake in the code must not end the preview"
        code.write_text(good, "utf-8")
        preview.wait(
            "standards/sto-1/", lambda page: "canonical" in page and "Новое" not in page and "invalid" not in page
        )
