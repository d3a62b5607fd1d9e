"""The build as a whole: addresses, the one writer, sameness, what stays when something fails."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tests.conftest import build
from tests.sites import REPOSITORY, copy_tiny


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times_of(folder: Path) -> dict[str, int]:
    """Return when each file was last written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def leftovers(site: Path) -> list[str]:
    """Return what a build left beside its site; the spare tree of the next build stays on purpose."""
    names = {path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}.")}
    return sorted(names - {f".{site.name}.spare"})


# -- (a) one dialect, prose included


def test_prose_and_lessons_speak_one_dialect_and_link_both_ways(tiny_site: Path) -> None:
    about = (tiny_site / "about/index.html").read_text("utf-8")
    lesson = (tiny_site / "courses/demo/first/index.html").read_text("utf-8")
    act = (tiny_site / "acts/law-1/index.html").read_text("utf-8")

    assert '<a href="../standards/sto-1/#2-1">СТО' in about
    assert '<a href="../../../standards/sto-1/#2-1">пункт' in lesson
    for piece in ("<table>", 'class="alert alert-note"', "<details><summary>Подробнее", 'role="doc-endnotes"'):
        assert piece in lesson
    assert '<a href="../../courses/demo/first/">Первый урок</a>' in act, "the act does not know who refers to it"


# -- (b) the shell


def frame_of(html: str) -> str:
    """Return a page without what is its own: content and aside."""
    return re.sub(
        r"<aside class=\"about\".*?</aside>", "", re.sub(r"<main.*?</main>", "", html, flags=re.S), flags=re.S
    )


@pytest.mark.parametrize("path", ["standards/gost-r-52888-2021", "courses/standart-organizacii/zachem-standart"])
def test_shell_is_light(hub_site: Path, path: str) -> None:
    frame = frame_of((hub_site / path / "index.html").read_text("utf-8"))

    assert len(frame.encode()) <= 10_000
    assert len(gzip.compress(frame.encode(), 9)) <= 3_500


def test_entry_pages_and_prose_have_the_same_frame(tiny_site: Path) -> None:
    def shape(path: str) -> list[tuple[str, str]]:
        frame = frame_of((tiny_site / path / "index.html").read_text("utf-8"))
        return re.findall(r"<(\w+)(?: class=\"([\w-]+)\")?", re.sub(r"<body class=\"[\w-]+\"", "<body", frame))

    crumb = ("li", "")
    prose = [tag for tag in shape("about") if tag != crumb and tag[0] != "a"]
    entry = [tag for tag in shape("standards/sto-1") if tag != crumb and tag[0] not in ("a", "link")]

    assert [tag for tag in prose if tag[0] != "link"] == entry


def test_every_page_names_itself(hub_site: Path) -> None:
    """What the theme's own rendering would give a page: language, title, description, canonical, one h1."""
    pages = list(hub_site.rglob("index.html"))
    assert len(pages) > 300
    titles = set()
    for path in pages:
        html = path.read_text("utf-8")
        url = path.parent.relative_to(hub_site).as_posix()
        where = "" if url == "." else f"{url}/"
        titles.add(re.search(r"<title>(.+?)</title>", html).group(1))  # type: ignore[union-attr] # None fails the test
        assert '<html lang="ru"' in html
        assert f'<link rel="canonical" href="https://metodhub.example/{where}">' in html
        assert re.search(r'<meta name="description" content="[^"]+">', html), where
        assert html.count("<h1>") == 1, where
        assert not re.search("[\ue000-\uf8ff]", html)
    assert len(titles) > len(pages) * 0.95


# -- (c) addresses and languages


def test_addresses_are_those_that_were_promised(tiny_site: Path) -> None:
    for path in (
        "courses/demo",
        "courses/demo/first",
        "webinars/record",
        "toolkits/visit",
        "standards/sto-1",
        "en/standards/sto-1",
        "topics/services",
    ):
        assert (tiny_site / path / "index.html").is_file(), path


def test_former_name_leads_to_the_present_one(tiny_site: Path) -> None:
    assert 'url=../../standards/sto-1/"' in (tiny_site / "standards/sto-first/index.html").read_text("utf-8")


