"""Step 5: handover, move-in report, fixed date, and who else has a claim on the house (S1-APP-05)."""

from teojeon.kernel import clock
from teojeon.services.victims.application.forms import choices
from teojeon.services.victims.application.forms.base import Part, StepForm, When
from teojeon.services.victims.application.forms.fields import ACT, LEASE_ACT, asked, choice, count, day, line, listed, money
from teojeon.ui.forms import KoreanDateField, UnknownableChoiceField, UnknownableField
from teojeon.ui.groups import Group, RowForm

EULGU = "등기사항증명서 을구에 적혀 있습니다. 담당 기관도 직접 확인하므로 몰라도 됩니다."
GAPGU = "등기사항증명서 갑구에 적혀 있습니다. 담당 기관도 직접 확인하므로 몰라도 됩니다."
PRIORITY = f"{LEASE_ACT} 제3조의2제2항"
SHARE = f"{ACT} 제3조제2항, 주택임대차보호법 시행령 제10조"


class SeniorRightRow(RowForm):
    """A security right before the lease."""

    kind = listed("권리의 종류", choices.SECURITY_KINDS, source=PRIORITY)
    holder = line("권리자", 60, help_text="예: ○○은행", source=PRIORITY)
    max_claim = money("채권최고액", source=PRIORITY)
    acquired_on = day("등기한 날(접수일)", source=PRIORITY)
    rank = count("순위번호", least=1, most=99, source=PRIORITY)


class SeizureRow(RowForm):
    """A seizure or provisional seizure of the house."""

    kind = choice("종류", choices.SEIZURE_KINDS, source=f"{ACT} 제3조제1항제3호")
    creditor = line("채권자", 60, help_text="예: ○○세무서, 개인 이름", source=f"{ACT} 제3조제1항제3호")
    on = day("등기한 날(접수일)", source=f"{ACT} 제3조제1항제3호")
    amount = money("청구금액", source=f"{ACT} 제3조제1항제3호")


class BuildingTenantRow(RowForm):
    """Another tenant of the same building."""

    unit = line("호수", 20, source=SHARE)
    deposit = money("보증금", source=SHARE)
    order = count("확정일자 순서", least=1, most=999, source=SHARE)


