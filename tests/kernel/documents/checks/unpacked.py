"""All that a copy holds, packed and unpacked, to search it."""

import io
import zipfile
from pathlib import Path

import pikepdf


def unpacked(path: Path) -> bytes:
    """The file's own bytes, and the contents of its streams or parts."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            buffer = io.BytesIO()
            document.save(buffer, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
            return data + buffer.getvalue()
    if path.suffix == ".hwpx":
        with zipfile.ZipFile(path) as package:
            return data + b"".join(name.encode() + b"\0" + package.read(name) for name in package.namelist())
    return data
