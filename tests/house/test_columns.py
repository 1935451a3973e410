"""Every column is declared; no declaration speaks of a column that is not there."""

import pytest

from teojeon.kernel.crypto import columns


def test_every_column_is_declared() -> None:
    assert columns.undeclared() == []


def test_no_declaration_outlives_its_column() -> None:
    assert columns.superfluous() == []


def test_an_undeclared_column_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(columns._columns, "people.Party.name")
    assert columns.undeclared() == ["people.Party.name"]
