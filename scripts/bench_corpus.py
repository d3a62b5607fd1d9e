"""A number of records → a hub of that size, the same for the same number, and the same texts for other tools.

Mixed as a large hub would be: half are standards, a fifth recordings, a fifth lessons with their courses, a tenth
kits; twenty topics, six regions, four conditions, five organisations and three acts besides. Every record carries
about 3.4 KB of Markdown in Russian (headings, paragraphs, a list, a table, an alert, references to other records)
and metadata. Words come from `tests/fixtures/search/forms.tsv` with prefixes put before them (about 24,000
different ones), as often as Zipf's law has it; sentences mean nothing.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
FORMS = REPOSITORY / "tests" / "fixtures" / "search" / "forms.tsv"
BODY_BYTES = 3_400
LESSONS_OF_COURSE = 9  # with its course, ten records
TOPICS, REGIONS, CONDITIONS, ORGANISATIONS = 20, 6, 4, 5
ACTS = ("101-fz", "102-fz", "103-fz")
PREFIXES = ("", "меж", "сверх", "пере", "анти", "псевдо")
YEARS = range(1994, 2027)


@dataclass(frozen=True, slots=True)
class BenchRecord:
    """One record: its collection, its id, its fields, and its texts by the name of the field that holds them."""

    collection: str
    id: str
    fields: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the record is called."""
        return str(self.fields["title"])

    @property
    def topic(self) -> str:
        """The first topic: the section of the record in tools that know sections."""
        return str(self.fields["topics"][0])


