"""Questions for later support, asked after the filing: none of them is needed for the decision (개인정보 보호법§16)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from teojeon.services.victims.application.forms.fields import asked, count, day, line, money

SOURCE = "개인정보 보호법 제16조, 전세사기피해자법 제27조·제28조"
LOAN_PAPER = "대출 약정서나 은행 앱에 있습니다."
OF_FOREIGNERS = ("stay_status", "overseas_korean")


class LaterForm(forms.Form):
    """Loan, household and, of foreigners, the status of stay. Everything may be left open."""

    use_required_attribute = False

    household_members = count(
        "함께 사는 가족의 수(본인 포함)", least=1, most=30, help_text="주거 지원의 크기를 정할 때 씁니다.", source=SOURCE
    )
    stay_status = line(
        "체류자격",
        20,
        help_text="예: F-4, E-9. 주거 지원의 요건을 볼 때 씁니다.",
        source=SOURCE,
        where="외국인등록증에 적혀 있습니다.",
    )
    overseas_korean = asked("외국국적동포로 국내거소신고를 했습니까?", source=SOURCE)
    loan_bank = line(
        "전세자금대출을 받은 은행", 60, help_text="대출이 있으면 적습니다. 금융 지원을 안내할 때 씁니다.", source=SOURCE
    )
    loan_product = line("대출 상품", 60, source=SOURCE, where=LOAN_PAPER)
    loan_guarantor = line("대출을 보증한 기관", 60, help_text="예: 한국주택금융공사", source=SOURCE, where=LOAN_PAPER)
    loan_balance = money("남은 대출금", source=SOURCE, where=LOAN_PAPER)
    loan_due_on = day("대출의 만기일", future=True, source=SOURCE, where=LOAN_PAPER)
    loan_pledge_or_assignment = asked(
        "은행에 보증금을 담보(질권·채권양도)로 주었습니까?",
        help_text="배당금을 누가 받는지에 영향을 줍니다.",
        source=SOURCE,
        where="대출 약정서에 ‘질권설정’이나 ‘채권양도’라고 적혀 있습니다.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, is_foreigner: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if not is_foreigner:
            for name in OF_FOREIGNERS:
                del self.fields[name]
