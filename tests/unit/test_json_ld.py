"""JSON-LD, Open Graph and `lastmod`: what pages say to machines, held against schema.org's own declarations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions

from hub.build import make_press, prepare, with_files
from hub.collections import COLLECTIONS
from hub.content import Collection, Entry
from hub.library import Library, link
from hub.load.entries import PlainReader, load_site
from hub.mkdocs_adapter.shells import render_shells
from hub.mkdocs_adapter.site import make_site, make_theme
from hub.outputs.sitemap import export_sitemap
from hub.render.lists import render_landings
from hub.render.pages import render_entry
from tests.sites import REPOSITORY, TESTS, TINY, copy_tiny

TABLE = json.loads((TESTS / "vendor/schema-org/types.json").read_text("utf-8"))
GADGETS = Collection(name="gadgets", model=Entry, label="Вещи", label_one="Вещь")
HOSTILE = "</script><script>alert(1)</script> & <!-- <script>"
# What neither the hub nor the tiny site has, laid over a copy of the tiny site.
MORE = {
    "docs/people/anna.yml": "title: Анна Пример\nrole: тренер\norganisation: club\nconsent: вымышлена\n",
    "docs/organisations/club.yml": "title: Клуб\nkind: ngo\nfounded: 2010\nwebsite: https://club.example/\n",
    "docs/gadgets/lamp.yml": "title: Лампа\nsummary: Светит.\n",
    "docs/terms/bad.yml": f"title: '{HOSTILE}'\ndefinition: '`{HOSTILE}`'\n",
    "docs/webinars/meeting.yml": "title: Встреча\nkind: topic\nstarts: 2026-03-05\nmode: hybrid\norganiser: club\n"
    "speakers: [{person: anna}]\naudience: [leader]\npartners: [club]\n",
    "docs/webinars/talk.yml": "title: Беседа\nkind: topic\nauthors: [anna]\nlicence: CC-BY-4.0\nmodified: 2026-02-01\n"
    "recordings:\n- {id: film, duration: 10:00, sources: [{file: talk.mp4}], captions: talk.vtt, chapters: "
    "[{id: one, title: Раз}, {id: two, title: Два}, {id: three, title: Три, start: 8:00}]}\n",
    "docs/webinars/talk.mp4": "",
    "docs/webinars/talk.vtt": "WEBVTT\n",
    "docs/standards/doubt.yml": "title: Сомнение\ndesignation: СТО 9\nkind: guidance\nissuer: Клуб\nyear: 2020\n"
    "status: {value: in-force, date: 2026-01-02, confidence: low}\nconfidence: low\n"
    "relations: [{type: adopts, designation: ISO 9}, {type: cites, target: sto-2}]\n",
    "courses/demo/lessons/film.md": "---\ntitle: Фильм\nkind: recording\nrecording: webinars:talk#three\n"
    "time_required: 90\n---\nСмотрите.\n",
    "courses/demo/lessons/away.md": "---\ntitle: Вдали\nkind: external\nurl: https://away.example/x\n"
    "time_required: 1:30\nbased_on: ['webinars:meeting']\n---\nЧитайте.\n",
}


@dataclass(frozen=True)
class Built:
    """A site: the HTML of its entries by address, and every address that it has, files included."""

    library: Library
    entries: Mapping[str, str]
    addresses: frozenset[str]

    def graph(self, url: str) -> list[dict[str, Any]]:
        """Return what a page says; a script ends where a browser ends it, at the first `</script`."""
        (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script', self.entries[url], re.S)
        return list(json.loads(script)["@graph"])


def _build(config_file: Path, collections: Mapping[str, Collection]) -> Built:
    config = load_config(str(config_file))
    files = get_files(config)
    set_exclusions(files, config)
    site = make_site(config, files, {}, date(2026, 11, 25))
    reader = PlainReader(site, collections)
    library = with_files(link(site, collections, load_site(site, collections, reader)), reader)
    renderer = prepare(library, make_press(make_theme(config)))
    shells = render_shells(config.theme.get_env(), renderer, "assets/", "")
    records = [record for version in library.versions.values() for record in version.values()]
    pages = [render_entry(each, renderer, shells) for each in records if collections[each.key.collection].has_pages]
    entries = {page.url: page.html for page in pages}
    landings = {page.url for page in render_landings(renderer, shells)}
    return Built(library, entries, frozenset({*entries, *landings, *library.prose, *library.files.values()}))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    config = copy_tiny(tmp_path_factory.mktemp("rich") / "site")
    for name, text in MORE.items():
        path = config.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    course = config.parent / "courses/demo/course.yml"
    course.write_text(course.read_text("utf-8").replace("[first, quiz-1]", "[first, quiz-1, film, away]"), "utf-8")
    return _build(config, {**COLLECTIONS, "gadgets": GADGETS})


@pytest.fixture(scope="module", params=[REPOSITORY, TINY, None], ids=["hub", "tiny", "rich"])
def built(request: pytest.FixtureRequest, rich: Built) -> Built:
    return _build(request.param / "mkdocs.yml", COLLECTIONS) if request.param else rich


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


SCALARS: dict[str, Callable[[Any], bool]] = {
    "Text": _matches(r"(?s).*\S.*"),
    "URL": _matches(r"https?://[^\s/]+\.[^\s/]+/?\S*"),
    "Date": _matches(r"\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?"),
    "DateTime": _matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"),
    "Duration": _matches(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?"),
    "Boolean": lambda value: type(value) is bool,
    "Integer": lambda value: type(value) is int,
    "Number": lambda value: type(value) in (int, float),
    **{name: _matches(f"https://schema.org/({names.replace(' | ', '|')})") for name, names in TABLE["names"].items()},
}


def problems_in(node: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield what a node says that its type does not know, and every value of a wrong kind."""
    type_ = node.get("@type")
    where = f"{where}/{type_}"
    if type_ not in TABLE["types"]:
        yield f"{where}: no such type"
        return
    properties: dict[str, set[str]] = {"@type": {"Text"}, "@id": {"URL"}}
    for base in TABLE["types"][type_]["has"].split(" | "):
        for name, kinds in TABLE["properties"].get(base, {}).items():
            properties.setdefault(name, set()).update(kinds.split(" | "))
    for name, value in node.items():
        if name not in properties:
            yield f"{where}.{name}: no such property"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from _problems_of_value(each, properties[name], f"{where}.{name}")