def make_records(count: int, seed: int = 4) -> Iterator[BenchRecord]:
    """Yield `count` records. The n-th record of a corpus depends on the seed and on the size alone."""
    maker = _Maker(count, random.Random(seed))
    makers: tuple[tuple[int, Callable[[int], Iterator[BenchRecord]]], ...] = (
        (count - count // 5 * 2 - count // 10, maker.standards),
        (count // 5, maker.webinars),
        (count // 5, maker.courses),
        (count // 10, maker.toolkits),
    )
    for number, make in makers:
        yield from make(number)


def write_hub(folder: Path, records: Iterator[BenchRecord]) -> None:
    """Write the records as a hub that this engine builds; `folder` must not exist."""
    (folder / "docs").mkdir(parents=True)
    hooks = REPOSITORY / "hooks"
    (folder / "mkdocs.yml").write_text(
        "site_name: Большой хаб\nsite_description: Записи без смысла, для измерений\nsite_url: https://bench.example/\n"
        f"theme: {{name: material, custom_dir: {hooks / 'theme'}, language: ru, font: false}}\n"
        f"plugins: []\nhooks: [{hooks / 'hub_events.py'}]\nexclude_docs: '*.yml'\n",
        "utf-8",
    )
    (folder / "docs" / "index.md").write_text("---\ntitle: Большой хаб\nshow: home\n---\n\nИзмерения.\n", "utf-8")
    (folder / "docs" / "search.md").write_text("---\ntitle: Поиск\nshow: search\n---\n\n", "utf-8")
    _write_vocabularies(folder / "docs")
    for record in records:
        _write_entry(folder, record)


def write_pages(folder: Path, records: Iterator[BenchRecord]) -> None:
    """Write the same records as plain Markdown pages below `folder`, by topic, for tools that know nothing else."""
    for number in range(TOPICS):
        (folder / f"topic-{number}").mkdir(parents=True)
        (folder / f"topic-{number}" / "_index.md").write_text(f'---\ntitle: "Тема {number}"\n---\n', "utf-8")
    for record in records:
        body = "\n".join(record.texts.values()).replace("](standards:", "](/standards/")
        head = {name: value for name, value in record.fields.items() if isinstance(value, str | int)}
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
        text = "\n".join(["---", *lines, "---", "", body])
        (folder / record.topic / f"{record.id.replace('/', '-')}.md").write_text(text, "utf-8")


class _Maker:
    def __init__(self, count: int, chance: random.Random) -> None:
        self.chance = chance
        self.standard_count = count - count // 5 * 2 - count // 10
        pairs = [line.split("\t") for line in FORMS.read_text("utf-8").splitlines()[1:]]
        words = list(dict.fromkeys(word for pair in pairs for word in pair))
        self.words = [prefix + word for prefix in PREFIXES for word in words]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    # -- one collection each

    def standards(self, count: int) -> Iterator[BenchRecord]:
        for number in range(count):
            year = self.chance.choice(YEARS)
            fields = self._fields() | {
                "designation": _designation(number, year),
                "kind": self.chance.choice(("general-provisions", "terms", "quality-control", "staff", "procedure")),
                "issuer": "Вымышленный технический комитет",
                "year": year,
                "status": {"value": self.chance.choice(("in-force", "replaced", "unchecked")), "date": "2026-11-22"}
                | {"confidence": "low"},
                "confidence": "low",
                "relations": [{"type": "cites", "target": self._standard()}],
            }
            yield BenchRecord("standards", _standard_id(number), fields, {"note": self._text(BODY_BYTES)})

    def webinars(self, count: int) -> Iterator[BenchRecord]:
        for number in range(count):
            chapters = [
                {"id": f"part-{part}", "start": f"{part * 9}:30", "title": self._words(5)} for part in (1, 2, 3)
            ]
            fields = self._fields() | {
                "kind": self.chance.choice(("topic", "training", "round-table")),
                "mode": self.chance.choice(("online", "hybrid")),
                "starts": f"{self.chance.choice(YEARS)}-{self.chance.randrange(1, 13):02}-15",
                "organiser": f"organisation-{self.chance.randrange(ORGANISATIONS)}",
            }
            transcript = self._text(BODY_BYTES // 2)
            recording = {
                "id": "video",
                "duration": "45:00",
                "chapters": chapters,
                "sources": [{"url": f"https://video.example/{number}.mp4"}],
                "transcript": transcript,
            }
            texts = {"body": self._text(BODY_BYTES // 2), "recordings.0.transcript": transcript}
            yield BenchRecord("webinars", f"recording-{number:05}", {**fields, "recordings": [recording]}, texts)

    def courses(self, count: int) -> Iterator[BenchRecord]:
        for number in range(count // (LESSONS_OF_COURSE + 1)):
            course = f"course-{number:04}"
            names = [f"lesson-{lesson}" for lesson in range(LESSONS_OF_COURSE)]
            modules = [
                {"id": f"module-{part}", "title": self._words(4), "lessons": names[part * 3 : part * 3 + 3]}
                for part in range(3)
            ]
            fields = self._fields() | {"objectives": [self._sentence(), self._sentence()], "modules": modules}
            yield BenchRecord("courses", course, fields, {"body": self._text(BODY_BYTES)})
            for name in names:
                fields = self._fields() | {"kind": "text", "time_required": self.chance.randrange(5, 30)}
                yield BenchRecord("lessons", f"{course}/{name}", fields, {"body": self._text(BODY_BYTES)})

    def toolkits(self, count: int) -> Iterator[BenchRecord]:
        for number in range(count):
            texts = [self._text(BODY_BYTES // 4) for _ in range(4)]
            steps = [{"id": f"step-{step}", "title": self._words(4), "text": text} for step, text in enumerate(texts)]
            points = [self._sentence() for _ in range(4)]
            fields = self._fields() | {
                "purpose": self._sentence(),
                "acting_as": self._sentence(),
                "steps": steps,
                "documents": [{"id": "sheet", "title": "Лист", "contents": points}],
            }
            named = {f"steps.{step}.text": text for step, text in enumerate(texts)}
            yield BenchRecord("toolkits", f"kit-{number:05}", fields, named)

    # -- parts of a record

    def _fields(self) -> dict[str, Any]:
        day = f"{self.chance.choice((2024, 2025, 2026))}-{self.chance.randrange(1, 11):02}-10"
        return {
            "title": self._words(6).capitalize(),
            "summary": self._sentence(),
            "topics": [f"topic-{number}" for number in self.chance.sample(range(TOPICS), 2)],
            "regions": [f"region-{self.chance.randrange(REGIONS)}"],
            "audience": [self.chance.choice(("leader", "council-member", "trainer", "activist"))],
            "level": [self.chance.choice(("federal", "regional"))],
            "modified": day,
            "based_on": [f"acts:{self.chance.choice(ACTS)}", f"standards:{self._standard()}"],
        }

    def _standard(self) -> str:
        return _standard_id(self.chance.randrange(max(1, self.standard_count)))

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def _sentence(self) -> str:
        return f"{self._words(self.chance.randrange(7, 15)).capitalize()}."

    def _text(self, size: int) -> str:
        """Return Markdown of about `size` bytes: every kind of block that authors use."""
        blocks = [self._paragraph()]
        while sum(len(block.encode()) for block in blocks) < size * 0.55:
            blocks += [f"## {self._words(3).capitalize()}", self._paragraph()]
        blocks.append("\n".join(f"- {self._words(6)}" for _ in range(4)))
        rows = "".join(f"| {self._words(2)} | {self.chance.randrange(100)} |\n" for _ in range(3))
        blocks.append(f"| Что | Сколько |\n|---|---|\n{rows}".rstrip())
        blocks.append(f"> [!NOTE]\n> {self._sentence()}")
        while sum(len(block.encode()) for block in blocks) < size - 100:
            blocks.append(self._sentence())
        return "\n\n".join(blocks) + "\n"

    def _paragraph(self) -> str:
        link = f"[{self._words(2)}](standards:{self._standard()})"
        return (
            f"{self._sentence()} {self._sentence()[:-1]}, {link}. **{self._words(2).capitalize()}** {self._words(5)}."
        )


def _standard_id(number: int) -> str:
    return f"gost-{10_000 + number}"


def _designation(number: int, year: int) -> str:
    return f"ГОСТ Р {10_000 + number}-{year}"


def _write_entry(folder: Path, record: BenchRecord) -> None:
    nested = {name for name in record.texts if "." in name}
    fields = {**record.fields, **{name: text for name, text in record.texts.items() if name not in nested}}
    if record.collection == "lessons":
        course, lesson = record.id.split("/")
        body = fields.pop("body")
        path = folder / "courses" / course / "lessons" / f"{lesson}.md"
        text = f"---\n{_yaml(fields)}---\n\n{body}"
    else:
        path = folder / "docs" / record.collection / f"{record.id}.yml"
        if record.collection == "courses":
            path = folder / "courses" / record.id / "course.yml"
        text = _yaml(fields)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _yaml(value: Any, indent: str = "") -> str:
    """Return YAML as an author would write it: blocks, long texts after `|`."""
    lines = []
    for name, item in value.items():
        if isinstance(item, str) and "\n" in item:
            text = "".join(f"{indent}  {line}\n" if line else "\n" for line in item.splitlines())
            lines.append(f"{indent}{name}: |\n{text}")
        elif isinstance(item, dict):
            lines.append(f"{indent}{name}:\n{_yaml(item, indent + '  ')}")
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            rows = (_yaml(each, indent + "    ") for each in item)
            lines.append(f"{indent}{name}:\n" + "".join(f"{indent}  - {row[len(indent) + 4 :]}" for row in rows))
        else:
            lines.append(f"{indent}{name}: {json.dumps(item, ensure_ascii=False)}\n")
    return "".join(lines)


def _write_vocabularies(docs: Path) -> None:
    for name, one, count in (("topics", "topic", TOPICS), ("regions", "region", REGIONS)):
        _write_list(docs, name, [f"- {{id: {one}-{number}, title: {one} {number}}}" for number in range(count)])
    _write_list(docs, "conditions", [f"- {{id: condition-{n}, title: condition {n}}}" for n in range(CONDITIONS)])
    for number in range(ORGANISATIONS):
        path = docs / "organisations" / f"organisation-{number}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"title: Организация {number}\nkind: ngo\nchecked_on: 2026-11-22\n", "utf-8")
    for act in ACTS:
        path = docs / "acts" / f"{act}.yml"
        path.parent.mkdir(exist_ok=True)
        name = act.split("-")[0]
        head = f"title: Вымышленный закон {name}\nkind: federal-law\nnumber: {name}-ФЗ\n"
        path.write_text(f"{head}governs: Ничего.\nchecked_on: 2026-11-22\nconfidence: low\n", "utf-8")


def _write_list(docs: Path, name: str, items: list[str]) -> None:
    (docs / name).mkdir()
    (docs / name / f"{name}.yml").write_text("\n".join(items) + "\n", "utf-8")
