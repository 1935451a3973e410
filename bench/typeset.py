"""Letters a second on one core: typeset as PDF/A-2a and PDF/UA-1, then sealed. Target of typesetting: 100.

python -m bench.typeset [letters]
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings

TARGET = 100


def measure(work: Callable[[int], object], times: int) -> float:
    """Times a second of one core's work, after one run that fills the caches. Processor time, so that neighbours do not
    count."""
    work(0)
    start = time.process_time()
    for number in range(1, times + 1):
        work(number)
    return times / (time.process_time() - start)


def main(letters: int) -> int:
    """Prints the figures; 1 when typesetting is below the target."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teojeon.settings.test")
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
    figures = {
        "typeset letters/s a core": measure(typeset_one, letters),
        "seals/s a core": measure(lambda _: seal_pdf(plain, reason="결정 통지", signed_at=clock.real_now()), letters // 4),
        "seal checks/s a core": measure(lambda _: verify_sealed(sealed), letters // 4),
    }
    for name, figure in figures.items():
        print(f"{name:28} {figure:8.1f}")
    print(f"{'bytes plain / sealed':28} {len(plain):8} / {len(sealed)}")
    print(f"{'peak memory, MB':28} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f}")
    return 0 if figures["typeset letters/s a core"] >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
