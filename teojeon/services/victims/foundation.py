"""What must stand before the first case: the ministry, the provinces, the committee, the principals of jobs, the audit's heads.

Run by the owner after each migration; adds what is missing, changes nothing else.
"""

from django.db import connection

from teojeon.kernel import clock, regions
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE, REGISTRAR_PRINCIPAL
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official, Organisation

COMMITTEE_CODE = "CMT"
OPERATOR_CODE = "HUG"


def lay() -> None:
    """Idempotent."""
    ministry, _ = Organisation.objects.get_or_create(
        code=MINISTRY_CODE, defaults={"name": "국토교통부", "kind": Kind.MINISTRY, "is_controller": True}
    )
    for code, name, kind in (
        (COMMITTEE_CODE, "전세사기피해지원위원회", Kind.COMMITTEE),
        (OPERATOR_CODE, "주택도시보증공사", Kind.OPERATOR),
    ):
        Organisation.objects.get_or_create(code=code, defaults={"name": name, "kind": kind, "supervisor": ministry})
    for sido in regions.sidos(clock.business_today()):
        Organisation.objects.get_or_create(
            code=regions.organisation_code(sido),
            defaults={"name": sido.name, "kind": Kind.PROVINCE, "supervisor": ministry, "region": sido.code},
        )
    for account, username, name in (
        (INTAKE_PRINCIPAL, "intake", "자동 처리(접수)"),
        (REGISTRAR_PRINCIPAL, "registrar", "자동 처리(사용자 등록)"),
    ):
        Official.objects.get_or_create(
            account=account,
            defaults={"username": username, "name": name, "organisation": ministry, "is_principal": True},
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_heads(%s)", [MINISTRY_CODE])
