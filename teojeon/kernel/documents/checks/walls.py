"""The walls around a process that is about to look into a stranger's file. Linux; each is raised where the kernel lets us.

network   a network namespace of its own without any interface
calls     seccomp: no sockets, no new programs or processes, no look into others
folders   Landlock: reads only Python, the libraries and the fonts; writes nothing; no TCP
limits    memory, CPU time, file size, open files, no core file
rights    no capability, no gain of rights by running a program; root becomes `nobody` where Python is not root's alone

Raised by the process itself after its libraries are loaded and before the first byte of the file is read. It writes into
descriptors that it was given and needs no folder.
"""

import ctypes
import errno
import os
import resource
import signal
import socket
import stat
import struct
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.system_calls import restrict_calls

NOBODY = 65534
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_CAPBSET_DROP = 1, 38, 24
_CAPABILITY_VERSION_3 = 0x20080522
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_ACCESS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
SYSTEM_FOLDERS = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/fonts", "/usr/share/zoneinfo", "/usr/local/lib")
SYSTEM_FILES = ("/dev/null", "/dev/urandom", "/etc/ld.so.cache", "/etc/localtime", "/proc/meminfo", "/sys/devices/system/cpu")


def raise_walls(readable: Iterable[Path] = ()) -> tuple[str, ...]:
    """Raises every wall that this machine has and names those that stand, in the order above. `readable`: further folders
    whose files may be read. Once only, in a process with one thread."""
    libc = ctypes.CDLL(None, use_errno=True)
    readable = [*_python_folders(), *readable]
    standing = {
        "network": _raised(lambda: _leave_network(libc)),
        "rights": _raised(lambda: _give_up_rights(libc)),
        "folders": _raised(lambda: _close_folders(libc, readable)),
        "limits": _raised(_limit),
    }
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    standing["calls"] = _raised(lambda: restrict_calls(libc))  # last: it forbids what the others need
    return tuple(name for name in ("network", "calls", "folders", "limits", "rights") if standing[name])


def breaches(port: int) -> tuple[str, ...]:
    """What this process can still do that it should not, found by trying: reach `port` of this machine, start a program,
    read a file of the system, write a file, take more memory than it may have."""
    tries: dict[str, Callable[[], object]] = {
        "network": lambda: socket.create_connection(("127.0.0.1", port), timeout=2).close(),
        "program": lambda: os.waitpid(os.posix_spawn("/bin/true", ["/bin/true"], {}), 0),
        "read": lambda: Path("/etc/passwd").read_bytes(),
        "write": lambda: tempfile.TemporaryFile().close(),
        "memory": lambda: bytes(limits.MEMORY_BYTES),
    }
    return tuple(name for name, act in tries.items() if _works(act))


def _works(act: Callable[[], object]) -> bool:
    try:
        act()
    except (OSError, MemoryError):
        return False
    return True


def _raised(wall: Callable[[], bool | None]) -> bool:
    """A wall that this kernel or this container does not offer is missing, which is said, not fatal."""
    try:
        return wall() is not False
    except (OSError, ValueError, AttributeError):
        return False


def _leave_network(libc: ctypes.CDLL) -> None:
    _checked(libc.unshare(_NEW_NET if os.geteuid() == 0 else _NEW_USER | _NEW_NET))


def _give_up_rights(libc: ctypes.CDLL) -> None:
    if os.geteuid() == 0:
        for capability in range(64):
            libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
        if _others_may_run_python():
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    _checked(libc.capset(ctypes.c_char_p(header), ctypes.c_char_p(bytes(24))))
    _checked(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def _others_may_run_python() -> bool:
    """A Python below root's own folder loads no further module for `nobody`. Then root stays root, without its rights."""
    places = {Path(sys.base_prefix), Path(sys.prefix), Path(__file__).resolve().parent}
    return all(folder.stat().st_mode & stat.S_IXOTH for place in places for folder in (place, *place.parents))


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.SAFE_BYTES),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a copy that grows too large is an error to answer, not a death


def _python_folders() -> list[Path]:
    folders = {Path(sys.prefix), Path(sys.base_prefix), *(Path(path) for path in sysconfig.get_paths().values())}
    folders |= {Path(path) for path in (*SYSTEM_FOLDERS, *SYSTEM_FILES)}
    folders.add(Path(__file__).resolve().parents[3])
    folders.discard(Path("/usr"))  # the base prefix of a system's Python: its lib folders stand above
    return sorted(folders)


def _close_folders(libc: ctypes.CDLL, readable: list[Path]) -> None:
    abi = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    _checked(abi)
    files = _ACCESS_BY_ABI.get(abi, _ACCESS_BY_ABI[5])
    # files; from ABI 4 TCP bind and connect; from ABI 6 abstract sockets and signals of others
    rules = struct.pack("=QQQ", files, 0b11 if abi >= 4 else 0, 0b11 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = libc.syscall(_LANDLOCK_CREATE, ctypes.c_char_p(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    _checked(ruleset)
    try:
        for path in readable:
            _allow(libc, ruleset, path)
        _checked(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(libc.syscall(_LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)))
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not on this machine
    try:
        access = _READ_FILE | _READ_FOLDER if path.is_dir() else _READ_FILE
        rule = struct.pack("=Qi", access, descriptor)
        _checked(libc.syscall(_LANDLOCK_ADD, ctypes.c_int(ruleset), ctypes.c_int(1), ctypes.c_char_p(rule), ctypes.c_uint32(0)))
    finally:
        os.close(descriptor)


def _checked(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, errno.errorcode.get(number, "?"))
