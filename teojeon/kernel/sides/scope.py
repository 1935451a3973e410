"""Scoped queries: a query on personal data that never said whose eyes it is for raises when it is compiled."""

from typing import Any, ClassVar, Protocol, Self

from django.db import models
from django.db.models.sql import Query

from teojeon.kernel.sides.actor import Actor


class Unscoped(RuntimeError):
    """A query on personal data that never said whose eyes it is for."""


class Scope(Protocol):
    """Which rows of a model an actor may see. The row policies of the database say the same once more."""

    def condition(self, actor: Actor) -> models.Q: ...


class OwnAccount:
    """Portal rows: those of the signed-in person."""

    def condition(self, actor: Actor) -> models.Q:
        return models.Q(account=actor.account) if actor.account else models.Q(pk__in=[])


class Organisation:
    """Office rows that belong to an organisation as a whole, e.g. meetings."""

    def condition(self, actor: Actor) -> models.Q:
        return models.Q(handled_by__in=actor.organisations)


class ScopedQuery(Query):
    """Refuses to be compiled until `visible_to` was called."""

    scoped = False

    def must_be_scoped(self) -> None:
        if not self.scoped:
            raise Unscoped(self.model)

    # every SELECT, COUNT, EXISTS and sub-query passes here; `get_queryset` would be too early: full_clean needs it
    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.must_be_scoped()
        return super().get_compiler(*args, **kwargs)


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows reached only through `visible_to(actor)`. The model says its `scope`."""

    query: ScopedQuery

    def __init__(self, model: Any = None, query: Query | None = None, using: str | None = None, hints: Any = None) -> None:
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def visible_to(self, actor: Actor) -> Self:
        """Rows this actor may see."""
        return self.narrowed(self.model.scope.condition(actor))

    def narrowed(self, condition: models.Q) -> Self:
        rows = self.filter(condition)
        rows.query.scoped = True
        return rows

    # `scoped | unscoped` would take the left side's word
    def _merge_sanity_check(self, other: Self) -> None:
        super()._merge_sanity_check(other)  # type: ignore[misc]
        self.query.must_be_scoped()
        other.query.must_be_scoped()

    # changes and deletions turn into other kinds of query before they are compiled
    def update(self, **values: Any) -> int:
        self.query.must_be_scoped()
        return super().update(**values)

    def _raw_delete(self, using: str | None) -> int:
        self.query.must_be_scoped()
        return super()._raw_delete(using)


class ScopedManager(models.Manager[Any]):
    """Hands out scoped rows only. Written out, since a manager made at run time cannot be typed in its heirs."""

    def get_queryset(self) -> ScopedQuerySet:
        return ScopedQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> ScopedQuerySet:
        """Rows this actor may see."""
        return self.get_queryset().visible_to(actor)

    def narrowed(self, condition: models.Q) -> ScopedQuerySet:
        """Rows of a condition that says whose eyes they are for."""
        return self.get_queryset().narrowed(condition)


class ScopedModel(models.Model):
    """Base of every table with rows that not everybody may see."""

    scope: ClassVar[Scope]
    objects: ClassVar[ScopedManager] = ScopedManager()

    class Meta:
        abstract = True