def test_moving_a_lesson_to_another_module_keeps_its_address(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    course = tmp_path / "source/courses/demo/course.yml"
    text = course.read_text("utf-8").replace("lessons: [first, quiz-1]", "lessons: [quiz-1]")
    course.write_text(text + "  - id: second\n    title: Второй\n    lessons: [first]\n", "utf-8")

    assert build(config, tmp_path / "site").returncode == 0
    assert (tmp_path / "site/courses/demo/first/index.html").is_file()


def test_translation_speaks_its_language_and_knows_its_original(tiny_site: Path) -> None:
    page = (tiny_site / "en/standards/sto-1/index.html").read_text("utf-8")
    original = (tiny_site / "standards/sto-1/index.html").read_text("utf-8")

    assert '<html lang="en"' in page
    assert "How a first consultation goes" in page
    assert '<link rel="alternate" hreflang="ru" href="https://tiny.example/standards/sto-1/">' in page
    assert '<link rel="alternate" hreflang="en" href="https://tiny.example/en/standards/sto-1/">' in original


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class passes it
        for name, value in attributes:
            if name == "id" and value:
                assert value not in self.ids, f"the id {value!r} stands twice"
                self.ids.add(value)
            if name in ("href", "src") and value is not None:
                self.links.append(value)


@pytest.mark.parametrize("site", ["hub_site", "tiny_site"])
def test_every_link_leads_to_a_page_and_a_place_in_it(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    pages = {}
    for path in folder.rglob("index.html"):
        parser = _Links()
        parser.feed(path.read_text("utf-8"))
        pages["/" + path.parent.relative_to(folder).as_posix().strip(".") + "/"] = parser
    pages = {re.sub("//+", "/", url): parser for url, parser in pages.items()}
    broken = []
    for url, parser in pages.items():
        for link in parser.links:
            target, anchor = urldefrag(urljoin(url, link))
            if urlsplit(target).scheme:
                continue
            plain = unquote(target).split("?")[0]
            if plain in pages:
                found = not anchor or unquote(anchor) in pages[plain].ids
            else:
                found = (folder / plain.strip("/")).is_file()
            if not found:
                broken.append((url, link))

    assert broken == []


def test_site_url_comes_from_the_environment_and_a_subfolder_works(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")

    assert build(config, tmp_path / "site", SITE_URL="https://host.example/deep/hub/").returncode == 0
    page = (tmp_path / "site/standards/sto-1/index.html").read_text("utf-8")
    assert 'rel="canonical" href="https://host.example/deep/hub/standards/sto-1/"' in page
    assert 'href="/deep/hub/"' in (tmp_path / "site/404.html").read_text("utf-8")
    assert "https://host.example/deep/hub/standards/sto-1/" in (tmp_path / "site/sitemap.xml").read_text("utf-8")


def test_files_beside_entries_are_named_by_their_digest(tiny_site: Path) -> None:
    lesson = (tiny_site / "courses/demo/first/index.html").read_text("utf-8")
    found = re.search(r'src="../../../(assets/files/[0-9a-f]{10}/scheme.svg)"', lesson)

    assert found and (tiny_site / found.group(1)).is_file()


# -- what other programs read


def test_sitemap_names_every_page_once_and_nothing_else(hub_site: Path) -> None:
    text = (hub_site / "sitemap.xml").read_text("utf-8")
    named = re.findall("<loc>https://metodhub.example/(.*?)</loc>", text)
    pages = {path.parent.relative_to(hub_site).as_posix() for path in hub_site.rglob("index.html")}
    redirects = {url for url in pages if "http-equiv" in (hub_site / url / "index.html").read_text("utf-8")}

    assert len(named) == len(set(named))
    assert {url.strip("/") or "." for url in named} == pages - redirects - {"search", "offline"}


def test_data_files_list_entries_without_long_texts_or_answers(hub_site: Path) -> None:
    standards = json.loads((hub_site / "api/standards.json").read_text("utf-8"))
    lessons = json.loads((hub_site / "api/lessons.json").read_text("utf-8"))

    assert len(standards) == len(list((REPOSITORY / "docs/standards").glob("*.yml")))
    assert {"id", "url", "title", "designation", "status"} <= standards[0].keys()
    assert all("body" not in row for row in lessons)
    assert not (hub_site / "api/quizzes.json").exists()


# -- (e) no clock; the one writer


def test_same_content_gives_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    first = build(config, tmp_path / "one", SOURCE_DATE_EPOCH="1790000000")
    second = build(config, tmp_path / "two", SOURCE_DATE_EPOCH="1900000000")

    assert (first.returncode, second.returncode) == (0, 0)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_day_reaches_pages_only_through_publication(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    term = tmp_path / "source/docs/terms/sto.yml"
    term.write_text(term.read_text("utf-8") + "publication: {state: scheduled, from: 2027-01-01}\n", "utf-8")

    assert build(config, tmp_path / "before", SOURCE_DATE_EPOCH="1796000000").returncode == 0  # 2026-11-30
    assert build(config, tmp_path / "after", SOURCE_DATE_EPOCH="1800000000").returncode == 0  # 2027-01-15
    lesson = "courses/demo/first/index.html"
    assert not (tmp_path / "before/terms/sto").exists()
    assert "<span>стандарт организации</span>" in (tmp_path / "before" / lesson).read_text("utf-8")
    assert (tmp_path / "after/terms/sto/index.html").is_file()
    link = '<a href="../../../terms/sto/" class="term" data-term="sto">стандарт организации</a>'
    assert link in (tmp_path / "after" / lesson).read_text("utf-8")


def test_unchanged_files_keep_their_time_and_only_changed_pages_are_written(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    site = tmp_path / "site"
    build(config, site)
    before = times_of(site)
    build(config, site)
    assert times_of(site) == before

    term = tmp_path / "source/docs/terms/sto.yml"
    term.write_text(term.read_text("utf-8").replace("Документ с правилами", "Бумага с правилами"), "utf-8")
    build(config, site)
    after = times_of(site)
    changed = {path for path in after if before.get(path) != after[path] and not path.startswith("search/ru/")}
    assert changed == {
        "terms/sto/index.html",
        "api/terms.json",
        "api/glossary.json",
        "api/offline/demo.json",
        "api/offline/kinds.json",
    }
    assert leftovers(site) == []


def test_changed_style_reaches_a_site_whose_sources_stayed(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    shutil.copytree(REPOSITORY / "hooks/theme", tmp_path / "source/theme")
    config.write_text(config.read_text("utf-8").replace(f"{REPOSITORY}/hooks/theme", "theme"), "utf-8")
    site = tmp_path / "site"
    assert build(config, site).returncode == 0
    (tmp_path / "source/theme/assets/css/print.css").write_text("@media print { p { color: red; } }\n", "utf-8")
    assert build(config, site).returncode == 0

    styles = [path.read_text("utf-8") for path in site.rglob("hub.css")]
    assert len(styles) == 1
    assert "color: red" in styles[0]


def test_first_translation_into_a_language_is_told_by_its_original(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    english = tmp_path / "source/docs/en"
    kept = english.rename(tmp_path / "english")
    site = tmp_path / "site"
    assert build(config, site).returncode == 0
    kept.rename(english)
    assert build(config, site).returncode == 0
    assert build(config, tmp_path / "anew").returncode == 0

    assert files_of(site) == files_of(tmp_path / "anew")
    assert 'hreflang="en"' in (site / "standards/sto-1/index.html").read_text("utf-8")


def test_failed_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    site = tmp_path / "site"
    build(config, site)
    before = files_of(site)
    (tmp_path / "source/docs/terms/broken.yml").write_text("title: [\n", "utf-8")
    result = build(config, site)

    assert result.returncode == 1
    assert "docs/terms/broken.yml:1:8: E105:" in result.stderr
    assert "Traceback" not in result.stderr
    assert files_of(site) == before
    assert leftovers(site) == []


@pytest.mark.parametrize("quiet", [(), ("-q",)], ids=["loud", "quiet"])
def test_strict_build_with_a_warning_leaves_the_last_good_site(tmp_path: Path, quiet: tuple[str, ...]) -> None:
    config = copy_tiny(tmp_path / "source")
    site = tmp_path / "site"
    build(config, site)
    before = files_of(site)
    original = tmp_path / "source/docs/standards/sto-1.yml"
    original.write_text(original.read_text("utf-8").replace("Вымышленный стандарт", "Придуманный стандарт"), "utf-8")
    result = build(config, site, "--strict", *quiet)

    assert result.returncode == 1
    assert files_of(site) == before
    assert build(config, site).returncode == 0
    assert files_of(site) != before


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, cwd="/") for _ in range(3)]
    codes = [(process.wait(timeout=120), process.communicate()[1]) for process in running]

    assert [code for code, _ in codes] == [0, 0, 0], codes
    alone = build(config, tmp_path / "alone")
    assert alone.returncode == 0
    assert files_of(site) == files_of(tmp_path / "alone")
    assert leftovers(site) == []


def test_link_to_the_site_folder_is_followed_not_replaced(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert build(config, tmp_path / "link").returncode == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/index.html").is_file()


def test_folder_that_is_no_site_is_not_destroyed(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "source")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/thesis.txt").write_text("годы труда", "utf-8")
    result = build(config, tmp_path / "papers")

    assert result.returncode == 1
    assert "E503" in result.stderr
    assert files_of(tmp_path / "papers") == {"thesis.txt": "годы труда".encode()}


def test_hub_elsewhere_is_built_and_checked_by_this_engine(tmp_path: Path) -> None:
    config = copy_tiny(tmp_path / "far" / "away")
    result = subprocess.run(
        [sys.executable, str(REPOSITORY / "scripts/check.py"), os.path.relpath(config, tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "Ошибок нет.\n")
    shutil.rmtree(tmp_path / "far/away/courses")
    assert "E302" not in build(config, tmp_path / "site").stderr, "a hub without courses is a hub"
