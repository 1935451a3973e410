"""The tables of the libraries that keep accounts, sessions and jobs, once per side."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register_whole_table

ACCOUNTS = Column(
    purpose_file="이용자 계정 파일",
    purpose="로그인과 본인 확인",
    basis="전자정부법§10, 개보법§29",
    retention="계정을 없앨 때까지",
    mask="whole",
    encrypt=False,
    writer="both",
)
ATTEMPTS = Column(
    purpose_file="접속 시도 기록 파일",
    purpose="부정 접속 방지",
    basis="개보법§29, 시행령§30①5",
    retention="access_log_years",
    mask="whole",
    encrypt=False,
    writer="both",
)

for label in ("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "sessions.Session"):
    register_whole_table(label, ACCOUNTS)
for label in ("AccessAttempt", "AccessAttemptExpiration", "AccessFailureLog", "AccessLog"):
    register_whole_table(f"axes.{label}", ATTEMPTS)
for label in (
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    "procrastinate.ProcrastinateWorker",
    "procrastinate.ProcrastinateJob",  # arguments are ids only
    "procrastinate.ProcrastinateEvent",
    "procrastinate.ProcrastinatePeriodicDefer",
):
    register_whole_table(label, NOT_PERSONAL)
