"""seccomp: system calls that a process which only reads and converts never needs, refused by the kernel.

A list of what is forbidden, not of what is allowed: the libraries that decode pictures change their calls with every
version, and a list that kills an honest photo would soon be switched off.
"""

import ctypes
import errno
import platform
import struct
from dataclasses import dataclass

_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_CLONE_THREAD = 0x00010000
_X32 = 0x40000000
# The same number everywhere.
_COMMON = (424, 434, 438, 425, 426, 427, 428, 429, 430, 431, 432, 442)  # pidfd_*, io_uring_*, mount by the new calls


@dataclass(frozen=True)
class _Machine:
    architecture: int
    seccomp: int
    clone: int
    clone3: int
    forbidden: tuple[int, ...]


# socket socketpair connect accept accept4 sendto sendmsg sendmmsg bind listen · fork vfork execve execveat · kill tkill
# rt_sigqueueinfo rt_tgsigqueueinfo · ptrace process_vm_readv process_vm_writev · mount umount2 pivot_root chroot unshare
# setns · init_module finit_module delete_module kexec_load kexec_file_load bpf perf_event_open userfaultfd · add_key
# request_key keyctl · open_by_handle_at name_to_handle_at · reboot swapon swapoff settimeofday clock_settime adjtimex
# personality
_ON_X86_64 = """
    41 53 42 43 288 44 46 307 49 50 57 58 59 322 62 200 129 297 101 310 311 165 166 155 161 272 308 175 313 176 246 320 321 298
    323 248 249 250 304 303 169 167 168 164 227 159 135
"""
_ON_AARCH64 = """
    198 199 203 202 242 206 211 269 200 201 221 281 129 130 138 240 117 270 271 40 39 41 51 97 268 105 273 106 104 294 280 241
    282 217 218 219 265 264 142 224 225 170 112 171 92
"""
_MACHINES = {
    "x86_64": _Machine(0xC000003E, 317, 56, 435, tuple(map(int, _ON_X86_64.split()))),
    "aarch64": _Machine(0xC00000B7, 277, 220, 435, tuple(map(int, _ON_AARCH64.split()))),
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def restrict_calls(libc: ctypes.CDLL) -> bool:
    """From now on the forbidden calls fail with EPERM, new threads still work. False on a machine whose calls we have not
    listed. Raises OSError where the kernel has no seccomp. Needs no_new_privs."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = _compiled(machine)
    program = _Program(len(code) // 8, code)
    if libc.syscall(machine.seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(program)) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return True


def _compiled(machine: _Machine) -> bytes:
    """The filter in the kernel's small machine language: eight bytes a step, jumps count the steps they leave out."""
    refuse, absent = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS
    steps = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, machine.architecture),
        (_RETURN, 0, 0, refuse),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_ABOVE, 0, 1, _X32),
        (_RETURN, 0, 0, refuse),
        # its flags lie in memory where a filter cannot look; without it the C library takes the older call
        (_JUMP_EQUAL, 0, 1, machine.clone3),
        (_RETURN, 0, 0, absent),
    ]
    for number in (*machine.forbidden, *_COMMON):
        steps += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, refuse)]
    steps += [
        (_JUMP_EQUAL, 0, 3, machine.clone),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_BITS, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
