"""Files between the sides: pieces in a table of each direction, sealed to whom they are for, put together by the reader.

A message is one row that is never emptied; a file of 20 MB is no message. Its pieces are stored first, each in a unit of its own, so
that a killed worker goes on where it stopped; the message that names them is sent with the last one. What was put together is taken
away (docs/decisions/0018-how-papers-cross.md).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import seal, unseal
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.models import ToOfficePart, ToPortalPart

PART_BYTES = 1024 * 1024
PrivateKeys = Mapping[bytes, X25519PrivateKey]


class PartsMissing(LookupError):
    """The message is here, a piece is not yet: with replicated tables one may come before the other. Taken again later."""


def count_of(size: int) -> int:
    """How many pieces a file of so many bytes has."""
    return max(1, -(-size // PART_BYTES))


def put_part(
    subject: UUID, account: UUID, attachment: UUID, number: int, content: bytes, *, reader: X25519PublicKey | None = None
) -> None:
    """Stores one piece for the other side, in the open unit. `reader`: another key than the other side's, e.g. of a session."""
    writes: type[ToOfficePart] | type[ToPortalPart] = ToOfficePart if side() == "portal" else ToPortalPart
    place = _place(writes._meta.db_table, subject, attachment, number)
    writes.objects.create(
        subject=subject,
        account=account,
        attachment=attachment,
        number=number,
        box=seal(content, reader or keyring().peer_sealing_key(), place),
        stored_at=clock.real_now(),
    )


def parts(subject: UUID, attachment: UUID, first: int, count: int, *, keys: PrivateKeys | None = None) -> Iterator[bytes]:
    """`count` pieces from number `first` on, opened one at a time. `keys`: where they were sealed to other keys than this side's.

    Raises PartsMissing, and Unopened for a moved or damaged one.
    """
    reads: type[ToOfficePart] | type[ToPortalPart] = ToOfficePart if side() == "office" else ToPortalPart
    for number in range(first, first + count):
        row = reads.objects.filter(subject=subject, attachment=attachment, number=number).first()
        if row is None:
            raise PartsMissing(f"{attachment}/{number}")
        place = _place(reads._meta.db_table, subject, attachment, number)
        yield unseal(bytes(row.box), keyring().unsealing_keys() if keys is None else keys, place)


def drop_stale(before: dt.datetime, *, keep: Collection[UUID] = ()) -> int:
    """On the office: takes away pieces for the portal that nobody fetched since, but those of the subjects to keep. Returns how many."""
    return ToPortalPart.objects.filter(stored_at__lt=before).exclude(subject__in=keep).delete()[0]


def drop(attachment: UUID) -> None:
    """Takes the pieces away, on whichever side this is: the reader's when the file was put together, the writer's own afterwards."""
    for table in (ToOfficePart, ToPortalPart):
        table.objects.filter(attachment=attachment).delete()


def _place(table: str, subject: UUID, attachment: UUID, number: int) -> str:
    return f"{table}/{subject}/{attachment}/{number}"
