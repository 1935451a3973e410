"""The office's process of bench/linkage.py: takes the filings, seals landlords' numbers, links cases.

python -m bench.linkage_process, with the office's settings; questions and answers are lines of JSON.
"""

import base64
import json
import sys
import time
from typing import Any

import django

django.setup()

from teojeon.kernel import clock  # noqa: E402
from teojeon.kernel.cases.models import Case, belonging  # noqa: E402
from teojeon.kernel.crypto.keyring import keyring  # noqa: E402
from teojeon.kernel.crypto.sealing import seal  # noqa: E402
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL  # noqa: E402
from teojeon.kernel.work import messages  # noqa: E402
from teojeon.kernel.work.unit import current, unit_of_work  # noqa: E402
from teojeon.services.victims import office_tasks  # noqa: E402, F401  (registers who carries out messages)
from teojeon.services.victims.application.models import Statement  # noqa: E402
from teojeon.services.victims.linkage.counting import counts_of  # noqa: E402
from teojeon.services.victims.linkage.keeping import refresh, refresh_all  # noqa: E402
from teojeon.services.victims.linkage.models import LANDLORD, CaseNode  # noqa: E402
from teojeon.services.victims.linkage.queries import groups_of  # noqa: E402

CHUNK = 5_000


class Office:
    """Answers with seconds, or with numbers that the benchmark checks."""

    def prepare(self, _: None) -> int:
        """Cases out of the filings."""
        return messages.sweep()

    def seal(self, landlords: int) -> int:
        """Each case names its landlord by number, as the form seals it; the landlord of a case is the register's number modulo `landlords`."""
        key, now = keyring().sealing_key(), clock.real_now()
        with unit_of_work(INTAKE_PRINCIPAL):
            cases = list(Case.objects.visible_to(current().actor).order_by("pk"))
            rows = []
            for case in cases:
                digits = f"8001011{case.register_serial % landlords:06d}".encode()
                box = base64.b64encode(seal(digits, key, f"draft/{case.pk}/landlord_number")).decode()
                value = {"masked": "800101-1******", "box": box}
                rows.append(Statement(**belonging(case), code="landlord_number", value=value, said_at=now, message=case.account))
            Statement.objects.bulk_create(rows, batch_size=CHUNK)
        return len(cases)

    def recompute(self, _: None) -> list[float]:
        """Seconds for all cases, how many were seen and how many changed."""
        started = time.perf_counter()
        with unit_of_work(INTAKE_PRINCIPAL):
            seen, changed = refresh_all()
        return [time.perf_counter() - started, seen, changed]

    def one(self, case: str) -> float:
        """Milliseconds for one case that nothing is linked to yet, with the unit of work around it."""
        started = time.perf_counter()
        with unit_of_work(INTAKE_PRINCIPAL):
            refresh([Case.objects.visible_to(current().actor).get(pk=case)])
        return (time.perf_counter() - started) * 1000

    def largest(self, _: None) -> list[float]:
        """Milliseconds in which the groups of a case are counted, and the leases of its landlord."""
        with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
            link = CaseNode.objects.visible_to(unit.actor).filter(node__kind=LANDLORD).select_related("case", "node").first()
            assert link is not None
            started = time.perf_counter()
            groups_of(link.case)
            return [(time.perf_counter() - started) * 1000, counts_of([link.node.group])[link.node.group].leases]


def main() -> None:
    office = Office()
    for line in sys.stdin:
        act, words = json.loads(line)
        answer: Any = getattr(office, act)(words)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
