"""Heads kept outside the database, and the closing of months whose retention has ended. Both are signed; keys come as
arguments.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.audit.checkpoints import Closed
from teojeon.kernel.audit.exports import EMPTY, exported_files, sequence_of
from teojeon.kernel.audit.findings import Report
from teojeon.kernel.audit.models import Checkpoint
from teojeon.kernel.sides.current import Side

KEEP_YEARS = 2  # access_log_years, S1-XCT-04


class MonthStillKept(ValueError):
    """The retention of this month's events has not ended."""


class LogNotIntact(RuntimeError):
    """A month is closed only on an intact log: dropping the events would hide what was done to them. Carries the
    report.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report.as_text())
        self.report = report


def export_heads(directory: Path, signing_key: Ed25519PrivateKey, *, side: Side) -> Path:
    """Writes a new file with the heads of one side that changed since its last one: a line of JSON, a line with its
    signature.

    Each file carries the hash of the file before, so none can be taken out or put in. Returns the path. Run hourly
    under the side's role or the owner's; the directory lies on other storage than the database.
    """
    (directory / side).mkdir(parents=True, exist_ok=True, mode=0o750)
    files = exported_files(directory, side)
    known: dict[tuple[str, str], tuple[int, str]] = {}
    for path in files:
        for controller, lane, number, digest in json.loads(path.read_text().splitlines()[0])["heads"]:
            known[controller, lane] = (number, digest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT controller, lane, number, encode(digest, 'hex') FROM audit_heads() WHERE side = %s", [side])
        heads = [list(row) for row in cursor.fetchall() if known.get((row[0], row[1])) != (row[2], row[3])]
    sequence = sequence_of(files[-1]) + 1 if files else 1
    line = json.dumps(
        {
            "side": side,
            "sequence": sequence,
            "at": clock.real_now().isoformat(),
            "previous": hashlib.sha256(files[-1].read_bytes()).hexdigest() if files else EMPTY,
            "heads": heads,
        },
        sort_keys=True,
        separators=(",", ":"),
    )
    path = directory / side / f"heads-{sequence:08d}.jsonl"
    with path.open("x") as file:  # never over an existing one
        file.write(f"{line}\n{signing_key.sign(line.encode()).hex()}\n")
    path.chmod(0o440)
    return path


def close_month(
    month: dt.date,
    signing_keys: Callable[[str], Ed25519PrivateKey],
    *,
    verify: Callable[[], Report],
    keep_years: int = KEEP_YEARS,
) -> int:
    """Drops the events up to the end of a month, leaves a signed checkpoint in each chain, and returns how many
    were dropped.

    `month`: any day of it; `signing_keys`: the key of a side; `verify`: the verification, run first. Run by the owner.
    Raises MonthStillKept, LogNotIntact.
    """
    first = month.replace(day=1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    if after.replace(year=after.year + keep_years) > clock.business_today():
        raise MonthStillKept(f"{first:%Y-%m}: {keep_years}년 동안 보관합니다")
    boundary = dt.datetime.combine(after, dt.time(), clock.SEOUL)
    dropped = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL audit.closing = on")
        if not (report := verify()).intact:
            raise LogNotIntact(report)
        for closed in list(_closings(first, boundary)):
            signature = signing_keys(closed.side).sign(closed.signed_bytes())
            Checkpoint(**asdict(closed), signature=signature).save(force_insert=True)
            cursor.execute(
                "DELETE FROM audit_event WHERE side = %s AND controller = %s AND lane = %s AND number <= %s",
                [closed.side, closed.controller, closed.lane, closed.number],
            )
            dropped += cursor.rowcount
    return dropped


# The last event before the first one that is still kept: `at` need not rise with the numbers where the machine's
# clock was set back.
ENDINGS = """
WITH kept AS (
  SELECT h.side, h.controller, h.lane, coalesce(
    (SELECT min(e.number) - 1 FROM audit_event e
     WHERE e.side = h.side AND e.controller = h.controller AND e.lane = h.lane AND e.at >= %s), h.number) AS number
  FROM audit_head h)
SELECT k.side, k.controller, k.lane, k.number, last.digest, count(*),
  coalesce(string_agg(uuid_send(e.id), ''::bytea ORDER BY e.id) FILTER (WHERE e.lane LIKE 'a%%'), ''::bytea)
FROM kept k
JOIN audit_event last USING (side, controller, lane, number)
JOIN audit_event e ON e.side = k.side AND e.controller = k.controller AND e.lane = k.lane AND e.number <= k.number
GROUP BY k.side, k.controller, k.lane, k.number, last.digest
"""


def _closings(month: dt.date, boundary: dt.datetime) -> Iterator[Closed]:
    with connection.cursor() as cursor:
        cursor.execute(ENDINGS, [boundary])
        for side, controller, lane, number, digest, events, act_ids in cursor.fetchall():
            yield Closed(side, controller, lane, month, number, bytes(digest), events, bytes(act_ids))