class OccupancyForm(StepForm):
    """Step 5. The state of the handover, a move and a registration decide whether their days are asked."""

    section = "occupancy"
    groups = (
        Group("senior_rights", "선순위 권리", SeniorRightRow, most=12, source=PRIORITY, help_text=EULGU),
        Group("seizures", "압류", SeizureRow, source=f"{ACT} 제3조제1항제3호", help_text=GAPGU),
        Group(
            "building_tenants", "다른 임차인", BuildingTenantRow, most=25, opens=False, source=SHARE,
            help_text="아는 만큼만 적습니다. 다른 사람에게 보여 주지 않으며, 나누어 받을 몫을 셈하는 데 씁니다.",
        ),
    )  # fmt: skip
    shown_when = {
        "handover_impossible_reason": (When("handover_state", ("impossible",)),),
        "moved_out_on": (When("moved_out"),),
        "leasehold_reg_applied_on": (When("leasehold_reg", ("applied", "done")),),
        "leasehold_reg_done_on": (When("leasehold_reg", ("done",)),),
        "jeonse_right_reg_on": (When("jeonse_right"),),
        "jeonse_right_amount": (When("jeonse_right"),),
        "senior_rights": (When("any_senior_rights"),),
        "seizures": (When("any_seizures"),),
    }
    layout = (
        Part("인도와 전입", ("handover_state", "handover_on", "handover_impossible_reason", "move_in_report_on", "fixed_date_on")),
        Part("이사와 등기", ("moved_out", "moved_out_on", "leasehold_reg", "leasehold_reg_applied_on", "leasehold_reg_done_on")),
        Part("나보다 앞선 권리", ("any_senior_rights", "senior_rights")),
        Part(
            "더 아는 것이 있으면 (선택)",
            (
                "fixed_date_office", "jeonse_right", "jeonse_right_reg_on", "jeonse_right_amount",
                "any_seizures", "seizures", "other_tenants_known", "building_tenants",
            ),
            folded=True,
        ),
    )  # fmt: skip

    handover_state = UnknownableChoiceField(
        label="주택을 인도받으셨습니까?",
        choices=choices.HANDOVER_STATES,
        required=False,
        help_text="대항력을 갖추었는지 보기 위해 여쭙습니다.",
        source=f"{ACT} 제3조제1항제1호",
    )
    handover_on = UnknownableField(
        KoreanDateField(
            label="인도받은 날",
            latest=clock.business_today,
            required=False,
            help_text="인도받으신 경우에만 적습니다.",
            source="주택임대차보호법 제3조제1항",
            where="열쇠를 받거나 이삿짐을 들인 날입니다. 이사 계약서, 관리비 정산 내역에서 찾을 수 있습니다.",
        )
    )
    handover_impossible_reason = line(
        "인도받을 수 없게 된 까닭", 200, help_text="예: 다른 임차인이 살고 있었음", source=f"{ACT} 제2조제4호다목"
    )
    move_in_report_on = UnknownableField(
        KoreanDateField(
            label="전입신고일",
            latest=clock.business_today,
            required=False,
            help_text="대항력이 생긴 날을 보기 위해 여쭙습니다.",
            source="주택임대차보호법 제3조제1항",
            where="주민등록초본에 적혀 있습니다. 동의하시면 담당 기관이 직접 확인합니다.",
        )
    )
    fixed_date_on = UnknownableField(
        KoreanDateField(
            label="확정일자",
            latest=clock.business_today,
            required=False,
            help_text="우선변제권을 보기 위해 여쭙습니다.",
            source="주택임대차보호법 제3조의2제2항",
            where="계약서의 도장이나 임대차 신고 필증, 확정일자 부여현황에 적혀 있습니다. 담당 기관도 확인합니다.",
        )
    )
    fixed_date_office = line("확정일자를 받은 곳", 60, help_text="예: 혜화동 주민센터, 인터넷등기소", source=PRIORITY)
    moved_out = asked("이 집에서 이사했거나 주민등록을 옮겼습니까?", help_text="옮겼더라도 그 전에 임차권등기를 마쳤으면 대항력이 유지됩니다.",
                      source=f"{ACT} 제3조제1항제1호, {LEASE_ACT} 제3조의3제5항")  # fmt: skip
    moved_out_on = day("이사하거나 주민등록을 옮긴 날", source=f"{LEASE_ACT} 제3조의3제5항", where="주민등록초본에 적혀 있습니다.")
    leasehold_reg = choice("임차권등기명령을 신청했습니까?", choices.LEASEHOLD_STATES, source=f"{LEASE_ACT} 제3조의3", where=EULGU)
    leasehold_reg_applied_on = day(
        "임차권등기명령을 신청한 날", source=f"{LEASE_ACT} 제3조의3", where="법원의 접수증이나 결정문에 있습니다."
    )
    leasehold_reg_done_on = day("임차권등기를 마친 날", source=f"{LEASE_ACT} 제3조의3제5항", where=EULGU)
    jeonse_right = asked("전세권 설정등기를 했습니까?", source="민법 제303조", where=EULGU)
    jeonse_right_reg_on = day("전세권을 등기한 날", source="민법 제303조", where=EULGU)
    jeonse_right_amount = money("전세금", source="민법 제303조", where=EULGU)
    any_senior_rights = asked(
        "내 전입·확정일자보다 먼저 등기된 근저당 등이 있습니까?",
        help_text="나누어 받을 순서를 보기 위해 여쭙습니다.",
        source=PRIORITY,
        where=EULGU,
    )
    any_seizures = asked("이 집에 압류나 가압류가 있습니까?", source=f"{ACT} 제3조제1항제3호", where=GAPGU)
    other_tenants_known = count("이 건물에 사는 다른 임차인의 수(아는 만큼)", most=999, source=SHARE)
