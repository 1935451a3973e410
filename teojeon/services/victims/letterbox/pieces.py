"""How a box crosses: in pieces that are taken away when the reader has put them together, so that no message keeps it."""

import hashlib
from uuid import UUID

from teojeon.kernel.work import attachments


def lay(subject: UUID, account: UUID, attachment: UUID, box: bytes) -> None:
    """The pieces of a box for the other side, in the open unit."""
    size = attachments.PART_BYTES
    for number in range(attachments.count_of(len(box))):
        attachments.put_part(subject, account, attachment, number, box[number * size : (number + 1) * size])


def lift(subject: UUID, attachment: UUID, size: int, sha256: str) -> bytes:
    """The box put together from its pieces. Raises PartsMissing, and ValueError where it is not what was announced."""
    box = b"".join(attachments.parts(subject, attachment, 0, attachments.count_of(size)))
    if len(box) != size or hashlib.sha256(box).hexdigest() != sha256:
        raise ValueError(f"not the announced box: {attachment}")
    return box
