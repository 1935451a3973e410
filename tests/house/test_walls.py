"""Walls that only a running process shows: a door never loads the other door's views; the clock is asked in one place."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import databases

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.{side}"
import django; django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(" ".join(name for name in sys.modules if name.startswith("teojeon.")))
"""


@pytest.mark.parametrize(("side", "foreign"), [("portal", "office"), ("office", "portal")])
def test_a_door_loads_no_view_of_the_other(side: str, foreign: str, keys: Path) -> None:
    environment = databases.environment("unused", TEOJEON_DATA=str(keys.parent))
    code = LOADED.format(side=side)
    loaded = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
    modules = loaded.stdout.split()
    assert any(name.endswith(f".{side}") for name in modules)
    wrong = [name for name in modules if name.split(".")[-1] in (foreign, f"{foreign}_tasks") and ".settings." not in name]
    assert wrong == []


def test_only_the_clock_asks_for_the_time() -> None:
    """Where ruff's ban could be slipped past by an alias."""
    found = []
    for path in (ROOT / "teojeon").rglob("*.py"):
        if path.name == "clock.py" or "migrations" in path.parts or "embedded" in path.parts or "command" in path.parts:
            continue
        calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in calls
            if isinstance(node.func, ast.Attribute) and node.func.attr in {"now", "today", "utcnow"}
        ]
    assert found == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = [
        str(path.relative_to(ROOT))
        for folder in ("teojeon", "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 400
    ]
    assert long == []


def test_a_service_reaches_another_only_through_its_public_module() -> None:
    found = []
    for path in (ROOT / "teojeon" / "services").rglob("*.py"):
        own = path.relative_to(ROOT / "teojeon" / "services").parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("teojeon.services."):
                _, _, service, *rest = node.module.split(".")
                if service != own and rest != ["public"]:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.module}")
    assert found == []
