"""The columns of applications on paper."""

from teojeon.kernel.cases.columns import OFFICIAL, case_column
from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

register(
    "victims.CounterDraft",
    {
        **dict.fromkeys(
            ["id", "controller", "handled_by", "state", "version", "channel", "session_no", "arrived_at", "identity_seen"],
            NOT_PERSONAL,
        ),
        **dict.fromkeys(
            ["form_version", "created_at", "saved_at", "code_expires_at", "code_tries_left", "linked_at"], NOT_PERSONAL
        ),
        "author": OFFICIAL,
        "code_selector": case_column("종이 사건과 계정의 연결", mask="whole"),
        "code_hash": case_column("종이 사건과 계정의 연결", mask="whole"),
        "receipt_no": case_column("신청을 부르는 번호 (규칙§3⑥)"),
        "box": case_column("종이 신청서를 옮겨 적은 내용 (법§12)", mask="whole", encrypt=True),
    },
)
register(
    "victims.CounterScan",
    {
        **dict.fromkeys(
            ["id", "handled_by", "draft", "paper", "position", "size", "scanned_at", "taken_at"],
            NOT_PERSONAL,
        ),
        **dict.fromkeys(["doc_type", "issued_on", "sha256", "file_id"], case_column("창구에서 스캔한 종이 서류 (규칙§3①)")),
        "name_box": case_column("스캔한 파일을 이름으로 알려 주기", mask="whole", encrypt=True),
        "author": OFFICIAL,
    },
)
