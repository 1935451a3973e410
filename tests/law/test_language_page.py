"""The page that teaches the language shows code that runs."""

import inspect
import re
from pathlib import Path

import pytest

from teojeon.law.language import expression, nodes

PAGE = Path(__file__).parents[2] / "docs/law-language.md"


def test_every_example_of_the_page_runs_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 5

    exec(compile("\n".join(blocks), str(PAGE), "exec"), {})

    printed = capsys.readouterr().out
    assert "원" not in printed.splitlines()[0]
    assert "unlike kinds" in printed
    assert "전세사기피해자법 제3조제1항제2호 {'deposit': 600000000, 'cap_uplift': None}" in printed
    assert "'DEPOSIT_CAP_BASE': (500000000, '2024-09-10')" in printed
    assert "(임차보증금이 보증금 상한 이하 또는" in printed


def test_the_page_names_every_word_that_a_rule_can_write() -> None:
    words = [
        name
        for module in (expression, nodes)
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]
    text = PAGE.read_text(encoding="utf-8")

    assert "looked_up" in words
    assert [name for name in words if f"{name}(" not in text and name != "nodes"] == []
