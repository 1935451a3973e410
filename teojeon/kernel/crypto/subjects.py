"""Encryption under a key per subject and side, so that destroying one key makes one subject's data unreadable
everywhere.

A subject is an opaque id: a party, a draft, a session. After `destroy` a new key can be made for the same subject
(somebody comes back); what lay under the old one stays unreadable, and the audit's old pseudonym leads nowhere.
"""

import secrets
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.crypto import boxes
from teojeon.kernel.crypto.boxes import KeyDestroyed, Unreadable
from teojeon.kernel.crypto.keyring import KEY_BYTES, keyring
from teojeon.kernel.crypto.models import DataKeySecret
from teojeon.kernel.sides.current import Side, side

__all__ = ["KeyDestroyed", "Unreadable", "cached_keys", "decrypt_for", "destroy", "encrypt_for", "pseudonyms"]

REWRAP_BATCH = 500


@dataclass(frozen=True)
class DataKeyInHand:
    """A data key, unwrapped, and the pseudonym of its subject. `repr` shows neither."""

    id: UUID
    secret: bytes = field(repr=False)
    pseudonym: UUID = field(repr=False)


# One unit's keys by (side, subject). Each remembers the savepoints within which it was seen: a key that was made inside
# a savepoint is gone when that is rolled back, and nothing may be encrypted with it afterwards. (`transaction.atomic`
# only: Django does not tell of savepoints that are set by hand.)
_Cache = dict[tuple[Side, UUID], tuple[DataKeyInHand, tuple[str, ...]]]
_cache: ContextVar[_Cache | None] = ContextVar("data_keys", default=None)


@contextmanager
def cached_keys() -> Iterator[None]:
    """Within this block a subject's key is fetched once. Opened by the unit of work, inside its transaction, closed
    with it."""
    token = _cache.set({})
    try:
        yield
    finally:
        _cache.reset(token)


def encrypt_for(subject: UUID, plaintext: bytes, context: str) -> bytes:
    """A box under the subject's key, which is made when missing. `context` says what this is, e.g. "party/<id>/phone":
    in another place the box does not open. Raises KeyDestroyed when the live key's secret is not in this database."""
    key = data_key(subject)
    return boxes.close(plaintext, key.id, key.secret, context)


def decrypt_for(subject: UUID, box: bytes, context: str) -> bytes:
    """The plaintext of a box. Raises KeyDestroyed when nobody can read it any more, Unreadable when it is not this
    subject's, is damaged, or was made for another context."""
    box = bytes(box)
    key = data_key_named(subject, boxes.key_named_in(box))
    return boxes.open_box(box, key.secret, context)


def encrypt_text(subject: UUID, text: str, context: str) -> bytes:
    """`encrypt_for` of a text, as UTF-8."""
    return encrypt_for(subject, text.encode(), context)


def decrypt_text(subject: UUID, box: bytes, context: str) -> str:
    """`decrypt_for` of a text."""
    return decrypt_for(subject, box, context).decode()


def data_key(subject: UUID) -> DataKeyInHand:
    """The live key of a subject on this side, made when missing. Raises KeyDestroyed."""
    cached = _from_cache(subject)
    return cached or _keys([subject])[subject]


def data_key_named(subject: UUID, key_id: UUID) -> DataKeyInHand:
    """The key of that id, live or not. Raises KeyDestroyed when its secret is gone, Unreadable when the subject has no
    such key on this side."""
    cached = _from_cache(subject)
    if cached and cached.id == key_id:
        return cached
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.destroyed_at IS NULL, s.master_key, s.wrapped, s.pseudonym FROM crypto_datakey k"
            " LEFT JOIN crypto_datakeysecret s ON s.key_id = k.id WHERE k.id = %s AND k.subject = %s AND k.side = %s",
            [key_id, subject, side()],
        )
        row = cursor.fetchone()
    if row is None:
        raise Unreadable
    is_live, *secret = row
    key = _in_hand(key_id, secret)
    if is_live:
        _into_cache(subject, key)
    return key


