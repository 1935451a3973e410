"""With the portal's role, keys and disk no submitted paper can be read once the office has it (architecture, Sealing)."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.house import House, finished, house_of_its_own

pytestmark = [pytest.mark.slow, pytest.mark.req("S1-APP-07", "S1-NET-02")]

FILE = """
import json
from uuid import uuid4
from teojeon.command.demonstration.filing import register
from teojeon.kernel.documents import store
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.actions import start, submit
from teojeon.services.victims.papers import portal_tasks, uploading
from tests.services.victims.application.applicant import filled
from tests.support import filings
from tests.support.made_files import big_pdf
with unit_of_work(None):
    account = register(filings.tenant(1), filings.PASSWORD)
with unit_of_work(account):
    draft = filled(start(account, None)).pk
content = big_pdf(2 * 1024 * 1024) + b"%" + {needle!r}.encode()
with unit_of_work(account):
    paper = uploading.take(draft, "lease_copy", [uploading.Sent({needle!r} + ".pdf", store.put(draft, content))]).papers[0]
portal_tasks.check(paper.pk, draft, account)
with unit_of_work(account):
    submit(draft, request=uuid4(), insist=False)
print(json.dumps({{"account": str(account), "draft": str(draft)}}))
"""
SEND = "from uuid import UUID\nfrom teojeon.services.victims.papers.sending import send_bundle\nsend_bundle(UUID({draft!r}), UUID({draft!r}), UUID({account!r}))\nprint(1)"
SWEEP = "from teojeon.kernel.work import messages\nprint(messages.sweep())"
THIEF = "from tests.house import paper_thief\npaper_thief.main([{account!r}], {needle!r})"
AT_OFFICE = """
from uuid import UUID
from teojeon.kernel.documents import store
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers.models import PaperSheet
with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
    sheet = PaperSheet.objects.visible_to(unit.actor).get(case_id=UUID({draft!r}))
    print({needle!r}.encode() in store.read(sheet.case_id, sheet.file_id))
"""


@pytest.fixture
def house(tmp_path: Path, keys: Path) -> Iterator[House]:
    with house_of_its_own("papers", tmp_path, keys) as built:
        yield built


def test_a_thief_of_the_portal_finds_a_paper_until_the_office_has_it_and_not_afterwards(house: House) -> None:
    needle = f"needle-{uuid4().hex}"

    def run(code: str, side: str, **words: str) -> str:
        return finished(house.python(code.format(needle=needle, **words), side)).splitlines()[-1]

    filed = json.loads(run(FILE, "portal"))
    before = json.loads(run(THIEF, "portal", **filed))
    assert before["found"] >= 2  # the file and its name: the thief knows how to look
    run(SEND, "portal", **filed)
    run(SWEEP, "office")
    run(SWEEP, "portal")
    after = json.loads(run(THIEF, "portal", **filed))
    assert after["found"] == 0
    assert after["size"] > 0
    assert run(AT_OFFICE, "office", **filed) == "True"
