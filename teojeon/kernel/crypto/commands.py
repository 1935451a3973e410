"""What `teojeon keys rotate` and `teojeon keys destroy` do. They run on the database as the side's own role."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from teojeon.kernel.crypto import subjects
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.models import DataKeySecret
from teojeon.kernel.sides.current import Side, acting_as


@dataclass(frozen=True)
class Rotation:
    """What a rotation did. `text` tells it to the person who ran it."""

    side: Side
    master_key: str
    wrapped: int
    destroyed: tuple[str, ...]
    resumed: bool

    @property
    def text(self) -> str:
        start = "중단되었던 교체를 마쳤습니다" if self.resumed else "마스터 키를 교체했습니다"
        return (
            f"{self.side}: {start}. 새 키 {self.master_key}, 다시 감싼 데이터 키 {self.wrapped:,}개, "
            f"없앤 마스터 키 {len(self.destroyed)}개. 이전의 열쇠 백업은 이제 쓸 수 없습니다. "
            f"마스터 키와 crypto_datakeysecret을 지금 새로 백업하십시오."
        )


class RotationIncomplete(RuntimeError):
    """Something still lies under an earlier master key, so that key was kept."""


def rotate(side: Side) -> Rotation:
    """Wrap all data keys of the side under a new master key and destroy the earlier ones. A run that stopped is
    finished by the next one, which then makes no further key. Processes of the side may go on working meanwhile."""
    with acting_as(side):
        ring = keyring()
        resumed = len(ring.master_ids()) > 1
        name = ring.current_master()[0] if resumed else ring.add_master()
        subjects.wait_for_keys_being_made()
        wrapped = subjects.rewrap_all(name)
        if DataKeySecret.objects.filter(side=side).exclude(master_key=name).exists():
            raise RotationIncomplete(name)
        earlier = tuple(other for other in ring.master_ids() if other != name)
        for other in earlier:
            ring.forget_master(other)
        return Rotation(side, name, wrapped, earlier, resumed)


def destroy(side: Side, subject: UUID) -> bool:
    """Destroy the subject's key on that side; False when there was none. The bytes of the destroyed secret lie in the
    table's file until VACUUM and in the write-ahead log until it is overwritten; after the next rotation they open
    nothing any more."""
    with acting_as(side), transaction.atomic():
        return subjects.destroy(subject)
