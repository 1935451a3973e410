"""Letters a second on one core: typeset as PDF/A-2a and PDF/UA-1, then sealed, then checked.

Processor time, so that neighbours do not count; one core, chosen at the start.
"""

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings

from bench.result import Figure, Result

TITLE = "통지서 조판"
TARGET = 100
LETTERS = 200  # a run


def run(runs: int, letters: int = LETTERS) -> Result:
    """Medians over `runs` runs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.test"
    django.setup()
    from teojeon.kernel import clock
    from teojeon.kernel.crypto import keyring
    from teojeon.kernel.documents.seal import seal_pdf, verify_sealed
    from teojeon.kernel.documents.typeset import typeset
    from tests.kernel.documents.letters import TEMPLATE, letter

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    settings.KEYS_DIR = Path(tempfile.mkdtemp(prefix="teojeon-bench-")) / "keys"
    keyring.create_missing(settings.KEYS_DIR)

    def typeset_one(number: int) -> bytes:
        return typeset(TEMPLATE, letter(recipient=f"시험 {number} 귀하", document_number=f"시험-{number}"))

    plain = typeset_one(0)
    sealed = seal_pdf(plain, reason="결정 통지", signed_at=clock.real_now())
    works: dict[str, Callable[[int], object]] = {
        "통지서 조판": typeset_one,
        "전자관인": lambda _: seal_pdf(plain, reason="결정 통지", signed_at=clock.real_now()),
        "전자관인 확인": lambda _: verify_sealed(sealed),
    }
    figures = []
    for name, work in works.items():
        rates = [_rate(work, letters) for _ in range(runs)]
        figures.append(Figure(f"{name}(코어 하나)", statistics.median(rates), "건/초", TARGET if work is typeset_one else None))
    figures.append(Figure("가장 많이 쓴 메모리", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"))
    return Result(figures, notes=[f"한 통의 크기: 조판 {len(plain):,}바이트, 전자관인 뒤 {len(sealed):,}바이트."])


def _rate(work: Callable[[int], object], times: int) -> float:
    """Times a second of one core's work, after one call that fills the caches."""
    work(0)
    start = time.process_time()
    for number in range(1, times + 1):
        work(number)
    return times / (time.process_time() - start)
