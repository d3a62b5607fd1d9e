"""The same records in the tools that people would pick instead: how each is set up, built and previewed."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench_corpus import REPOSITORY, TOPICS, make_records, write_hub, write_pages

PEERS = REPOSITORY / ".cache" / "bench" / "peers"
NAVIGATION = "".join(f"  - topic-{number}/_index.md\n" for number in range(TOPICS))
HUGO = {
    "hugo.toml": 'baseURL = "https://bench.example/"\ntitle = "Большой хаб"\ndisableKinds = ["taxonomy", "term"]\n',
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{{ .Title }} — {{ site.Title }}</title>'
        '<meta name="description" content="{{ .Params.summary }}"><link rel="canonical" href="{{ .Permalink }}"></head>'
        '<body>{{ partialCached "nav.html" . }}<main>{{ block "main" . }}{{ end }}</main></body></html>'
    ),
    "layouts/partials/nav.html": (
        '<nav><ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>'
        "{{ .Content }}{{ .TableOfContents }}{{ end }}"
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .RegularPages }}'
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}'
    ),
}


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool with its site in a folder: the command that builds, the one that previews, the page that is edited."""

    name: str
    folder: Path
    output: Path
    build: list[str]
    serve: list[str]
    edited: Path
    url: str
    forget: tuple[Path, ...] = ()  # what a cold build must not find, besides the output
    most_previewed: int = 100_000  # records above which its preview is not measured: it would take minutes an edit


def our_tool(folder: Path, records: int, port: int) -> Tool:
    """Return this engine with a corpus."""
    write_hub(folder, make_records(records))
    command = [sys.executable, "-m", "mkdocs"]
    config = ["-q", "-f", str(folder / "mkdocs.yml")]
    return Tool(
        "metodhub",
        folder,
        folder / "site",
        [*command, "build", *config, "-d", str(folder / "site")],
        [*command, "serve", *config, "--dev-addr", f"127.0.0.1:{port}"],
        folder / "docs" / "standards" / "gost-10007.yml",
        "standards/gost-10007/",
        (folder / ".cache", folder / ".site.spare"),
    )


def hugo_tool(folder: Path, records: int, port: int) -> Tool:
    """Return Hugo with a minimal layout and a cached navigation."""
    for name, text in HUGO.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    write_pages(folder / "content", make_records(records))
    hugo = str(_installed("hugo"))
    edited = next((folder / "content").glob("*/gost-10007.md"))
    serve = [hugo, "server", "--quiet", "--port", str(port), "--bind", "127.0.0.1", "--source", str(folder)]
    url = f"{edited.parent.name}/gost-10007/"
    return Tool("hugo", folder, folder / "public", [hugo, "--quiet", "--source", str(folder)], serve, edited, url)


def mkdocs_tool(folder: Path, records: int, port: int) -> Tool:
    """Return MkDocs with Material as it comes, the pages of records out of the navigation."""
    write_pages(folder / "docs", make_records(records))
    (folder / "docs" / "index.md").write_text("# Большой хаб\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Большой хаб\nsite_url: https://bench.example/\ntheme: {name: material, language: ru, font: false}\n"
        f"plugins: []\nnav:\n  - index.md\n{NAVIGATION}"
        "validation: {omitted_files: ignore, not_found: ignore, absolute_links: ignore}\n",
        "utf-8",
    )
    edited = next((folder / "docs").glob("*/gost-10007.md"))
    command, config = [sys.executable, "-m", "mkdocs"], ["-q", "-f", str(folder / "mkdocs.yml")]
    return Tool(
        "mkdocs",
        folder,
        folder / "site",
        [*command, "build", *config, "-d", str(folder / "site")],
        [*command, "serve", *config, "--dev-addr", f"127.0.0.1:{port}"],
        edited,
        f"{edited.parent.name}/gost-10007/",
        most_previewed=1000,
    )


def zensical_tool(folder: Path, records: int, port: int) -> Tool:
    """Return Zensical with the configuration of MkDocs."""
    tool = mkdocs_tool(folder, records, port)
    zensical, config = str(_installed("zensical")), ["-f", str(folder / "mkdocs.yml")]
    serve = [zensical, "serve", *config, "-a", f"127.0.0.1:{port}"]
    build = [zensical, "build", "--clean", *config]
    return Tool("zensical", folder, folder / "site", build, serve, tool.edited, tool.url, (folder / ".cache",))


TOOLS: dict[str, Callable[[Path, int, int], Tool]] = {
    "metodhub": our_tool,
    "hugo": hugo_tool,
    "mkdocs": mkdocs_tool,
    "zensical": zensical_tool,
}


def _installed(name: str) -> Path:
    """Return the command of a tool from the package index, installed where only the benchmark looks.

    Raises subprocess.CalledProcessError when it cannot be installed.
    """
    command = PEERS / name / "bin" / name
    if not command.exists():
        venv.create(PEERS / name, with_pip=True, clear=True)
        pip = [str(PEERS / name / "bin" / "pip"), "install", "--quiet", name]
        subprocess.run(pip, check=True, capture_output=True)
    return command
