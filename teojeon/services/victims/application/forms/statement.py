"""The guided statement of damage (피해사실 진술서): at most ten questions, none of which the steps ask already."""

from teojeon.services.victims.application.forms.base import Part, StepForm
from teojeon.services.victims.application.forms.fields import paragraph

SOURCE = "규칙 제3조제1항제1호마목"


class StatementForm(StepForm):
    """All optional. Dates, amounts and persons that the steps hold need not be told again."""

    section = "statement"
    layout = (
        Part("계약할 때", ("found_house", "told", "checked")),
        Part("피해를 알았을 때", ("learnt", "demanded", "answered")),
        Part("그 뒤", ("acted", "harm", "more")),
    )

    found_house = paragraph(
        "이 집을 어떻게 알게 되었습니까?", help_text="예: 부동산 앱의 광고를 보고 중개사무소에 감", source=SOURCE
    )
    told = paragraph(
        "계약할 때 집과 집주인에 관하여 어떤 설명을 들었습니까?",
        help_text="빚, 보증보험, 시세에 관하여 들은 말을 적습니다.",
        source=SOURCE,
    )
    checked = paragraph(
        "계약하기 전에 무엇을 확인했습니까?", help_text="예: 등기사항증명서, 세금 완납증명서, 아무것도 확인하지 못함", source=SOURCE
    )
    learnt = paragraph("피해를 언제 어떻게 알게 되었습니까?", source=SOURCE)
    demanded = paragraph("보증금을 돌려달라고 언제 어떻게 요구했습니까?", source=SOURCE)
    answered = paragraph(
        "집주인은 무엇이라고 했습니까?", help_text="연락이 끊겼으면 마지막으로 연락된 때를 적습니다.", source=SOURCE
    )
    acted = paragraph("그 뒤에 한 일이 있습니까?", help_text="예: 고소, 지급명령 신청, 다른 피해자와의 모임", source=SOURCE)
    harm = paragraph("지금 가장 어려운 점은 무엇입니까?", source=SOURCE)
    more = paragraph("더 알리고 싶은 것이 있습니까?", source=SOURCE)
