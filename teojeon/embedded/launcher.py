"""Starts and stops one PostgreSQL server under a folder of its own."""

import fcntl
import hashlib
import os
import secrets
import shlex
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from teojeon.embedded.account import account_for
from teojeon.embedded.binaries import find_binaries, major_version
from teojeon.embedded.errors import LauncherError
from teojeon.embedded.postmaster import is_surely_dead, recorded_postmaster, started_with

SUPERUSER = "postgres"
LONGEST_SOCKET_PATH = 103  # bytes; Linux takes 107, macOS 103
PATIENCE_SECONDS = 30.0
SERVER_SETTINGS = {
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "max_connections": "300",
    "log_timezone": "UTC",
}
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedDatabase:
    """A server whose data, socket, port, log and lock lie under `home`.

    `fast` switches off every write to disk that only a crash would miss: for tests, whose data nobody keeps.
    Connections by the socket are trusted (its folder is closed to others); TCP on 127.0.0.1 asks for a password.
    """

    def __init__(self, home: Path, *, fast: bool = False, binaries: Path | None = None) -> None:
        self.home = home.resolve()
        self.cluster = self.home / "cluster"
        self.log = self.home / "server.log"
        self._half_made = self.home / "cluster.new"
        self._port_file = self.home / "port"
        self._launch_file = self.home / "launch"
        self._fast = fast
        self._binaries = binaries or find_binaries()
        self._account = account_for(self.cluster)
        self._sockets = self._socket_folder()

    # what callers use

    def start(self) -> Literal["started", "already"]:
        """Make the cluster if there is none, mend what a crash left, and start. Returns whether it ran already."""
        with self._lock() as lock:
            self._make_folders()
            self._make_cluster(lock)
            if self._wait_for_running_server():
                return "already"
            port = self._choose_port()
            self._port_file.write_text(str(port))
            # written before the start: also a start that is interrupted half-way is ours to stop
            self._launch_file.write_text(f"teojeon-{secrets.token_hex(8)}")
            result = self._run(
                *("pg_ctl", "start", "-D", str(self.cluster), "-w", "-t", "300", "-l", str(self.log)),
                *("-o", self._server_options(port)),
            )
            if result.returncode:
                raise LauncherError(f"데이터베이스가 시작하지 못했습니다.\n{result.stderr}{self._end_of_log()}")
            return "started"

    def stop(self) -> bool:
        """Stop the server this launcher started; False when none runs. Raises LauncherError for another's server."""
        with self._lock():
            server = recorded_postmaster(self.cluster)
            if server is None or is_surely_dead(self.cluster, server):
                return False
            if not self._launched_it():
                raise LauncherError(f"다른 프로그램이 시작한 데이터베이스이므로 멈추지 않습니다(프로세스 {server}).")
            result = self._run("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w", "-t", "120")
            if result.returncode:
                raise LauncherError(f"데이터베이스를 멈추지 못했습니다.\n{result.stderr}")
            if self._sockets.parent != self.home:
                shutil.rmtree(self._sockets, ignore_errors=True)
            return True

    def is_running(self) -> bool:
        """Whether the server answers. `pg_isready`, since `pg_ctl status` also believes a zombie."""
        return self._answer() == 0

    def process(self) -> int | None:
        """The server's process number while it answers."""
        return recorded_postmaster(self.cluster) if self.is_running() else None

    def url(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """Address of a database by the socket. Raises LauncherError before the first start."""
        if not self._port_file.exists():
            raise LauncherError("데이터베이스를 아직 시작한 적이 없습니다. `make run`을 먼저 실행합니다.")
        port = self._port_file.read_text().strip()
        return f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(self._sockets), safe='')}&port={port}"

    # the cluster

    def _make_folders(self) -> None:
        for folder in (self.home, self._sockets):
            folder.mkdir(parents=True, exist_ok=True)
            entry = folder.lstat()  # not through a link: /tmp is open to everybody
            if not stat.S_ISDIR(entry.st_mode) or entry.st_uid not in (os.geteuid(), self._account.uid):
                raise LauncherError(f"{folder} 폴더가 다른 계정의 것이므로 쓰지 않습니다.")
            folder.chmod(0o700)
            self._account.own(folder)

    def _make_cluster(self, lock: int) -> None:
        shutil.rmtree(self._half_made, ignore_errors=True)  # initdb was killed: what it left is no cluster
        if self.cluster.exists():
            self._refuse_foreign_cluster()
            return
        locale = ["--locale=C.UTF-8"]  # 가나다 order is right in it; plain C silently breaks pg_trgm for Hangul
        if major_version(self._binaries) >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        result = self._run(
            *("initdb", "-D", str(self._half_made), "-U", SUPERUSER, "-E", "UTF8", "--data-checksums"),
            *("--auth-local=trust", "--auth-host=scram-sha-256", *locale),
            *(["--no-sync"] if self._fast else []),
            keep_open=lock,
        )
        if result.returncode:
            shutil.rmtree(self._half_made, ignore_errors=True)
            raise LauncherError(f"데이터베이스를 만들지 못했습니다.\n{result.stdout}{result.stderr}")
        self._half_made.rename(self.cluster)

    def _refuse_foreign_cluster(self) -> None:
        try:
            made_by = (self.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise LauncherError(f"{self.cluster} 폴더는 PostgreSQL의 것이 아닙니다. 옮기거나 지운 뒤 다시 실행합니다.") from None
        ours = major_version(self._binaries)
        if made_by != str(ours):
            raise LauncherError(
                f"{self.cluster} 폴더는 PostgreSQL {made_by}이(가) 만들었고 실행 파일은 {ours}입니다. "
                "그 판으로 내보낸 뒤 다시 읽어 들이거나, 필요 없으면 폴더를 지웁니다."
            )

    # the server

    def _wait_for_running_server(self) -> bool:
        """True when a server answers; False when none runs, after removing the traces of a killed one."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self.is_running():
            server = recorded_postmaster(self.cluster)
            if is_surely_dead(self.cluster, server):
                # the lock beside the socket names the dead server as well
                for trace in (*self._sockets.glob(".s.PGSQL.*"), self.cluster / "postmaster.pid"):
                    trace.unlink(missing_ok=True)
                return False
            if server is None or self._run("pg_ctl", "status", "-D", str(self.cluster)).returncode:
                return False
            if time.monotonic() > give_up:
                raise LauncherError(f"데이터베이스 프로세스 {server}이(가) 있으나 응답하지 않습니다.")
            time.sleep(0.1)
        return True

    def _choose_port(self) -> int:
        """The port of last time when it is free, else any free one."""
        wished = int(self._port_file.read_text()) if self._port_file.exists() else 0
        for port in (wished, 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return int(probe.getsockname()[1])
        raise LauncherError("127.0.0.1에서 빈 포트를 찾지 못했습니다.")

    def _server_options(self, port: int) -> str:
        settings = SERVER_SETTINGS | (FAST_SETTINGS if self._fast else {})
        settings["cluster_name"] = self._launch_file.read_text()
        pairs = " ".join(f"-c {name}={value}" for name, value in settings.items())
        return f"-k {shlex.quote(str(self._sockets))} -h 127.0.0.1 -p {port} {pairs}"

    def _answer(self) -> int:
        """Exit code of pg_isready: 0 answers, 1 is starting, 2 no answer."""
        if not self._port_file.exists():
            return 2
        port = self._port_file.read_text().strip()
        words = ("-q", "-h", str(self._sockets), "-p", port, "-d", "postgres", "-U", SUPERUSER)
        return self._run("pg_isready", *words).returncode

    def _end_of_log(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def _launched_it(self) -> bool:
        return self._launch_file.exists() and started_with(self.cluster, self._launch_file.read_text())

    # means

    def _socket_folder(self) -> Path:
        """Under `home`, unless the path would be longer than a socket address may be."""
        folder = self.home / "run"
        if len(os.fsencode(folder / ".s.PGSQL.65535")) <= LONGEST_SOCKET_PATH:
            return folder
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        # not TMPDIR, which may be long; _make_folders refuses what others put there
        return Path("/tmp") / f"teojeon-pg-{os.geteuid()}-{digest}"  # nosec B108

    @contextmanager
    def _lock(self) -> Iterator[int]:
        """One start or stop at a time, whichever process asks."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file.fileno()

    def _run(self, program: str, *words: str, keep_open: int | None = None) -> subprocess.CompletedProcess[str]:
        """Run a program of PostgreSQL. One that gets `keep_open` holds the lock to its end, even if we are killed."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(
            [*self._account.prefix, str(self._binaries / program), *words],
            env={**environment, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=self._account.uid,
            group=self._account.gid,
            extra_groups=None if self._account.uid is None else [],
            start_new_session=True,  # Ctrl-C in the terminal is for the caller to handle
            pass_fds=() if keep_open is None else (keep_open,),
        )
