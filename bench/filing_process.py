"""One of the processes of bench/filing.py: prepares drafts, files them, or sends the noted statements again.

python -m bench.filing_process NUMBER, with the portal's settings; questions and answers are lines of JSON.
"""

import json
import re
import sys
import time
from contextlib import suppress
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import django

django.setup()

import psycopg  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

from bench.applicants import prepared_draft  # noqa: E402
from bench.filing_parts import Stopwatch  # noqa: E402
from teojeon.kernel.work.unit import unit_of_work  # noqa: E402
from teojeon.services.victims.application import actions  # noqa: E402

PERSONS = 1_000_000  # a process has numbers of its own
RECEIPT_NO = re.compile(r"\d{4}-[가-힣]+-\d{6}")
Statement = tuple[str, Any]


class TakenBackError(DatabaseError):
    """Instead of a commit: what was done is noted, not kept."""


class Filer:
    """Keeps prepared drafts (account, draft) and noted filings (their statements) until they are asked for."""

    def __init__(self, number: int) -> None:
        self.next_person = number * PERSONS
        self.drafts: list[tuple[UUID, UUID]] = []
        self.noted: list[list[Statement]] = []
        # the same words, the same binding on this side; nothing of Django's cursor between
        words = connection.get_connection_params() | {"cursor_factory": psycopg.ClientCursor}
        self.bare = psycopg.connect(**words)

    def prepare(self, count: int) -> int:
        for _ in range(count):
            self.next_person += 1
            self.drafts.append(prepared_draft(self.next_person))
        return count

    def file(self, count: int) -> float:
        """Seconds for all."""
        self.prepare(count - len(self.drafts))
        started = time.perf_counter()
        for _ in range(count):
            self._file_one()
        return time.perf_counter() - started

    def note(self, count: int) -> int:
        """Runs filings up to their commit, notes what they send, and takes them back."""
        self.noted = [self._note_one() for _ in range(count)]
        return count

    def replay(self, count: int) -> float:
        """Seconds for the noted filings: each statement and its answer, then the commit."""
        started = time.perf_counter()
        for statements in self.noted[:count]:
            with self.bare.cursor() as cursor:
                for sql, params in statements:
                    cursor.execute(sql.encode(), params)
                    if cursor.description:
                        cursor.fetchall()
            self.bare.commit()
        return time.perf_counter() - started

    def profile(self, count: int) -> dict[str, float]:
        """Seconds by part."""
        watch = Stopwatch()
        with watch.running():
            self.file(count)
        return watch.seconds

    def statements(self, _: int) -> int:
        """How many statements a filing sends, without BEGIN and COMMIT."""
        return len(self.noted[0])

    def _file_one(self) -> str:
        account, draft = self.drafts.pop()
        with unit_of_work(account):
            return str(actions.submit(draft, request=uuid4(), insist=False)["receipt_no"])

    def _note_one(self) -> list[Statement]:
        noted: list[Statement] = []

        def noting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            noted.append((sql, params))
            return execute(sql, params, many, context)

        draft = self.drafts[-1][1]
        uncommitted = mock.patch.object(connection, "_commit", side_effect=TakenBackError)
        with connection.execute_wrapper(noting), uncommitted, suppress(TakenBackError):
            self._file_one()
        # the counter was taken back too, so that many filings were given the same number
        return [(sql, _with_number_of_its_own(sql, params, draft)) for sql, params in noted]


def _with_number_of_its_own(sql: str, params: Any, draft: UUID) -> Any:
    if '"victims_filing"' not in sql or not sql.startswith("INSERT"):
        return params
    return tuple(f"bench-{draft.hex[:20]}" if isinstance(value, str) and RECEIPT_NO.fullmatch(value) else value for value in params)


def main() -> None:
    filer = Filer(int(sys.argv[1]) + 1)
    for line in sys.stdin:
        act, count = json.loads(line)
        print(json.dumps(getattr(filer, act)(count)), flush=True)


if __name__ == "__main__":
    main()
