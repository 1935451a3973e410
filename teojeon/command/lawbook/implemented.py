"""What carries out an article: rules, moves of a procedure, parameters and code, found by the sources that they name."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from teojeon.command.lawbook import requirements
from teojeon.command.lawbook.declared import declared
from teojeon.kernel.cases.procedure import procedures
from teojeon.law.book import shipped_parameters
from teojeon.law.language.source import Source, law_texts
from teojeon.law.texts import reader
from teojeon.law.texts.citations import Cited, cited

STATUTES = ("전세사기피해자법", "전세사기피해자법 시행령", "전세사기피해자법 시행규칙")
COVERAGE = reader.FOLDER / "coverage.toml"


@dataclass(frozen=True)
class Work:
    """One thing that carries out a place in the law: `kind` rule, move or parameter, how it is named, the place."""

    kind: str
    name: str
    place: str


@dataclass(frozen=True)
class Assigned:
    """What the coverage file says of an article."""

    requirements: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    text_only: str = ""


@dataclass(frozen=True)
class Covered:
    """An article with all that is known of its implementation."""

    works: tuple[Work, ...]
    assigned: Assigned

    @property
    def waiting(self) -> tuple[str, ...]:
        """Requirements of which nothing is there yet."""
        return tuple(name for name in self.assigned.requirements if requirements.known()[name].state == "open")

    @property
    def begun(self) -> tuple[str, ...]:
        """Requirements that are met in part or whole."""
        return tuple(name for name in self.assigned.requirements if name not in self.waiting)

    @property
    def is_told(self) -> bool:
        """Whether the book can say anything at all about the article."""
        return bool(self.works or self.assigned.modules or self.assigned.text_only or self.assigned.requirements)


@cache
def assigned() -> Mapping[tuple[str, str], Assigned]:
    """The coverage file by short name and article."""
    content = tomllib.loads(COVERAGE.read_text(encoding="utf-8"))
    return {
        (short, article): Assigned(
            tuple(entry.get("requirements", ())), tuple(entry.get("modules", ())), str(entry.get("text_only", ""))
        )
        for short, articles in content.items()
        for article, entry in articles.items()
    }


def covered(short: str, article: str) -> Covered:
    """All that carries out this article."""
    return Covered(works().get((short, article), ()), assigned().get((short, article), Assigned()))


def uncovered() -> list[str]:
    """Articles of the three statutes, in force or to come, of which the book has nothing to say."""
    return [
        f"{short} {article}" for short in STATUTES for article in reader.text(short).articles if not covered(short, article).is_told
    ]


def misnamed() -> list[str]:
    """What the coverage file names that does not exist: articles, requirement IDs, modules, empty reasons."""
    wrong: list[str] = []
    for (short, article), entry in assigned().items():
        place = f"{short} {article}"
        if short not in reader.short_names() or article not in reader.text(short).articles:
            wrong.append(place)
        wrong += [f"{place}: {name}" for name in entry.requirements if name not in requirements.known()]
        wrong += [f"{place}: {module}" for module in entry.modules if not _exists(module)]
        if entry.text_only and (entry.modules or works().get((short, article))):
            wrong.append(f"{place}: text_only, but something carries it out")
    return wrong


def dangling() -> list[str]:
    """Sources of rules, moves, parameters and facts that name an article or part that was never printed."""
    return [
        f"{work.name}: {place.text} {place.label}" for work, place in [*_cited_works(), *_cited_facts()] if not is_printed(place)
    ]


def is_printed(place: Cited) -> bool:
    """Whether the place stands in the index of days; an addendum named as a whole needs one article of it."""
    articles = law_texts()[place.text].articles
    whole_addendum = place.label == place.article and place.label.startswith("부칙")
    return place.label in articles or (whole_addendum and any(label.startswith(place.label) for label in articles))


@cache
def works() -> Mapping[tuple[str, str], tuple[Work, ...]]:
    """By short name and article what carries it out, in the order rules, moves, parameters."""
    found: dict[tuple[str, str], dict[Work, None]] = defaultdict(dict)
    for work, place in _cited_works():
        found[place.text, place.article][Work(work.kind, work.name, place.label)] = None
    return {key: tuple(rows) for key, rows in found.items()}


def _cited_works() -> list[tuple[Work, Cited]]:
    return [*_rules(), *_moves(), *_parameters()]


def _rules() -> Iterator[tuple[Work, Cited]]:
    for each in declared():
        own: set[tuple[str, str]] = set()
        for requirement in each.rules.requirements:
            for place in _of_sources(requirement.source, *requirement.also):
                own.add((place.text, place.article))
                yield Work("rule", f"{each.name} {requirement.code}", place.label), place
        # the rule's own articles are told where no condition of it says more
        for place in [*_of_sources(*each.sources), *cited(each.rules.source)]:
            if (place.text, place.article) not in own:
                yield Work("rule", each.name, place.label), place


def _of_sources(*sources: Source) -> list[Cited]:
    return [place for source in sources for place in cited(source.label)]


def _moves() -> Iterator[tuple[Work, Cited]]:
    for procedure in procedures():
        for move in procedure.moves:
            for place in cited(move.source):
                yield Work("move", move.title, place.label), place


def _parameters() -> Iterator[tuple[Work, Cited]]:
    table = shipped_parameters()
    for code, declaration in table.declared.items():
        sources = dict.fromkeys([declaration.source, *(row.source for row in table.rows[code])])
        for source in sources:
            for place in cited(source):
                yield Work("parameter", code, place.label), place


def _cited_facts() -> Iterator[tuple[Work, Cited]]:
    for each in declared():
        for fact in each.rules.facts:
            for place in cited(fact.source):
                yield Work("fact", f"{each.name} {fact.name}", place.label), place


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
