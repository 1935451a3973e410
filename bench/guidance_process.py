"""The office's process of bench/guidance.py: makes two officials, publishes the pages that ship.

python -m bench.guidance_process, with the office's settings; questions and answers are lines of JSON.
"""

import json
import sys

import django

django.setup()

from teojeon.kernel.people import secrecy  # noqa: E402
from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL  # noqa: E402
from teojeon.kernel.people.officials import create_official, grant  # noqa: E402
from teojeon.kernel.work.unit import unit_of_work  # noqa: E402
from teojeon.services.guidance.seed.load import load, load_samples  # noqa: E402


def prepare() -> int:
    """How many pages were published."""
    accounts = {}
    with unit_of_work(REGISTRAR_PRINCIPAL):
        for username in ("head", "second"):
            create_official(username, "시험관", "MOLIT")
        for username, box in (("writer", "GU-EDIT"), ("approver", "GU-APPROVE")):
            accounts[username] = create_official(username, "담당자", "MOLIT").official.account
            grant(username, box, applied_by="head", approved_by="second")
    for account in accounts.values():
        with unit_of_work(account):
            secrecy.acknowledge(account)
    load_samples(unit_of_work, accounts["writer"], accounts["approver"])
    return load(unit_of_work, accounts["writer"], accounts["approver"])[1]


def main() -> None:
    for line in sys.stdin:
        json.loads(line)
        print(json.dumps(prepare()), flush=True)


if __name__ == "__main__":
    main()
