"""The office's process of bench/worklist.py: takes the filings, makes officials, signs them in, counts queries.

python -m bench.worklist_process, with the office's settings; questions and answers are lines of JSON.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from teojeon.kernel.cases.models import Case  # noqa: E402
from teojeon.kernel.crypto.subjects import pseudonyms  # noqa: E402
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, REGISTRAR_PRINCIPAL  # noqa: E402
from teojeon.kernel.people.logins.models import Account  # noqa: E402
from teojeon.kernel.people.officials import create_official, grant  # noqa: E402
from teojeon.kernel.people.secrecy import acknowledge  # noqa: E402
from teojeon.kernel.work import messages  # noqa: E402
from teojeon.kernel.work.unit import current, unit_of_work  # noqa: E402
from teojeon.services.accounts import second_factor  # noqa: E402
from teojeon.services.victims import office_tasks  # noqa: E402, F401  (registers who carries out messages)

OFFICIALS = {
    "seoul": ("SD-11", ("P-INTAKE", "P-REV")),
    "investigator": ("SD-11", ("P-INV",)),
    "molit": ("MOLIT", ("PM-AGENDA", "PM-SEC")),
}


class Office:
    """Remembers the browsers and passwords of the officials."""

    def __init__(self) -> None:
        self.passwords: dict[str, str] = {}
        self.browsers: dict[str, Client] = {}

    def prepare(self, _: None) -> str:
        """Cases out of the filings; officials. Returns the investigator's account."""
        messages.sweep()
        with unit_of_work(REGISTRAR_PRINCIPAL):
            for username in ("head", "approver"):
                create_official(username, "시험관", "MOLIT")
            for username, (organisation, boxes) in OFFICIALS.items():
                self.passwords[username] = create_official(username, "담당자", organisation).password
                for box in boxes:
                    grant(username, box, applied_by="head", approved_by="approver")
        for username in OFFICIALS:
            account = Account.objects.get(username=username)
            second_factor.enrol(account)
            with unit_of_work(account.pk):
                acknowledge(account.pk)
        return str(Account.objects.get(username="investigator").pk)

    def make_keys(self, _: None) -> int:
        """Each case has a data key, as intake gives it. Returns how many cases one province holds."""
        with unit_of_work(INTAKE_PRINCIPAL):
            keys = list(Case.objects.visible_to(current().actor).filter(handled_by="SD-11").values_list("pk", flat=True))
            pseudonyms(keys)
        return len(keys)

    def sign_in(self, username: str) -> str:
        """The session's cookie, after password and code."""
        browser = Client(SERVER_NAME="localhost")
        browser.post("/sign-in/", {"login": username, "password": self.passwords[username]})
        account = Account.objects.get(username=username)
        browser.post("/second-factor/code/", {"code": second_factor.current_code(second_factor.secret_of(account))[0]})
        self.browsers[username] = browser
        return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())

    def queries(self, whose: list[str]) -> int:
        """Statements of one page, those of the session and of the access event among them."""
        username, place = whose
        with CaptureQueriesContext(connection) as captured:
            response = self.browsers[username].get(f"/worklist/{place}")
        assert response.status_code == 200, response.status_code
        return len(captured)


def main() -> None:
    office = Office()
    for line in sys.stdin:
        act, words = json.loads(line)
        answer: Any = getattr(office, act)(words)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
