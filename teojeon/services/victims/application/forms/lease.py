"""Step 4: the lease, the landlord and those around (S1-APP-04)."""

import unicodedata
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.kernel.crypto.numbers import SEPARATORS
from teojeon.services.victims.application.content import Contract, from_contracts
from teojeon.services.victims.application.forms import choices
from teojeon.services.victims.application.forms.base import Part, StepForm, When, ordered
from teojeon.services.victims.application.forms.fields import (
    ACT,
    LEASE_ACT,
    PhoneField,
    ShareField,
    choice,
    day,
    line,
    listed,
    money,
)
from teojeon.ui.formats import Unknown
from teojeon.ui.forms import KoreanDateField, Refusal, TextField, UnknownableField, WonField
from teojeon.ui.groups import Group, RowForm
from teojeon.ui.languages import worded

RULE_LEASE = "규칙 제3조제1항제1호가목"
DEPOSIT = f"{ACT} 제3조제1항제2호"
PARTIES = f"{ACT} 제2조제2호"
HEIRS, SHARES = f"{ACT} 제13조, 민법 제1000조", "민법 제1009조"
CONTRACT_PAPER = "임대차계약서에 적혀 있습니다."
REGISTRY = "등기사항증명서 갑구에 적혀 있습니다. 담당 기관도 직접 확인합니다."
NO_DEPOSIT = "임차보증금은 1원 이상이어야 합니다. 모르시면 ‘모름’을 선택해 주십시오."


class ContractRow(RowForm):
    """One contract: the first, a renewal, a new one."""

    kind = listed("계약의 종류", choices.CONTRACT_KINDS, source=RULE_LEASE)
    signed_on = day("계약한 날", help_text="묵시적으로 갱신되었으면 비워 둡니다.", source=RULE_LEASE)
    term_from = day("계약 기간의 첫날", future=True, source=RULE_LEASE)
    term_to = day("계약 기간의 마지막 날", future=True, source=RULE_LEASE)
    deposit = money("보증금", source=DEPOSIT)
    monthly_rent = money("월세", help_text="없으면 비워 두거나 0을 적습니다.", source=RULE_LEASE)
    deposit_paid_on = day("보증금을 다 낸 날", source=RULE_LEASE, where="이체한 통장 내역에 있습니다.")

    def clean_deposit(self) -> int | Unknown | None:
        given: int | Unknown | None = self.cleaned_data["deposit"]
        if given == 0:
            raise Refusal(NO_DEPOSIT, "BAD_VALUE", DEPOSIT)
        return given

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not ordered(given.get("term_from"), given.get("term_to")):
            message = "계약 기간의 마지막 날은 첫날과 같거나 그 뒤여야 합니다. 두 날짜를 확인해 주십시오."
            self.add_error("term_to", Refusal(message, "BAD_VALUE", RULE_LEASE))
        return given


class LandlordChangeRow(RowForm):
    """The house passed to another owner."""

    on = day("바뀐 날", source=f"{LEASE_ACT} 제3조제4항", where=REGISTRY)
    new_owner = line("새 집주인의 이름", 60, source=f"{LEASE_ACT} 제3조제4항", where=REGISTRY)


class RelatedPartyRow(RowForm):
    """One of those who acted with the landlord."""

    role = listed("한 일", choices.ROLES, source=PARTIES)
    name = line("이름이나 상호", 60, source=PARTIES)
    note = line("아는 것", 200, help_text="연락처, 소속, 만난 곳 등", source=PARTIES)


class LandlordHeirRow(RowForm):
    """Who stands for a landlord that died or closed; every answer may be 모름."""

    name = UnknownableField(TextField(label="성명", limit=60, required=False, source=HEIRS))
    relation = listed("집주인과의 관계", choices.ESTATE, source=HEIRS)
    share = UnknownableField(
        ShareField(label="상속분", limit=20, required=False, help_text="예: 1/3. 알지 못하면 적지 않아도 됩니다.", source=SHARES)
    )
    address = UnknownableField(TextField(label="주소", limit=200, required=False, source=HEIRS))


