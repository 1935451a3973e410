"""Who reaches what the portal keeps of a subject: the account that made it, those who act for that person, and helpers, who only see.

The functions stand in kernel/people/access.sql and answer for the acting account; a query asks each of them once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Lookup, Q, UUIDField

from teojeon.kernel.sides.actor import Actor

ACTS_FOR, HELPS, LEFT = "represented_subjects", "helped_subjects", "left_subjects"


if TYPE_CHECKING:
    _Lookup = Lookup[Any]  # the library's class takes no type at run time
else:
    _Lookup = Lookup


@UUIDField.register_lookup
class AmongSubjects(_Lookup):
    """`subject__among=ACTS_FOR`: the subject is one of those that a function of the database lists. Uses the column's index."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if self.rhs not in (ACTS_FOR, HELPS, LEFT):
            raise ValueError(self.rhs)
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY ((SELECT {self.rhs}())::uuid[])", params


@dataclass(frozen=True)
class ActingAccounts:
    """Rows of those who act: the owner's unless the owner has left, and of subjects for whom the account acts.

    `subject`: the column with the subject; `own`: that with the account that made the row.
    """

    subject: str = "id"
    own: str = "account"

    def condition(self, actor: Actor) -> Q:
        if not actor.account:
            return Q(pk__in=[])
        owned = Q(**{self.own: actor.account}) & ~Q(**{f"{self.subject}__among": LEFT})
        return owned | Q(**{f"{self.subject}__among": ACTS_FOR})


@dataclass(frozen=True)
class SharedAccounts(ActingAccounts):
    """The same, and besides what a helper may see (S1-APP-02)."""

    def condition(self, actor: Actor) -> Q:
        acting = super().condition(actor)
        return acting | Q(**{f"{self.subject}__among": HELPS}) if actor.account else acting


def acting(subject: str, own: str = "account") -> str:
    """The row policy of ActingAccounts. Columns are named with their table."""
    return (
        f"({own} = (SELECT acting_account()) AND NOT ({subject} = ANY ((SELECT {LEFT}())::uuid[])))"
        f" OR {subject} = ANY ((SELECT {ACTS_FOR}())::uuid[])"
    )


def helping(subject: str) -> str:
    """The policy under which helpers see rows, and nothing more (`Table.seen`)."""
    return f"{subject} = ANY ((SELECT {HELPS}())::uuid[])"


def reaching(subject: str, own: str = "account") -> str:
    """The row policy of what helpers may add to as well: papers, and the messages that carry them."""
    return f"{acting(subject, own)} OR {helping(subject)}"
