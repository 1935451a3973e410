"""Requirement IDs: their state in the list, and the test files that show them."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TESTS = ROOT / "tests"
LIST = TESTS / "requirements.toml"


@dataclass(frozen=True)
class Known:
    """A requirement of the catalogues: `state` is open, partly or done."""

    title: str
    state: str


@cache
def known() -> Mapping[str, Known]:
    """Every requirement of the list by its ID."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8")).items()
    return {name: Known(str(entry["title"]), str(entry["state"])) for name, entry in entries}


@cache
def showing() -> Mapping[str, tuple[str, ...]]:
    """By requirement ID the test files, from `tests/`, whose tests are marked with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        for name in marked(path.read_text(encoding="utf-8")):
            found[name].add(path.relative_to(TESTS).as_posix())
    return {name: tuple(sorted(files)) for name, files in found.items()}


def marked(source: str) -> Iterator[str]:
    """The IDs in the `pytest.mark.req(…)` of a test file, wherever they stand in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "req":
            yield from (str(word.value) for word in node.args if isinstance(word, ast.Constant))