def pseudonyms(subjects: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each subject the name under which this side's audit knows it; destroyed with the key. One query for many, a
    second one when keys are missing. Raises KeyDestroyed."""
    wanted = sorted(set(subjects))
    known = {subject: key for subject in wanted if (key := _from_cache(subject))}
    missing = [subject for subject in wanted if subject not in known]
    return {subject: key.pseudonym for subject, key in (known | _keys(missing)).items()}


def destroy(subject: UUID) -> bool:
    """Destroy the subject's key on this side: all that lies under it is unreadable, here and in every backup that
    leaves the secrets out. False when there was no key. Files and rows are the caller's to remove."""
    cache = _cache.get()
    if cache is not None:
        cache.pop((side(), subject), None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT destroy_key(id) FROM crypto_datakey WHERE subject = %s AND side = %s AND destroyed_at IS NULL",
            [subject, side()],
        )
        return any(destroyed for (destroyed,) in cursor.fetchall())


def rewrap_all(new_master: str) -> int:
    """Wrap every key of this side under the master key of that id, in batches that are committed one by one: a run that
    stopped goes on where it was. Returns how many it wrapped. Outside a transaction only."""
    here, ring, wrapped = side(), keyring(), 0
    while True:
        with transaction.atomic(durable=True):
            others = DataKeySecret.objects.filter(side=here).exclude(master_key=new_master)
            batch = list(others.order_by("key_id").select_for_update(no_key=True)[:REWRAP_BATCH])
            for row in batch:
                key = boxes.unwrap(bytes(row.wrapped), row.key_id, ring.master(row.master_key))
                row.wrapped = boxes.wrap(key, row.key_id, ring.master(new_master))
                row.master_key = new_master
            DataKeySecret.objects.bulk_update(batch, ["wrapped", "master_key"])
        wrapped += len(batch)
        if len(batch) < REWRAP_BATCH:
            return wrapped


def wait_for_keys_being_made() -> None:
    """Returns when every unit that may have wrapped a key under an earlier master key has ended."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_making_lock()])


def _making_lock() -> str:
    return f"crypto data keys {side()}"


def _keys(subjects: Sequence[UUID]) -> dict[UUID, DataKeyInHand]:
    """The live keys, made where missing."""
    if not subjects:
        return {}
    found = _live_keys(subjects)
    if missing := [subject for subject in subjects if subject not in found]:
        _make(missing)
        found |= _live_keys(missing)
    for subject, key in found.items():
        _into_cache(subject, key)
    return found


def _live_keys(subjects: Sequence[UUID]) -> dict[UUID, DataKeyInHand]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.subject, k.id, s.master_key, s.wrapped, s.pseudonym FROM crypto_datakey k"
            " LEFT JOIN crypto_datakeysecret s ON s.key_id = k.id"
            " WHERE k.subject = ANY(%s) AND k.side = %s AND k.destroyed_at IS NULL",
            [list(subjects), side()],
        )
        return {subject: _in_hand(key_id, secret) for subject, key_id, *secret in cursor.fetchall()}


def _in_hand(key_id: UUID, secret: Sequence[Any]) -> DataKeyInHand:
    master_key, wrapped, pseudonym = secret
    if wrapped is None:
        raise KeyDestroyed
    return DataKeyInHand(key_id, boxes.unwrap(bytes(wrapped), key_id, keyring().master(master_key)), pseudonym)


def _make(subjects: Sequence[UUID]) -> None:
    """Make keys, in the order of subjects, so that two units never wait for each other in a circle; where another unit
    was first, its key stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Until this unit ends no rotation may destroy the master key that is read next.
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [_making_lock()])
        name, master = keyring().current_master()
        ids = [uuid.uuid4() for _ in subjects]
        wrapped = [boxes.wrap(secrets.token_bytes(KEY_BYTES), key_id, master) for key_id in ids]
        cursor.execute(
            "WITH made AS (INSERT INTO crypto_datakey (id, subject, side, created_at)"
            "   SELECT id, subject, %(side)s, %(now)s"
            "   FROM unnest(%(ids)s::uuid[], %(subjects)s::uuid[]) AS t (id, subject) ORDER BY subject"
            "   ON CONFLICT (subject, side) WHERE destroyed_at IS NULL DO NOTHING RETURNING id)"
            " INSERT INTO crypto_datakeysecret (key_id, side, master_key, wrapped, pseudonym)"
            "   SELECT id, %(side)s, %(master)s, wrapped, pseudonym"
            "   FROM unnest(%(ids)s::uuid[], %(wrapped)s::bytea[], %(pseudonyms)s::uuid[])"
            "   AS t (id, wrapped, pseudonym) JOIN made USING (id)",
            {
                "side": side(),
                "now": clock.real_now(),
                "ids": ids,
                "subjects": list(subjects),
                "master": name,
                "wrapped": wrapped,
                "pseudonyms": [uuid.uuid4() for _ in subjects],
            },
        )


def _from_cache(subject: UUID) -> DataKeyInHand | None:
    cache = _cache.get()
    if cache is None or (entry := cache.get((side(), subject))) is None:
        return None
    key, seen_within = entry
    if _savepoints()[: len(seen_within)] != seen_within:
        del cache[side(), subject]
        return None
    return key


def _into_cache(subject: UUID, key: DataKeyInHand) -> None:
    cache = _cache.get()
    if cache is not None:
        cache[side(), subject] = (key, _savepoints())


def _savepoints() -> tuple[str, ...]:
    return tuple(str(name) for name in connection.savepoint_ids)
