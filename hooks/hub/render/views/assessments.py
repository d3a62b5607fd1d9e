"""A questionnaire: its statements with their levels, and what the browser needs to judge the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from hub.collections.assessments import Assessment, Domain, Statement
from hub.content import Record
from hub.fields import Reference
from hub.library.addresses import language_prefix
from hub.render.context import Page
from hub.render.json_ld import escape_json

RULE = Reference("pages", "programme-rule")  # where a hub tells the rule of the programme


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return domains with criteria and statements, and the same as data without words."""
    assessment, library = record.entry, page.renderer.library
    if not isinstance(assessment, Assessment):
        raise TypeError(f"{record.key} is no questionnaire")
    rule = library.find(RULE, page.language)
    prefix = language_prefix(page.language, library.site.language)
    return {
        "id": record.key.id,
        "count": len(assessment.measures),
        "time": page.duration(assessment.time_required),
        "before_html": page.text(assessment.before),
        "after_html": page.text(assessment.after),
        "domains": [_domain_view(domain, page) for domain in assessment.domains],
        "columns": _columns(assessment),
        "base": page.base,
        "learning_url": page.href(f"{prefix}api/learning.json"),
        "data_json": Markup(escape_json(_data(record, assessment, page))),
        "rule_url": page.href(rule.url) if rule is not None else None,
    }


def _columns(assessment: Assessment) -> tuple[str, ...]:
    """Return the criteria that all domains have in common, where the questionnaire is a matrix."""
    rows = {tuple(criterion.title for criterion in domain.criteria) for domain in assessment.domains}
    (names, *others) = rows
    return () if others or len(names) < 2 or len(assessment.domains) < 2 else names


def _domain_view(domain: Domain, page: Page) -> Mapping[str, Any]:
    return {
        "id": domain.id,
        "title": domain.title,
        "text_html": page.text(domain.text),
        "criteria": [
            {
                "id": criterion.id,
                "title": criterion.title,
                "statements": [_statement_view(each, page) for each in criterion.statements],
            }
            for criterion in domain.criteria
        ],
    }


def _statement_view(statement: Statement, page: Page) -> Mapping[str, Any]:
    return {
        "id": statement.id,
        "text_html": page.inline(statement.text),
        "evidence": statement.evidence,
        "levels": [page.inline(level) for level in statement.levels],
    }


def _data(record: Record, assessment: Assessment, page: Page) -> Mapping[str, Any]:
    """Return the questionnaire as the rule of the programme reads it (`assets/js/programme.js`)."""
    helps: dict[str, Any] = {}
    is_matrix = bool(_columns(assessment))  # the same criterion in every domain: named with its domain

    def statement(each: Statement) -> Mapping[str, Any]:
        named = dict(_helps(each.helps, page))
        helps.update(named)
        return {
            "id": each.id,
            "aliases": each.aliases,
            "competencies": list(_ids(each.competencies, page)),
            "helps": list(named),
        }

    domains = [
        {
            "id": domain.id,
            "title": domain.title,
            "criteria": [
                {
                    "id": each.id,
                    "title": f"{domain.title} · {each.title}" if is_matrix else each.title,
                    "statements": [statement(one) for one in each.statements],
                }
                for each in domain.criteria
            ],
        }
        for domain in assessment.domains
    ]
    return {"id": record.key.id, "domains": domains, "helps": helps}


def _ids(competencies: tuple[Reference, ...], page: Page) -> Iterator[str]:
    for reference in competencies:
        target = page.renderer.library.find(reference, page.language)
        if target is not None and target.key is not None:
            yield target.key.id


def _helps(references: tuple[Reference, ...], page: Page) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what statements name and readers can open, by its ref: a lesson by its course and its own name."""
    library = page.renderer.library
    for reference in references:
        target = library.find(reference, page.language)
        if target is None:
            continue
        if target.key is None:
            yield str(reference), {"title": target.title, "url": target.url, "kind": page.translate("Страница")}
            continue
        record = library.record(target.key, page.language)
        values = record.card.values if record is not None else {}
        minutes = values.get("minutes") or values.get("time_required")
        names = dict.fromkeys([record.card.designation, record.card.title] if record is not None else [target.title])
        yield (
            str(target.key),
            {
                "title": ". ".join(name for name in names if name),
                "url": target.url,
                "kind": page.translate(library.collections[target.key.collection].label_one),
                **({"minutes": round(minutes)} if minutes else {}),
            },
        )
