"""The walk along the chains: rows as PostgreSQL's binary COPY sends them, checked one by one. No Django: it runs in
processes of its own.

A row is a count of fields (2 bytes), then each field after its length (4 bytes), in the order side, controller,
lane, number, id, at, body, digest. The digest of an event is SHA-256 over the one before and all fields but itself,
lengths included; so a row is checked by slices, without being taken apart.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain as joined

from teojeon.kernel.audit.findings import Finding

ChainKey = tuple[str, str, str]  # side, controller, lane

COPY_SIGNATURE = b"PGCOPY\n\xff\r\n\x00"
COPY_HEADER = len(COPY_SIGNATURE) + 8
COPY_TRAILER = b"\xff\xff"
DIGEST = 32  # bytes
FIELDS = 8
MOST_SUSPECTS = 200  # of one chain are looked at for their right place; further ones are counted


def genesis(key: ChainKey) -> bytes:
    """The digest before a chain's first event."""
    return hashlib.sha256("|".join(("teojeon audit 1", *key)).encode()).digest()


@dataclass(frozen=True)
class Anchor:
    """A place in a chain: the number of an event and its digest."""

    number: int
    digest: bytes


@dataclass(frozen=True)
class Expected:
    """What is known of a chain beforehand. `base`: genesis or last checkpoint; `exported`: digests by number, kept
    outside.
    """

    base: Anchor
    head: Anchor | None
    exported: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Suspect:
    """An event whose digest does not follow from `before`, the digest of the event before it."""

    number: int
    before: bytes
    row: bytes


class Walk:
    """One chain, from its base to its head."""

    def __init__(self, key: ChainKey, expected: Expected | None) -> None:
        self.key = key
        self.expected = expected or Expected(Anchor(0, genesis(key)), None)
        self.number = self.expected.base.number
        self.digest = self.expected.base.digest
        self.count = 0
        self.suspects: list[Suspect] = []
        self.unclassified = 0
        self.findings: list[Finding] = []
        self._recomputed: bytes | None = None  # what the last suspect's digest should have been

    def follow(self, first: bytes, rows: Iterator[bytes]) -> bytes | None:
        """Takes the rows of this chain; returns the first row that is of another one, or None at the end."""
        prefix = row_prefix(self.key)
        start = len(prefix)
        end = start + 8
        exported = self.expected.exported
        sha256, number_of = hashlib.sha256, int.from_bytes
        number, digest, count = self.number, self.digest, 0
        for row in joined((first,), rows):
            if not row.startswith(prefix):
                break
            found = number_of(row[start:end], "big")
            stored = row[-DIGEST:]
            if found != number + 1 or sha256(digest + row[2 : -DIGEST - 4]).digest() != stored:
                self._irregular(Suspect(found, digest, row), number)
            number, digest = found, stored
            count += 1
            if found in exported and exported[found] != stored:
                self._find("export", found, "밖에 보관한 사슬 끝과 이 사건의 값이 다릅니다")
        else:
            row = None
        self.number, self.digest, self.count = number, digest, self.count + count
        return row

    def _irregular(self, suspect: Suspect, number: int) -> None:
        if suspect.number > number + 1:
            missing = f"{number + 1}~{suspect.number - 1}번" if suspect.number > number + 2 else f"{number + 1}번"
            self._find("deletion", number + 1, f"{missing} 사건이 없습니다")
            return
        if suspect.number <= number:
            self._find("reorder", suspect.number, "같은 번호가 두 번 있습니다")
            return
        before = self._recomputed
        self._recomputed = chained(suspect.before, suspect.row)
        if before is not None and chained(before, suspect.row) == suspect.row[-DIGEST:]:
            return  # only the digest of the event before was altered, and that has been found
        if len(self.suspects) < MOST_SUSPECTS:
            self.suspects.append(suspect)
        else:
            self.unclassified += 1

    def close(self) -> list[Finding]:
        """What was found, after the last row: edits and reorders told apart, the end compared with head and export."""
        self._classify()
        head, exported = self.expected.head, self.expected.exported
        last_exported = max(exported, default=0)
        if last_exported > self.number:
            self._find("cut", self.number + 1, f"밖에 보관한 사슬 끝은 {last_exported}번입니다")
        if head is None:
            self._find("head", self.number, "사슬 끝 행이 없습니다")
        elif head.number > self.number:
            if last_exported <= self.number:  # else it is the same cut
                self._find("cut", self.number + 1, f"사슬 끝 행은 {head.number}번입니다")
        elif head.number < self.number:
            self._find("head", head.number, f"마지막 사건은 {self.number}번입니다")
        elif head.digest != self.digest:
            self._find("head", head.number, "마지막 사건의 값과 다릅니다")
        return self.findings

    def _classify(self) -> None:
        restored: dict[int, bytes] = {}
        for suspect in self.suspects:
            number = suspect.number
            before = restored.get(number - 1, suspect.before)
            if chained(before, suspect.row) == suspect.row[-DIGEST:]:
                continue  # follows well from the event that belongs before it
            for other in self.suspects:
                digest = chained(before, renumbered(self.key, other.row, number))
                if other is not suspect and digest in (other.row[-DIGEST:], suspect.row[-DIGEST:]):
                    restored[number] = digest
                    self._find("reorder", number, f"이 자리의 사건이 {other.number}번에 있습니다")
                    break
            else:
                self._find("edit", number, "사건 내용과 사슬 값이 맞지 않습니다")
        if self.unclassified:
            first = self.suspects[-1].number + 1
            self._find("edit", first, f"이 뒤로도 {self.unclassified:,}건이 맞지 않습니다")

    def _find(self, kind: str, number: int, detail: str) -> None:
        self.findings.append(Finding(kind, *self.key, number, detail))  # type: ignore[arg-type]


def row_prefix(key: ChainKey) -> bytes:
    """The first bytes of each row of a chain, up to the number."""
    parts = [struct.pack("!H", FIELDS)]
    for text in key:
        raw = text.encode()
        parts.append(struct.pack("!i", len(raw)) + raw)
    return b"".join([*parts, struct.pack("!i", 8)])


def chained(before: bytes, row: bytes) -> bytes:
    """The digest that this row should carry behind `before`."""
    return hashlib.sha256(before + row[2 : -DIGEST - 4]).digest()


def renumbered(key: ChainKey, row: bytes, number: int) -> bytes:
    """The same row at another place of its chain."""
    start = len(row_prefix(key))
    return row[:start] + number.to_bytes(8, "big") + row[start + 8 :]


def key_of(row: bytes) -> ChainKey:
    """Side, controller and lane of a row."""
    texts, at = [], 2
    for _ in range(3):
        (length,) = struct.unpack_from("!i", row, at)
        texts.append(row[at + 4 : at + 4 + length].decode())
        at += 4 + length
    return texts[0], texts[1], texts[2]


def check(rows: Iterable[bytes], expected: Mapping[ChainKey, Expected]) -> tuple[list[Finding], int]:
    """Walks rows in the order of chains and numbers. Returns what was found, and the number of events."""
    stream = iter(rows)
    row = next(stream, None)
    findings: list[Finding] = []
    seen: set[ChainKey] = set()
    events = 0
    while row is not None:
        key = key_of(row)
        walk = Walk(key, expected.get(key))
        row = walk.follow(row, stream)
        findings += walk.close()
        events += walk.count
        seen.add(key)
    for key in sorted(expected.keys() - seen):
        findings += Walk(key, expected[key]).close()
    return findings, events
