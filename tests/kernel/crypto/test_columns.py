from collections.abc import Iterator

import pytest

from teojeon.kernel.crypto import columns
from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, DeclaredTwice, register, superfluous, undeclared


@pytest.fixture(autouse=True)
def unchanged_register(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(columns, "_columns", dict(columns._columns))
    yield


@pytest.mark.req("S1-XCT-05")
@pytest.mark.parametrize("app", ["crypto", "documents"])
def test_every_column_of_these_rooms_is_declared(app: str) -> None:
    assert [name for name in undeclared() if name.startswith(f"{app}.")] == []
    assert [name for name in superfluous() if name.startswith(f"{app}.")] == []


def test_a_column_that_nobody_declared_is_named() -> None:
    del columns._columns["crypto.DataKey.subject"]
    assert "crypto.DataKey.subject" in undeclared()


def test_a_declaration_of_a_column_that_does_not_exist_is_named() -> None:
    register("crypto.DataKey", {"colour": NOT_PERSONAL})
    assert "crypto.DataKey.colour" in superfluous()


def test_two_different_declarations_of_one_column_are_refused() -> None:
    personal = Column("파일", "목적", "법§30", "5년", "whole", True, "office")
    register("crypto.DataKey", {"subject": NOT_PERSONAL})
    with pytest.raises(DeclaredTwice):
        register("crypto.DataKey", {"subject": personal})


def test_a_whole_table_declaration_does_not_cover_a_table_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_whole_tables", {"crypto.DataKey": NOT_PERSONAL})
    del columns._columns["crypto.DataKey.subject"]
    assert "crypto.DataKey.subject" in undeclared()