class CoTenantRow(RowForm):
    """Another tenant of the same contract."""

    name = line("성명", 60, source=f"{ACT} 제12조")
    relation = line("신청인과의 관계", 40, source=f"{ACT} 제12조")
    deposit_share = money("보증금 가운데 이 사람이 낸 금액", source=DEPOSIT)


class LeaseForm(StepForm):
    """Step 4. The date of the first contract and the deposit follow from the contracts where they are left empty."""

    section = "lease"
    apart = frozenset({"landlord_number"})
    groups = (
        Group(
            "contracts", "계약", ContractRow, heading="계약마다 적기",
            help_text="처음 계약과 갱신한 계약을 차례로 적습니다. 위의 세 항목을 적었으면 처음 계약만 있는 경우 비워 두어도 됩니다.",
            source=RULE_LEASE,
        ),
        Group("landlord_heir_list", "상속인·관리인", LandlordHeirRow, heading="상속인이나 재산을 관리하는 사람", source=HEIRS,
              help_text="아는 사람만 적습니다. 모르는 것은 ‘모름’을 고르거나 비워 둡니다."),
        Group("co_tenants", "함께 계약한 임차인", CoTenantRow, most=5, source=f"{ACT} 제12조",
              help_text="한 계약에 임차인이 여럿이면 적습니다. 보증금은 하나로 봅니다. 함께 계약한 사람도 각자 신청합니다."),
        Group("landlord_changes", "집주인이 바뀐 일", LandlordChangeRow, opens=False, source=f"{LEASE_ACT} 제3조제4항"),
        Group("related_parties", "임대인 쪽 사람", RelatedPartyRow, opens=False, source=PARTIES,
              help_text="임대인과 함께 일한 사람을 아는 대로 적습니다. 조사에 쓰입니다."),
    )  # fmt: skip
    shown_when = dict.fromkeys(("landlord_heir_list", "landlord_heirs"), (When("landlord_status", ("dead", "closed")),))
    layout = (
        Part("보증금과 최초 계약", ("first_contract_date", "deposit_current", "monthly_rent")),
        Part("계약", ("contracts",)),
        Part(
            "집주인(임대인)",
            ("landlord_type", "landlord_name", "landlord_status", "landlord_heir_list", "landlord_heirs", "lessor_authority"),
        ),
        Part(
            "집주인에 관하여 더 아는 것 (선택)",
            ("landlord_number", "landlord_address", "landlord_phone", "landlord_status_as_of", "landlord_changes"),
            folded=True,
        ),
        Part("부동산(중개) (선택)", ("broker_office", "broker_reg_no", "broker_agent", "broker_assistant"), folded=True,
             help_text="임대차계약서나 중개대상물 확인·설명서에 적혀 있습니다."),
        Part("함께 계약한 사람과 임대인 쪽 사람 (선택)", ("co_tenants", "own_deposit_share", "related_parties"), folded=True),
        Part("계약의 종류와 끝 (선택)", ("lease_type", "termination_notice_on", "lease_ended_on"), folded=True),
    )  # fmt: skip

    first_contract_date = UnknownableField(
        KoreanDateField(
            label="최초 계약일",
            latest=clock.business_today,
            help_text="처음 임대차계약을 맺은 날입니다. 갱신했더라도 처음 날을 적습니다. 법이 적용되는 계약인지 보기 위해 여쭙습니다.",
            source="법률 제20956호 부칙 제2조",
            where="처음 계약한 임대차계약서에 적혀 있습니다. 아래에 계약을 적으면 비워 두어도 됩니다.",
        )
    )
    deposit_current = UnknownableField(
        WonField(
            label="임차보증금",
            help_text="지금(마지막) 계약의 보증금입니다. 보증금 상한과 견주기 위해 여쭙습니다. 예: 2억 1천만 또는 210,000,000",
            source=DEPOSIT,
            where="마지막 임대차계약서에 적혀 있습니다. 아래에 계약을 적으면 비워 두어도 됩니다.",
        )
    )
    monthly_rent = UnknownableField(
        WonField(
            label="월세",
            required=False,
            help_text="월세가 없으면 0을 적습니다. 계약의 종류를 확인하기 위해 여쭙습니다.",
            source="규칙 제3조제1항",
            where=CONTRACT_PAPER,
        )
    )
    lease_type = choice(
        "전세입니까, 월세입니까?", choices.LEASE_TYPES, source=RULE_LEASE, where="등기부에 전세권이 있으면 ‘전세’입니다."
    )
    landlord_type = choice("집주인은 개인입니까, 법인입니까?", choices.LANDLORD_TYPES, source=RULE_LEASE, where=CONTRACT_PAPER)
    landlord_name = line("집주인의 성명(상호)", 60, source=RULE_LEASE, where=CONTRACT_PAPER)
    landlord_number = TextField(
        label="집주인의 주민등록번호(법인·사업자등록번호)",
        limit=40,
        required=False,
        help_text="계약서에 적혀 있으면 적습니다. 입력하는 즉시 담당 기관만 열 수 있게 봉인합니다.",
        source=f"{ACT} 제30조",
        where="임대차계약서에 적혀 있습니다. 적지 않아도 담당 기관이 확인합니다.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )
    landlord_address = line("집주인의 주소", 200, source=RULE_LEASE, where=CONTRACT_PAPER)
    landlord_phone = PhoneField(
        label="집주인의 연락처", source=RULE_LEASE, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    landlord_status = listed("집주인은 지금 어떤 상태입니까?", choices.LANDLORD_STATES, source=f"{ACT} 제13조")
    landlord_status_as_of = day("그 상태를 안 날", source=f"{ACT} 제13조")
    landlord_heirs = line(
        "상속인이나 재산을 관리하는 사람에 관하여 더 아는 것",
        200,
        help_text="위에 나누어 적기 어려우면 들은 대로 적습니다. 예: 자녀가 2명 있다고 들음",
        source=HEIRS,
    )
    lessor_authority = choice(
        "계약한 사람에게 집을 빌려줄 권한이 있었습니까?",
        choices.AUTHORITIES,
        help_text="권한이 없는 사람과 계약했어도 신청할 수 있습니다.",
        source=f"{ACT} 제2조제4호다목",
        where=REGISTRY,
    )
    own_deposit_share = money(
        "보증금 가운데 신청인이 낸 금액",
        help_text="함께 계약한 사람이 있을 때만 적습니다.",
        source=DEPOSIT,
        where="보증금을 이체한 통장 내역에 있습니다.",
    )
    broker_office = line("중개사무소", 60, source=PARTIES)
    broker_reg_no = line("중개사무소 등록번호", 40, source=PARTIES)
    broker_agent = line("공인중개사", 40, source=PARTIES)
    broker_assistant = line("중개보조원", 40, source=PARTIES)
    termination_notice_on = day(
        "계약을 끝내겠다고 알린 날", source=f"{LEASE_ACT} 제6조의3", where="문자, 통화 녹음, 내용증명에 있습니다."
    )
    lease_ended_on = day("임대차가 끝난 날", future=True, source=f"{LEASE_ACT} 제4조")

    def fit(self) -> None:
        if self.content.landlord_number:
            masked = self.content.landlord_number.masked
            self.fields["landlord_number"].help_text = worded(
                "이미 입력하셨습니다: {number}. 바꾸려면 새로 입력합니다.", number=masked
            )

    def clean_deposit_current(self) -> int | Unknown | None:
        given: int | Unknown | None = self.cleaned_data["deposit_current"]
        if given == 0:
            raise Refusal(NO_DEPOSIT, "BAD_VALUE", DEPOSIT)
        return given

    def clean_landlord_number(self) -> str:
        """13 digits of a person or a company, or 10 of a business."""
        text = SEPARATORS.sub("", unicodedata.normalize("NFKC", self.cleaned_data["landlord_number"]))
        if text and not (text.isascii() and text.isdecimal() and len(text) in (10, 13)):
            message = "주민등록번호나 법인등록번호는 13자리, 사업자등록번호는 10자리 숫자입니다. 모르면 비워 두어도 됩니다."
            raise Refusal(message, "BAD_VALUE", f"{ACT} 제30조")
        return text

    def clean(self) -> dict[str, Any]:
        """The first contract and the present deposit, where only the contracts were entered (A-07, A-08)."""
        contracts = [Contract(**row) for row in self.rows["contracts"].cleaned]
        for name, value in from_contracts(contracts).items():
            self.supply(name, value)
        return self.cleaned_data
