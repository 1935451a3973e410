"""Writes compound files (OLE2, MS-CFB version 3): olefile can only read them."""

import itertools
import struct
from collections.abc import Mapping

SECTOR, MINI_SECTOR, MINI_CUT_OFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """`streams`: contents by path, the storages divided by "/". At most about 6 MB (no double-indirect tables)."""
    names, children = _tree(streams)
    sectors: list[bytes] = []
    chains: list[int] = []

    def keep(data: bytes) -> int:
        """Puts data into whole sectors, one chain; returns the first."""
        if not data:
            return _END
        first = len(sectors)
        parts = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(parts)
        chains.extend([*range(first + 1, first + len(parts)), _END])
        return first

    mini, mini_chains = b"", []
    places: dict[str, tuple[int, int]] = {}
    for path, data in streams.items():
        if len(data) >= MINI_CUT_OFF:
            places[path] = (keep(data), len(data))
            continue
        count = -(-len(data) // MINI_SECTOR)
        first = len(mini_chains) if count else _END
        mini += data.ljust(count * MINI_SECTOR, b"\0")
        mini_chains += [*range(len(mini_chains) + 1, len(mini_chains) + count), _END] if count else []
        places[path] = (first, len(data))
    root = (keep(mini), len(mini))
    table = b"".join(struct.pack("<I", number) for number in mini_chains)
    mini_table, mini_table_sectors = keep(table + b"\xff" * (-len(table) % SECTOR)), -(-len(table) // SECTOR)
    folder = keep(_directory(names, children, places, root))
    return _header(folder, mini_table, mini_table_sectors, sectors, chains)


def _header(folder: int, mini_table: int, mini_table_sectors: int, sectors: list[bytes], chains: list[int]) -> bytes:
    per_sector = SECTOR // 4
    tables = 1
    while tables * per_sector < len(sectors) + tables:
        tables += 1
    if tables > 109:
        raise ValueError("too large for one header")
    first = len(sectors)
    fat = [*chains, *([_FAT] * tables)]
    fat += [_FREE] * (tables * per_sector - len(fat))
    packed = b"".join(struct.pack("<I", number) for number in fat)
    places = [*range(first, first + tables), *([_FREE] * (109 - tables))]
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        tables,
        folder,
        0,
        MINI_CUT_OFF,
        mini_table if mini_table_sectors else _END,
        mini_table_sectors,
        _END,
        0,
    )
    return head + struct.pack("<109I", *places) + b"".join(sectors) + packed


def _tree(streams: Mapping[str, bytes]) -> tuple[list[str], dict[str, list[str]]]:
    """Every path with those above it, the root ("") first, and which stand directly below each."""
    names = [""]
    children: dict[str, list[str]] = {"": []}
    for path in streams:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            name, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1])
            if name not in children:
                children[name] = []
                children[above].append(name)
                names.append(name)
    return names, children


def _directory(
    names: list[str], children: dict[str, list[str]], places: Mapping[str, tuple[int, int]], root: tuple[int, int]
) -> bytes:
    number = {name: at for at, name in enumerate(names)}
    right: dict[str, int] = {}
    below: dict[str, int] = {}
    for name, its in children.items():
        ordered = sorted(its, key=lambda path: (len(path.rsplit("/", 1)[-1]), path.rsplit("/", 1)[-1].upper()))
        below[name] = number[ordered[0]] if ordered else _FREE
        for one, following in itertools.pairwise(ordered):
            right[one] = number[following]
    entries = b""
    for name in names:
        is_stream = name in places
        first, size = root if name == "" else places.get(name, (0, 0))
        title = ("Root Entry" if name == "" else name.rsplit("/", 1)[-1]).encode("utf-16-le")
        kind = 5 if name == "" else 2 if is_stream else 1
        entries += struct.pack(
            "<64sHBBIII16sIQQIQ",
            title,
            len(title) + 2,
            kind,
            1,
            _FREE,
            right.get(name, _FREE),
            below[name],
            bytes(16),
            0,
            0,
            0,
            first,
            size,
        )
    padding = -len(entries) % SECTOR
    return entries + (struct.pack("<64sHBBIII", bytes(64), 0, 0, 0, _FREE, _FREE, _FREE).ljust(128, b"\0") * (padding // 128))
