"""What the hub knows of the world: standards, acts, terms, organisations, people, practices, programmes.

What an entry marks «требует проверки» a page can show with its mark; here there is no mark, so it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hub.collections.activities import Activity
from hub.collections.acts import Act
from hub.collections.organisations import Organisation
from hub.collections.people import Person
from hub.collections.practices import Practice
from hub.collections.programmes import Programme
from hub.collections.regions import Region
from hub.collections.standards import Relation, RelationType, Standard, StandardStatus
from hub.collections.support import Support
from hub.collections.terms import Term
from hub.content import Confidence, Entry, Record
from hub.library.addresses import language_prefix, list_address
from hub.render.context import Page
from hub.render.json_ld.nodes import Describe, Node, absolute, authored, node, refs, subject, works


def standard(entry: Standard, _: Record, page: Page) -> Node:
    """Return a standard. Its language and its licence are its issuer's: the hub does not tell them."""
    is_sure = entry.confidence is not Confidence.LOW
    adopted = [each for each in entry.relations if each.type is RelationType.ADOPTS]
    cited = [each for each in entry.relations if each.type is RelationType.CITES]
    based_on = works((*entry.based_on, *(each.target for each in adopted)), page)
    return {
        "alternateName": entry.title_en,
        "identifier": entry.designation,
        "creativeWorkStatus": _status(entry, page),
        "datePublished": str(entry.year) if entry.year and is_sure else "",
        "publisher": node("Organization", name=entry.issuer),
        **subject(entry, page),
        "spatialCoverage": refs(entry.regions, page),
        "isBasedOn": [*based_on, *_only_named(adopted)],
        "citation": [*refs((each.target for each in cited), page), *_only_named(cited)],
    }


def _status(entry: Standard, page: Page) -> Node | None:
    """Return the status with the day on which it was read: without it a status says nothing."""
    status = entry.status
    if status.value is StandardStatus.UNCHECKED or status.confidence is Confidence.LOW:
        return None
    words = f"{page.translate('по сведениям на')} {status.date.isoformat()}"
    return node("DefinedTerm", name=page.translate(status.value.label), termCode=status.value.value, description=words)


def _only_named(relations: list[Relation]) -> list[Node]:
    return [
        node("CreativeWork", name=each.designation, identifier=each.designation)
        for each in relations
        if each.target is None
    ]


def act(entry: Act, _: Record, page: Page) -> Node:
    """Return an act of law."""
    is_sure = entry.confidence is not Confidence.LOW
    return {
        "legislationIdentifier": entry.number,
        "legislationType": page.translate(entry.kind.label),
        "legislationDate": entry.date.isoformat() if entry.date and is_sure else "",
        "legislationJurisdiction": refs((entry.region,), page),
    }


# -- vocabularies


def word(_: Entry, record: Record, page: Page) -> Node:
    """Return a word of a vocabulary; the vocabulary is the landing page of its collection."""
    library = page.renderer.library
    collection = library.collections[record.key.collection]
    prefix = language_prefix(page.language, library.site.language)
    url = absolute(page, prefix + list_address(collection.name))
    return {"inDefinedTermSet": node("DefinedTermSet", id=url, name=page.translate(collection.label))}


def term(entry: Term, record: Record, page: Page) -> Node:
    """Return a term with its abbreviation; its definition describes it."""
    return {
        "alternateName": entry.abbreviation,
        "description": entry.definition.plain,
        **word(entry, record, page),
    }


# -- who and where


def region(entry: Region, _: Record, __: Page) -> Node:
    """Return a region of its country."""
    return {"containedInPlace": node("Country", name=entry.country)}


def person(entry: Person, _: Record, page: Page) -> Node:
    """Return a person as they agreed to be named."""
    return {
        "disambiguatingDescription": entry.role,
        "affiliation": refs((entry.organisation,), page),
        "sameAs": entry.website,
    }


def organisation(entry: Organisation, _: Record, page: Page) -> Node:
    """Return an organisation that the materials name."""
    return {
        "foundingDate": str(entry.founded or ""),
        "knowsAbout": refs(entry.conditions, page),
        "sameAs": entry.website,
    }


# -- what they do


def practice(entry: Practice, _: Record, page: Page) -> Node:
    """Return the card of a practice: a text of the hub about what its sources tell."""
    own = authored(entry, page)
    return {
        **own,
        "about": [*refs((entry.organisation,), page), *own["about"]],
        "temporalCoverage": entry.period,
        "isBasedOn": [*own["isBasedOn"], *entry.sources],
    }


def programme(entry: Programme, _: Record, page: Page) -> Node:
    """Return a programme; its period and targets are a plan, and schema.org has no words for a plan."""
    return {"parentOrganization": refs((entry.organisation,), page)}


def activity(entry: Activity, _: Record, page: Page) -> Node:
    """Return a row of a schedule: months are planned, so they are a schedule and not the dates of an event."""
    months = sorted(entry.months)
    in_one_year = months[0][:4] == months[-1][:4]
    schedule = node(
        "Schedule",
        startDate=months[0],
        endDate=months[-1],
        byMonth=[int(month[5:]) for month in months] if in_one_year else None,
    )
    return {"organizer": refs((entry.programme,), page), "eventSchedule": schedule}


def support(entry: Support, _: Record, page: Page) -> Node:
    """Return a measure of support as a service of who gives it."""
    return {
        "provider": node("Organization", name=entry.provider),
        "serviceType": [page.translate(form.label) for form in entry.form],
        "areaServed": [*refs(entry.regions, page), node("Place", name=entry.place)],
    }


DESCRIBE: Mapping[str, Describe] = MappingProxyType(
    {
        "activities": activity,
        "acts": act,
        "competencies": word,
        "conditions": word,
        "organisations": organisation,
        "people": person,
        "practices": practice,
        "programmes": programme,
        "regions": region,
        "standards": standard,
        "support": support,
        "terms": term,
        "topics": word,
    }
)
