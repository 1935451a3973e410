"""The law code is exact and knows no time: no fractions, no clock, no chance, no Django."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import teojeon.law

LAW = Path(teojeon.law.__file__).parent
FILES = sorted(LAW.rglob("*.py"))
BANNED_MODULES = {"random", "secrets", "time", "uuid", "decimal", "django", "psycopg", "numpy"}
BANNED_CALLS = {"now", "today", "utcnow", "time", "float", "round", "fromtimestamp", "uuid4", "urandom"}


def faults(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"{node.lineno}: fraction {node.value!r}"
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                yield f"{node.lineno}: division that leaves the whole numbers"
            case ast.Import(names=names):
                yield from (f"{node.lineno}: {each.name}" for each in names if _root(each.name) in BANNED_MODULES)
            case ast.ImportFrom(module=str(module)) if _root(module) in BANNED_MODULES:
                yield f"{node.lineno}: {module}"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in BANNED_CALLS:
                yield f"{node.lineno}: {name}()"


def _root(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(LAW)))
def test_no_fraction_clock_or_chance_in_the_law(file: Path) -> None:
    assert list(faults(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = 0.5",
        "x = 1 / 2",
        "x /= 2",
        "x = float(1)",
        "x = round(y, 2)",
        "import random",
        "from time import time",
        "import datetime as dt\nx = dt.date.today()",
        "x = datetime.now()",
        "from django.db import models",
    ],
)
def test_the_search_finds_what_it_is_for(source: str) -> None:
    assert list(faults(source)) != []


@pytest.mark.parametrize("room", ["calendar", "language", "period", "table", "texts", "victims"])
def test_every_room_of_the_law_is_searched(room: str) -> None:
    assert any(file.is_relative_to(LAW / room) for file in FILES)


def test_no_number_with_a_fraction_stands_in_a_file_of_the_law() -> None:
    found = [
        f"{file.name}: {value!r}"
        for file in sorted(LAW.rglob("*.toml"))
        for value in _leaves(tomllib.loads(file.read_text(encoding="utf-8")))
        if isinstance(value, float)
    ]
    assert found == []


def _leaves(content: object) -> Iterator[object]:
    match content:
        case dict():
            for value in content.values():
                yield from _leaves(value)
        case list():
            for value in content:
                yield from _leaves(value)
        case _:
            yield content


def test_no_file_of_the_law_is_longer_than_four_hundred_lines() -> None:
    assert [file.name for file in FILES if len(file.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_the_command_loads_neither_django_nor_a_database_driver() -> None:
    script = "import sys, teojeon.command.law; print(sorted({m.split('.')[0] for m in sys.modules} & {'django', 'psycopg'}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
