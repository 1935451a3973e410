"""The column register: for every column of every table what it is for, on what basis, how long, how it is shown and who
writes it (S1-XCT-05; 개보법§15, §24의2, §29, §30, §32).

An app declares its columns in its `columns.py`, which its AppConfig imports in `ready`:

    register("people.Party", {"id": NOT_PERSONAL, "name": Column("전세사기피해자 결정신청 파일", …)})

A test fails for a column that nobody declared, and for a declaration of a column that does not exist.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db.models import Model

Mask = Literal["none", "number", "name", "phone", "address", "free_text", "whole"]
Writer = Literal["portal", "office", "both", "owner"]


@dataclass(frozen=True)
class Column:
    """A column with personal data. All texts but `mask` and `writer` are Korean and are printed."""

    purpose_file: str  # 개인정보파일 of which it is part
    purpose: str  # why it is asked
    basis: str  # article that allows it
    retention: str  # code or words of the retention rule
    mask: Mask  # how it is shown without a stated purpose
    encrypt: bool  # lies only under the subject's key
    writer: Writer


@dataclass(frozen=True)
class NotPersonal:
    """A column that says nothing about a person."""


NOT_PERSONAL = NotPersonal()
Declaration = Column | NotPersonal

_columns: dict[str, Declaration] = {}  # by "app.Model.column"
_whole_tables: dict[str, Declaration] = {}  # by "app.Model": tables of libraries


class DeclaredTwice(ValueError):
    """Two declarations for one column: which of them holds would depend on the order of imports."""


def register(model_label: str, declarations: Mapping[str, Declaration]) -> None:
    """Declare columns of a model, by the names of its fields. Raises DeclaredTwice when another declaration was
    there."""
    for name, declaration in declarations.items():
        _declare(_columns, f"{model_label}.{name}", declaration)


def register_whole_table(model_label: str, declaration: Declaration) -> None:
    """Declare all columns of a library's table at once. For our own tables a declaration for each column is asked."""
    _declare(_whole_tables, model_label, declaration)


def _declare(where: dict[str, Declaration], name: str, declaration: Declaration) -> None:
    if where.setdefault(name, declaration) != declaration:
        raise DeclaredTwice(name)


def undeclared() -> list[str]:
    """The columns of all installed models that nobody declared, as "app.Model.column", sorted."""
    missing = [f"{label}.{name}" for label, name, is_ours in _existing() if not _is_declared(label, name, is_ours)]
    return sorted(missing)


def superfluous() -> list[str]:
    """Declarations of columns and tables that do not exist; those of libraries that are not installed do not count."""
    existing = {f"{label}.{name}" for label, name, _ in _existing()}
    return sorted(name for name in _columns if name not in existing and _is_installed(name.split(".")[0]))


def personal_columns() -> dict[str, Column]:
    """All declared columns with personal data by "app.Model.column"; for the printed register and the privacy
    notices."""
    return {name: declaration for name, declaration in sorted(_columns.items()) if isinstance(declaration, Column)}


def _is_declared(label: str, name: str, is_ours: bool) -> bool:
    return f"{label}.{name}" in _columns or (not is_ours and label in _whole_tables)


def _existing() -> Iterator[tuple[str, str, bool]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed or _is_ours(model):
            for column in model._meta.local_concrete_fields:
                if column.column is None:
                    continue  # a composite primary key is no column of its own
                yield model._meta.label, column.name, _is_ours(model)


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("teojeon.")


def _is_installed(app_label: str) -> bool:
    return app_label in apps.app_configs
