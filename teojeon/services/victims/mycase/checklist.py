"""The requirements of one own case: plain words, article, own statements, papers that can be handed in; from dispatch on the result.

Before dispatch nothing here comes from the office: only the law of the day and what the person filed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from teojeon.kernel import clock
from teojeon.law import texts
from teojeon.law.language.errors import LawError
from teojeon.law.language.source import Source
from teojeon.law.victims import VICTIM
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.summary import Row, parts
from teojeon.services.victims.mycase.queries import entries_of, may_withdraw
from teojeon.services.victims.mycase.requirements import GROUPS, REQUIREMENTS, plain_of
from teojeon.services.victims.mycase.stated import StatedRequirement, Statement, statement_of


@dataclass(frozen=True)
class Line:
    """One requirement. `stated`: what the letter says of it; None before dispatch."""

    code: str
    title: str
    source: str
    plain: str
    article: str
    in_force: str
    said: tuple[Row, ...]
    supply: tuple[str, ...]
    stated: StatedRequirement | None = None

    @property
    def pairs(self) -> list[dict[str, str]]:
        return [{"term": row.label, "value": row.value, "note": row.note} for row in self.said]


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Checklist:
    """`may_supply`: the case is open, papers still count before the decision. `on`: the day whose law is shown."""

    subject: UUID
    receipt_no: str
    on: dt.date
    groups: list[Group]
    statement: Statement | None
    may_supply: bool


def checklist_of(subject: UUID) -> Checklist:
    """The page of one own case. Raises Missing."""
    filing = find_filing(subject)
    statement = statement_of(filing)
    on = statement.decided_on if statement and statement.decided_on else clock.business_today()
    rows = {row.field: row for part in parts(load_filed(filing).content, clock.seoul_day(filing.received_at)) for row in part.rows}
    stated = {each.code: each for each in statement.requirements} if statement else {}
    groups = {key: Group(title) for key, title in GROUPS.items()}
    for requirement in VICTIM.requirements:
        if requirement.code in REQUIREMENTS:
            groups[plain_of(requirement.code).group].lines.append(
                _line(requirement.code, requirement.title, requirement.source, on, rows, stated.get(requirement.code))
            )
    return Checklist(
        subject=subject,
        receipt_no=filing.receipt_no,
        on=on,
        groups=[group for group in groups.values() if group.lines],
        statement=statement,
        may_supply=may_withdraw(entries_of(subject)),
    )


def _line(code: str, title: str, source: Source, on: dt.date, rows: Mapping[str, Row], stated: StatedRequirement | None) -> Line:
    plain = plain_of(code)
    text, in_force = article_in_force(source, on)
    return Line(
        code=code,
        title=title,
        source=source.label,
        plain=plain.plain,
        article=text,
        in_force=in_force,
        said=tuple(rows[name] for name in plain.said if name in rows),
        supply=plain.supply,
        stated=stated,
    )


def article_in_force(source: Source, on: dt.date) -> tuple[str, str]:
    """The words of the citation in force that day and the act that made them; both empty where the text does not ship."""
    try:
        part = texts.part(source.text.short, source.article, on)
    except LawError:
        return "", ""
    return "\n".join([*part.openings, part.text]), part.act
