"""Electronic service on the portal: stored readable, reported back at once, said on the page (S1-NTF-01, S1-RES-01)."""

import base64
import hashlib
import json
import uuid
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work.messages import context
from tests.services.victims.application.applicant import (
    file,
    new_account,
    new_draft,
    sent_to_office,
    sign_in,
    told_by_office,
)

pytestmark = [pytest.mark.usefixtures("portal_side"), pytest.mark.req("S1-NTF-01")]
PDF = b"%PDF-1.7 sealed decision letter"
HERE, NOT_HERE = "누리집에 저장된 때에 송달된 것입니다", "이곳에서 보는 것은 송달이 아닙니다"


def letter(case: UUID, tenant: Account, **more: str) -> None:
    content = {"decision_no": "2026-1", "pdf": base64.b64encode(PDF).decode(), "sha256": hashlib.sha256(PDF).hexdigest()}
    told_by_office(case, tenant, "letter", {**content, "on": "2026-12-18", **more})


def filed() -> tuple[Account, UUID]:
    tenant = new_account()
    case = new_draft(tenant)
    file(tenant, case)
    return tenant, case


def reported(case: UUID) -> list[dict[str, str]]:
    rows = [row for row in sent_to_office(case) if row.kind == "stored"]
    with acting_as("office"):
        keys = keyring().unsealing_keys()
        return [json.loads(unseal(bytes(row.box), keys, context("to_office", row.pk, case))) for row in rows]


def test_a_letter_served_electronically_is_reported_when_it_lies_readable(client: Client) -> None:
    tenant, case = filed()
    service = str(uuid.uuid4())
    letter(case, tenant, service=service)
    assert reported(case) == [{"service": service}]
    sign_in(client)
    page = client.get(f"/my/{case}/").content.decode()
    assert HERE in page and NOT_HERE not in page
    assert client.get(f"/my/{case}/letter.pdf").content == PDF


def test_a_letter_that_goes_by_post_is_shown_and_nothing_is_reported(client: Client) -> None:
    tenant, case = filed()
    letter(case, tenant)
    assert reported(case) == []
    sign_in(client)
    page = client.get(f"/my/{case}/").content.decode()
    assert NOT_HERE in page and HERE not in page
