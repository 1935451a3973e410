"""`teojeon check [--deploy]`: are the settings sound, and may this installation serve the public?

Before a deployment nothing may remain that only development has: simulated outside services, uploads that nobody scans, a moved
clock, roles that may act as one another.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module

import psycopg

from teojeon.command import database
from teojeon.kernel.documents.checks import sandbox
from teojeon.kernel.documents.checks.scanners import ScannerMisnamed, scanner

USAGE = "쓰는 법: teojeon check [--deploy]"
FOUND, REFUSED = 1, 2


def main(words: list[str]) -> int:
    """0 where nothing was found, 1 with a line for each thing that must change, 2 for unknown words."""
    if words not in ([], ["--deploy"]):
        print(USAGE, file=sys.stderr)
        return REFUSED
    problems = [*settings_problems(), *(deployment_problems() if words else [])]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("점검을 마쳤습니다. 고칠 것이 없습니다.")
    return FOUND if problems else 0


def settings_problems() -> Iterator[str]:
    """What is missing to start at all."""
    from teojeon.settings import base

    if not database.is_configured():
        yield "데이터베이스 주소가 없습니다: TEOJEON_PORTAL_URL, TEOJEON_OFFICE_URL 가운데 하나를 정합니다."
    try:
        adapter()
    except (ImportError, AttributeError) as problem:
        yield f"본인확인 어댑터를 불러올 수 없습니다: TEOJEON_IDENTITY ({problem})"
    try:
        scanner(base.VIRUS_SCAN)
    except ScannerMisnamed:
        yield f"바이러스 검사기의 주소를 읽을 수 없습니다: TEOJEON_VIRUS_SCAN={base.VIRUS_SCAN}. clamd:///경로 또는 clamd://주소:포트로 정합니다."


def deployment_problems() -> Iterator[str]:
    """What serves development only."""
    from teojeon.settings import base

    if base.ENV != "production":
        yield f"TEOJEON_ENV가 {base.ENV}입니다. 운영에서는 production으로 정합니다."
    yield from upload_problems()
    yield from notice_problems()
    try:
        if getattr(adapter(), "simulated", False):
            yield f"모의 본인확인을 쓰고 있습니다: TEOJEON_IDENTITY={base.IDENTITY_ADAPTER}. 실제 본인확인 기관의 어댑터를 정합니다."
    except (ImportError, AttributeError):
        return  # said already
    if base.RESIDENT_REGISTER_ADAPTER.endswith("_simulator.Simulator"):
        yield "모의 주민등록 확인을 쓰고 있습니다: TEOJEON_RESIDENT_REGISTER에 행정정보 공동이용의 어댑터를 정합니다."
    if database.is_configured():
        yield from database_problems()


def notice_problems() -> Iterator[str]:
    """Whether messages to people leave the house, and over what."""
    from teojeon.settings import base

    for name, path in base.NOTICE_CHANNELS.items():
        module, _, adapter_name = path.rpartition(".")
        try:
            simulated = getattr(getattr(import_module(module), adapter_name), "simulated", False)
        except (ImportError, AttributeError, ValueError) as problem:
            yield f"안내 발송 어댑터를 불러올 수 없습니다: TEOJEON_{name.upper()} ({problem})"
            continue
        if simulated:
            yield f"개발용 발송함을 쓰고 있어 안내를 보내지 않습니다: TEOJEON_{name.upper()}에 실제 발송 어댑터를 정합니다."
    if base.NOTICE_CHANNELS["sms"].endswith(".Solapi") and (
        missing := [key for key, value in base.NOTICE_SMS.items() if not value]
    ):
        yield f"문자 발송 설정이 없습니다: {', '.join(f'TEOJEON_SMS_{key.upper()}' for key in missing)}"
    if base.NOTICE_CHANNELS["email"].endswith(".Smtp") and not base.EMAIL_HOST:
        yield "전자우편 서버가 없습니다: TEOJEON_SMTP_HOST를 정합니다."


def upload_problems() -> Iterator[str]:
    """Whether files that strangers send are scanned, and looked into where they can do no harm. Found by trying."""
    from teojeon.settings import base

    if base.VIRUS_SCAN == "none":
        yield "바이러스 검사기가 없습니다: TEOJEON_VIRUS_SCAN에 clamd의 주소를 정합니다(docs/operations/uploads.md)."
    else:
        try:
            if not scanner(base.VIRUS_SCAN).answers():
                yield f"바이러스 검사기가 답하지 않습니다: TEOJEON_VIRUS_SCAN={base.VIRUS_SCAN}. clamd가 도는지, 소켓을 쓸 수 있는지 봅니다."
        except ScannerMisnamed:
            pass  # said already
    try:
        breaches = sandbox.breaches()
    except sandbox.CheckUnavailable as problem:
        yield f"올린 파일을 검사하는 프로세스를 시작할 수 없습니다: {problem}"
        return
    if breaches:
        yield f"올린 파일을 검사하는 프로세스를 이 컴퓨터가 가두지 못합니다: {', '.join(breaches)}(docs/operations/uploads.md)."


def adapter() -> object:
    """The class of the configured identity adapter, not started. Raises ImportError or AttributeError."""
    from teojeon.settings import base

    module, _, name = base.IDENTITY_ADAPTER.rpartition(".")
    return getattr(import_module(module), name)


def database_problems() -> Iterator[str]:
    """What the database holds that only development may have. Asked with whichever log-in this process was given."""
    variable = next(name for name in database.VARIABLES.values() if name in os.environ)
    try:
        connection = psycopg.connect(os.environ[variable], connect_timeout=database.CONNECT_SECONDS)
    except psycopg.OperationalError as problem:
        yield f"데이터베이스에 연결할 수 없습니다: {variable} ({str(problem).splitlines()[0]})"
        return
    with connection:
        offset = connection.execute("SELECT seconds FROM public.sides_clockoffset").fetchone()
        if offset is not None:
            yield f"업무 시각이 실제 시각과 {offset[0]:,}초 다릅니다. 운영 데이터베이스에는 sides_clockoffset 행이 없어야 합니다."
        for side in ("portal", "office"):
            row = connection.execute("SELECT pg_has_role('owner', %s, 'MEMBER')", [side]).fetchone()
            if row and row[0]:
                yield f"소유자 역할(owner)이 {side} 역할로 바뀔 수 있습니다. REVOKE {side} FROM owner를 실행합니다."
