"""This app's columns."""

from dataclasses import replace

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

CASE_FILE = Column(
    purpose_file="전세사기피해자 결정신청 파일",
    purpose="사건 문서를 신청인·사건과 잇기",
    basis="전세사기피해자법§30",
    retention="case_record",
    mask="none",
    encrypt=False,
    writer="office",
)
OWN_DOCUMENTS = Column(
    purpose_file="누리집 나의 문서 파일",
    purpose="본인에게 문서를 보여 주기",
    basis="전세사기피해자법§30, 전자정부법§10",
    retention="portal_document",
    mask="none",
    encrypt=False,
    writer="portal",
)
UPLOADS = Column(
    purpose_file="누리집 결정신청 파일",
    purpose="올린 서류를 받아 검사하고 담당 기관에 전달하기",
    basis="전세사기피해자법§12①, §30; 규칙§3①",
    retention="portal_draft (담당 기관이 서류를 모두 받으면 열쇠 파기)",
    mask="none",
    encrypt=False,
    writer="portal",
)

register(
    "documents.Document",
    {
        **dict.fromkeys(
            ["id", "controller", "handled_by", "kind", "number", "size", "sealed", "created_at", "event"], NOT_PERSONAL
        ),
        "case_id": CASE_FILE,
        "sha256": CASE_FILE,
        "file_id": CASE_FILE,
    },
)
register(
    "documents.PortalDocument",
    {
        **dict.fromkeys(["id", "kind", "size", "visible_from"], NOT_PERSONAL),
        "account": OWN_DOCUMENTS,
        "subject": OWN_DOCUMENTS,
        "sha256": OWN_DOCUMENTS,
        "file_id": OWN_DOCUMENTS,
    },
)
register(
    "documents.Upload",
    {
        **dict.fromkeys(["id", "group", "position", "modified", "size", "received", "created_at", "touched_at"], NOT_PERSONAL),
        **dict.fromkeys(["account", "subject", "bundle", "sha256", "file_id"], UPLOADS),
        "name_box": replace(UPLOADS, purpose="올린 파일을 이름으로 알려 주기", mask="whole", encrypt=True),
    },
)
register(
    "documents.UploadPart",
    {**dict.fromkeys(["id", "upload", "start", "size"], NOT_PERSONAL), **dict.fromkeys(["account", "subject", "file_id"], UPLOADS)},
)
register("documents.NumberSeries", dict.fromkeys(["id", "side", "series", "year", "last"], NOT_PERSONAL))