def _problems_of_value(value: Any, kinds: set[str], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        if not any(SCALARS[kind](value) for kind in kinds & SCALARS.keys()):
            yield f"{where}: {value!r} is none of {sorted(kinds)}"
    elif "@type" in value:
        if not kinds & set(TABLE["types"].get(value["@type"], {"is": ""})["is"].split(" | ")):
            yield f"{where}: {value['@type']} is none of {sorted(kinds)}"
        yield from problems_in(value, where)
    elif set(value) != {"@id"} or "IdReference" not in kinds or not SCALARS["URL"](value["@id"]):
        yield f"{where}: {value!r} is no reference"


def test_every_entry_speaks_the_words_of_schema_org(built: Built) -> None:
    for url in built.entries:
        graph = built.graph(url)

        assert [node["@type"] for node in graph[1:]] == ["BreadcrumbList"]
        assert graph[0]["@id"] == graph[0]["url"] == built.library.site.url + url
        assert [problem for node in graph for problem in problems_in(node)] == [], url


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"@type": "Lesson"}, "/Lesson: no such type"),
        ({"teachs": "умению"}, "/Course.teachs: no such property"),
        ({"timeRequired": "58 минут"}, "/Course.timeRequired: '58 минут' is none of ['Duration']"),
        ({"dateModified": "25.11.2026"}, "/Course.dateModified: '25.11.2026' is none of ['Date', 'DateTime']"),
        ({"hasPart": [{"@type": "Person"}]}, "/Course.hasPart: Person is none of ['CreativeWork', 'IdReference']"),
        ({"about": {"@id": "topics/services/"}}, "/Course.about: {'@id': 'topics/services/'} is no reference"),
    ],
)
def test_check_refuses_what_schema_org_does_not_know(rich: Built, change: dict[str, Any], problem: str) -> None:
    course = rich.graph("courses/demo/")[0]

    assert list(problems_in(course)) == []
    assert list(problems_in({**course, **change})) == [problem]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(child)


