"""What `postmaster.pid` says, and whether it is true.

A server killed with SIGKILL leaves the file behind. Its number may then belong to a zombie that nobody reaps, or, after
a container started anew, to another program: PostgreSQL and `pg_ctl` both believe `kill(pid, 0)` and would refuse to
start, or signal a stranger.
"""

from pathlib import Path

PROC = Path("/proc")


def recorded_postmaster(cluster: Path) -> int | None:
    """The process number in `postmaster.pid`, dead or alive; None without a readable file."""
    try:
        return int((cluster / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def started_with(cluster: Path, word: str) -> bool:
    """Whether the command line of the server's last start, which PostgreSQL keeps in its folder, holds `word`."""
    try:
        return word in (cluster / "postmaster.opts").read_text()
    except FileNotFoundError:
        return False


def is_surely_dead(cluster: Path, server: int | None) -> bool:
    """True when neither `server` nor a backend that outlived it works in `cluster`. False without /proc."""
    if not (PROC / "self" / "cwd").exists():
        return False
    try:
        if server is not None and _working_folder(server) == cluster:
            return False
    except PermissionError:
        return False
    return not any(_lives_in(cluster, entry) for entry in PROC.iterdir() if entry.name.isdigit())


def _lives_in(cluster: Path, entry: Path) -> bool:
    try:
        return _working_folder(int(entry.name)) == cluster
    except PermissionError:
        return False  # another person's process: the cluster is closed to it


def _working_folder(pid: int) -> Path | None:
    try:
        return (PROC / str(pid) / "cwd").readlink()
    except (FileNotFoundError, ProcessLookupError):
        return None  # gone, or a zombie: it has no working folder any more
