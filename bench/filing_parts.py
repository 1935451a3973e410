"""Where the time of a filing goes: clocks around the parts of one process."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connection as django_connection

from teojeon.kernel.crypto import boxes, sealing

connection: Any = django_connection  # its private `_commit` is the commit alone

SQL_PARTS = (
    ("audit_append", "감사 기록 덧붙이기"),
    ('INSERT INTO "to_office"', "메시지 쓰기(번호와 깨우기 포함)"),
    ("documents_numberseries", "접수번호(앞사람을 기다림 포함)"),
    ("SAVEPOINT", "저장점과 제약 검사"),
    ("SET CONSTRAINTS", "저장점과 제약 검사"),
)
READING, WRITING, COMMIT, CRYPTO, PYTHON = "그 밖의 읽기 SQL", "그 밖의 쓰기 SQL", "커밋", "암호", "파이썬(ORM, 검사, JSON)"


@dataclass
class Stopwatch:
    """Seconds by part. What no part takes is Python's own."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, part: str, seconds: float) -> None:
        self.seconds[part] = self.seconds.get(part, 0.0) + seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measures everything inside."""
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(self._statement))
            stack.enter_context(mock.patch.object(connection, "_commit", self._timed(COMMIT, connection._commit)))
            for name in ("close", "open_box", "wrap", "unwrap"):
                stack.enter_context(mock.patch.object(boxes, name, self._timed(CRYPTO, getattr(boxes, name))))
            stack.enter_context(mock.patch("teojeon.kernel.work.messages.seal", self._timed(CRYPTO, sealing.seal)))
            started = time.perf_counter()
            yield
            self.add(PYTHON, time.perf_counter() - started - sum(self.seconds.values()))

    def _timed(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*words: Any) -> Any:
            started = time.perf_counter()
            try:
                return work(*words)
            finally:
                self.add(part, time.perf_counter() - started)

        return measured

    def _statement(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        other = READING if sql.startswith("SELECT") else WRITING
        part = next((part for words, part in SQL_PARTS if words in sql), other)
        return self._timed(part, execute)(sql, params, many, context)