def test_every_address_of_the_hub_is_a_page_and_a_place_in_it(built: Built) -> None:
    for url in built.entries:
        for each in _strings(built.graph(url)):
            if each.startswith(built.library.site.url):
                path, _, anchor = each.removeprefix(built.library.site.url).partition("#")
                assert path in built.addresses, each
                assert not anchor or f' id="{anchor}"' in built.entries[path], each


def test_no_answer_of_a_quiz_is_given_away(built: Built) -> None:
    for key, lesson in built.library.shown_in.items():
        quiz, node = built.library.records[key].entry, built.graph(f"courses/{lesson.id}/")[0]
        asked = [(each.id, each.text.plain) for each in getattr(quiz, "questions", ())]

        assert [(each.pop("@id").partition("#")[2], each.pop("text")) for each in node["hasPart"]] == asked
        assert all(each == {"@type": "Question"} for each in node["hasPart"])
        assert "Answer" not in json.dumps(node)


def test_no_text_ends_the_script(rich: Built) -> None:
    assert rich.graph("terms/bad/")[0]["name"] == HOSTILE
    assert HOSTILE in rich.graph("terms/bad/")[0]["description"]
    assert all(re.search("[\ue000-\uf8ff]", html) is None for html in rich.entries.values())


def test_collection_that_nobody_foresaw_is_a_creative_work(rich: Built) -> None:
    url = "https://tiny.example/gadgets/lamp/"

    assert list(rich.graph("gadgets/lamp/")[0].values()) == ["CreativeWork", url, "Лампа", "Светит.", url]


def test_only_a_dated_webinar_is_an_event(rich: Built) -> None:
    dated, undated = rich.graph("webinars/meeting/")[0], rich.graph("webinars/talk/")[0]

    assert (dated["@type"], dated["startDate"]) == ("EducationEvent", "2026-03-05")
    assert [each["name"] for each in dated["organizer"] + dated["performer"]] == ["Клуб", "Анна Пример"]
    assert not {"endDate", "location", "eventStatus"} & dated.keys()
    assert (undated["@type"], undated["license"]) == ("LearningResource", "https://spdx.org/licenses/CC-BY-4.0.html")


def test_chapters_have_only_the_bounds_that_are_known(rich: Built) -> None:
    clips = rich.graph("webinars/talk/")[0]["video"][0]["hasPart"]
    film, away = rich.graph("courses/demo/film/")[0], rich.graph("courses/demo/away/")[0]

    assert [(each.get("startOffset"), each.get("endOffset")) for each in clips] == [(0, None), (None, None), (480, 600)]
    assert film["video"] == {"@type": "Clip", "@id": "https://tiny.example/webinars/talk/#three", "name": "Три"}
    assert (film["timeRequired"], away["timeRequired"]) == ("PT90M", "PT1M30S")
    assert away["isBasedOn"] == ["https://tiny.example/webinars/meeting/", "https://away.example/x"]


def test_lesson_shows_its_part_of_a_recording(rich: Built) -> None:
    assert rich.graph("courses/kinds/clip/")[0]["video"] == {
        "@type": "Clip",
        "name": "Отрывок, который лежит рядом",
        "startOffset": 1,
        "endOffset": 3,
        "isPartOf": {
            "@type": "VideoObject",
            "@id": "https://tiny.example/webinars/film/#main",
            "name": "Короткая запись",
        },
    }


def test_doubtful_facts_are_left_to_the_page(rich: Built) -> None:
    standard = rich.graph("standards/doubt/")[0]

    assert not {"creativeWorkStatus", "datePublished", "inLanguage", "license"} & standard.keys()
    assert standard["isBasedOn"] == [{"@type": "CreativeWork", "name": "ISO 9", "identifier": "ISO 9"}]


def test_page_has_what_open_graph_asks_for(built: Built) -> None:
    for url, html in built.entries.items():
        found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]+)">', html))

        assert found.keys() == {"type", "title", "description", "url", "locale", "site_name"}
        assert found["url"] == built.library.site.url + url
        assert found["locale"] == ("en_US" if url.startswith("en/") else "ru_RU")


def test_sitemap_tells_the_day_of_change_only_where_it_is_known(rich: Built) -> None:
    (sitemap,) = export_sitemap(rich.library, sorted(rich.entries))

    assert b"<loc>https://tiny.example/webinars/talk/</loc><lastmod>2026-02-01</lastmod>" in sitemap.content
    assert sitemap.content.count(b"<lastmod>") == 1
