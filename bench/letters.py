"""Decision letters a second on one core: typeset as PDF/A-2a and PDF/UA-1, sealed, encrypted and stored, checked.

Processor time, so that neighbours do not count; one core, chosen at the start.
"""

import os
import resource
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import django
from django.conf import settings

from bench.result import Figure, Result, shares

TITLE = "결정문 조판"
TARGET = 100
LETTERS = 200  # a run


def run(runs: int, letters: int = LETTERS) -> Result:
    """Medians over `runs` runs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.test"
    django.setup()
    from teojeon.kernel.crypto import keyring
    from teojeon.kernel.sides.current import acting_as

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(prefix="teojeon-bench-") as folder:
        settings.KEYS_DIR, settings.FILES_DIR = Path(folder) / "keys", Path(folder) / "files"
        keyring.create_missing(settings.KEYS_DIR)
        with acting_as("office"):
            return _measure(runs, letters)


def _measure(runs: int, letters: int) -> Result:
    from teojeon.kernel import clock
    from teojeon.kernel.crypto.subjects import DataKeyInHand
    from teojeon.kernel.documents import store
    from teojeon.kernel.documents.seal import seal_pdf, verify_sealed
    from teojeon.services.victims.decision.content import FULL_GRANT_REASON, INSTRUCTIONS, OPERATIVE
    from teojeon.services.victims.decision.documents import draft_pdf, letter_pdf
    from teojeon.services.victims.decision.models import Letter

    today, now = clock.business_today(), clock.real_now()
    common = {
        "birth_date": "1990-03-02",
        "address": "서울특별시 강서구 화곡로 101, 가람빌라 305호",
        "house": "서울특별시 강서구 화곡로 101, 가람빌라 305호",
        "received_on": today.isoformat(),
        "operative": OPERATIVE["GA"],
        "reasons": [FULL_GRANT_REASON, "임차보증금이 상한 이하일 것: 충족합니다 (법 제3조제1항제2호)."],
        "meeting": "제1차",
        "resolved_on": today.isoformat(),
        "instructions": list(INSTRUCTIONS),
    }

    def letter(number: int) -> Letter:
        content = {**common, "applicant": f"시험{number}", "receipt_no": f"{today.year}-서울-{number:06d}"}
        return Letter(decision_no=f"시험-{number}", content=content)

    def typeset_one(number: int) -> bytes:
        return draft_pdf(letter(number), on=today)

    def whole_letter(number: int) -> object:
        return store.put(subject, letter_pdf(letter(number), decided_on=today, sealed_at=now))

    subject = uuid.uuid4()
    key = DataKeyInHand(uuid.uuid4(), os.urandom(32), uuid.uuid4())  # as an open unit of work holds it: no database here
    plain, sealed = typeset_one(0), letter_pdf(letter(0), decided_on=today, sealed_at=now)
    works: dict[str, Callable[[int], object]] = {
        "결정문 조판": typeset_one,
        "전자관인": lambda _: seal_pdf(plain, reason="결정 통지", signed_at=now),
        "결정문 조판과 전자관인": lambda number: letter_pdf(letter(number), decided_on=today, sealed_at=now),
        "암호화와 보관": lambda _: store.put(subject, sealed),
        "결정문 조판, 전자관인, 암호화와 보관": whole_letter,
        "전자관인 확인": lambda _: verify_sealed(sealed),
    }
    with mock.patch("teojeon.kernel.documents.store.subjects.data_key", return_value=key):
        rates = {name: statistics.median(_rate(work, letters) for _ in range(runs)) for name, work in works.items()}
    asked = ("결정문 조판", "결정문 조판, 전자관인, 암호화와 보관")
    figures = [Figure(f"{name}(코어 하나)", rate, "건/초", TARGET if name in asked else None) for name, rate in rates.items()]
    profile = shares({name: 1 / rates[name] for name in ("결정문 조판", "전자관인", "암호화와 보관")})
    figures.append(Figure("가장 많이 쓴 메모리", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"))
    return Result(figures, profile, notes=[f"한 통의 크기: 조판 {len(plain):,}바이트, 전자관인 뒤 {len(sealed):,}바이트."])


def _rate(work: Callable[[int], object], times: int) -> float:
    """Times a second of one core's work, after one call that fills the caches."""
    work(0)
    start = time.process_time()
    for number in range(1, times + 1):
        work(number)
    return times / (time.process_time() - start)
