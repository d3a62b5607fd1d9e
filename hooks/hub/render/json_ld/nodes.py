"""The parts that nodes are made of: types, references to other entries, addresses, lengths of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from hub.collections.lessons import LessonKind
from hub.collections.organisations import OrganisationKind
from hub.content import Material, Record
from hub.fields import Reference
from hub.render.context import Page

Node: TypeAlias = dict[str, Any]
Describe: TypeAlias = Callable[[Any, Record, Page], Node]

# Of which type the entries of a collection are; a collection that is not here is a CreativeWork.
TYPES: Mapping[str, str | Callable[[Any], str]] = MappingProxyType(
    {
        "activities": lambda values: "EventSeries" if len(values["months"]) > 1 else "Event",
        "acts": "Legislation",
        "assessments": "LearningResource",
        "competencies": "DefinedTerm",
        "conditions": "DefinedTerm",
        "courses": "Course",
        "forms": "DigitalDocument",
        "lessons": lambda values: "Quiz" if values["kind"] is LessonKind.QUIZ else "LearningResource",
        "organisations": lambda values: ORGANISATIONS.get(values["kind"], "Organization"),
        "paths": "LearningResource",
        "people": "Person",
        "practices": "Article",
        "programmes": "Project",
        "quizzes": "Quiz",
        "regions": "AdministrativeArea",
        "support": "Service",
        "terms": "DefinedTerm",
        "toolkits": "HowTo",
        "topics": "DefinedTerm",
        "webinars": lambda values: "EducationEvent" if values["starts"] is not None else "LearningResource",
    }
)
ORGANISATIONS: Mapping[str, str] = MappingProxyType(
    {OrganisationKind.NGO: "NGO", OrganisationKind.AUTHORITY: "GovernmentOrganization"}
)
WORKS = frozenset(
    [
        "Article",
        "Course",
        "CreativeWork",
        "DigitalDocument",
        "HowTo",
        "LearningResource",
        "Legislation",
        "Quiz",
        "WebPage",
    ]
)

SITE_LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"  # as the foot of every page says
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def node(type_: str, *, id: str = "", **values: Any) -> Node:
    """Return a node without the values that nobody gave."""
    head = {"@type": type_, "@id": id} if id else {"@type": type_}
    return head | {name: value for name, value in values.items() if value not in (None, "", (), [], {})}


def type_of(record: Record) -> str:
    """Return the type of an entry."""
    kind = TYPES.get(record.key.collection, "CreativeWork")
    return kind if isinstance(kind, str) else kind(record.card.values)


def absolute(page: Page, url: str) -> str:
    """Return the whole address of a site-relative one."""
    return page.renderer.library.site.url + url


def place(page: Page, anchor: str) -> str:
    """Return the whole address of a place in a page."""
    return f"{absolute(page, page.url)}#{anchor}"


# -- references


def refs(references: Iterable[Reference | None], page: Page) -> list[Node]:
    """Return the entries that references lead to, each once and as a whole; a place in an entry is the entry."""
    found: dict[str, Node] = {}
    for reference in references:
        if reference is not None and (target := ref(reference, page)) is not None:
            found.setdefault(target["@id"], target)
    return list(found.values())


def ref(reference: Reference, page: Page) -> Node | None:
    """Return the entry that a reference leads to; None where there is no page to lead to."""
    library = page.renderer.library
    target = library.find(reference, page.language)
    record = library.record(target.key, page.language) if target is not None and target.key is not None else None
    if target is None:
        return None
    type_ = type_of(record) if record is not None else "WebPage"
    return node(type_, id=absolute(page, target.url.partition("#")[0]), name=target.title)


def ref_to(record: Record | None, page: Page) -> Node | None:
    """Return an entry as another's node names it."""
    url = page.renderer.library.url(record) if record is not None else None
    return node(type_of(record), id=absolute(page, url), name=record.card.title) if record and url else None


def works(references: Iterable[Reference | None], page: Page) -> list[Node | str]:
    """Return what a work is based on: works as nodes; anything else may only be named by its address."""
    return [each if each["@type"] in WORKS else each["@id"] for each in refs(references, page)]


# -- values


def duration(minutes: float | None) -> str:
    """Return a length of time as ISO 8601 says it: `PT90M`, `PT58M10S`."""
    whole, seconds = divmod(round((minutes or 0) * 60), 60)
    words = (f"{whole}M" if whole else "") + (f"{seconds}S" if seconds else "")
    return f"PT{words}" if words else ""


def subject(entry: Material, page: Page) -> Node:
    """Return what a material or an event is about, and for whom."""
    # The role is the code of the list: its words answer "for whom" and do not name a role.
    audience = [node("EducationalAudience", educationalRole=each.value) for each in entry.audience]
    return {"about": refs((*entry.topics, *entry.conditions), page), "audience": audience}


def authored(entry: Material, page: Page) -> Node:
    """Return what is known of a text that is written for the hub and read on it."""
    return {
        "inLanguage": page.language,
        "isAccessibleForFree": True,
        "license": licence(entry.licence),
        "dateCreated": entry.created.isoformat() if entry.created else "",
        "dateModified": entry.modified.isoformat() if entry.modified else "",
        "author": refs(entry.authors, page),
        "maintainer": refs((entry.responsible,), page),
        "contributor": refs(entry.partners, page),
        **subject(entry, page),
        "spatialCoverage": refs(entry.regions, page),
        "isBasedOn": works(entry.based_on, page),
    }


def licence(name: str | None) -> str:
    """Return the address of a licence: the site's own, or that of an SPDX name; empty for other words."""
    if name is None:
        return SITE_LICENCE
    return f"https://spdx.org/licenses/{name}.html" if _SPDX.fullmatch(name) else ""
