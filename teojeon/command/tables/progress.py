"""Say on standard error how far a long table has come, and at the end what came out."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TextIO

from teojeon.law.table.reading import Fault

_EVERY_SECONDS = 2.0


class Progress:
    """Counts rows and refused rows; prints a line every two seconds, so that a short table prints none before the last."""

    def __init__(self, err: TextIO, total: int, every: float | None = None) -> None:
        self._err = err
        self._total = total
        self._every = _EVERY_SECONDS if every is None else every
        self.rows = 0
        self._refused: Counter[int] = Counter()
        self._lock = Lock()
        self._next = time.monotonic() + self._every

    def add(self, rows: int, refused: Mapping[int, int]) -> None:
        """Some more rows are done; `refused` counts the numbers of their faults."""
        with self._lock:
            self.rows += rows
            self._refused.update(refused)
            self._tell(f"{self.rows:,}행 / {self._total:,}행")

    def tell(self, words: str) -> None:
        """How far something has come that is not counted in rows."""
        with self._lock:
            self._tell(words)

    def finish(self, faults: Sequence[Fault]) -> None:
        """The last line: rows answered, rows refused by code and column."""
        refused = self._refused.total()
        self._err.write(f"{self.rows:,}행: 결과 {self.rows - refused:,}행, 오류 {refused:,}행\n")
        for number, times in sorted(self._refused.items()):
            self._err.write(f"  {faults[number].code} {faults[number].column}: {times:,}행\n")
        self._err.flush()

    def _tell(self, words: str) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._every
            self._err.write(f"{words}\n")
            self._err.flush()
