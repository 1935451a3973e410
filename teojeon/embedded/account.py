"""As whom PostgreSQL runs. It refuses to run as root, so root steps down first."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Inside this user namespace root appears as 1000: no other account, no chown, and it works below a closed /root.
UNSHARE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
FALLBACK_ACCOUNT = "nobody"


@dataclass(frozen=True)
class Account:
    """How to start a program of PostgreSQL: words before its name, and the account to change to (None: stay)."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def own(self, folder: Path) -> None:
        """Hand a folder of the launcher to the account that PostgreSQL runs as."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


def account_for(cluster: Path) -> Account:
    """As whom to run the server of `cluster`: ourselves; for root a user namespace, else its owner or `nobody`."""
    if os.geteuid() != 0:
        return Account()
    owner = cluster.stat().st_uid if cluster.exists() else 0
    if owner == 0 and subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0:
        return Account(prefix=UNSHARE)
    entry = pwd.getpwuid(owner) if owner else pwd.getpwnam(FALLBACK_ACCOUNT)
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)
