"""Step 3: where the house lies and what it is (S1-APP-03)."""

from django import forms

from teojeon.kernel import clock, regions
from teojeon.services.victims.application.content import NO_SIGUNGU
from teojeon.services.victims.application.forms import choices
from teojeon.services.victims.application.forms.base import Part, StepForm, When
from teojeon.services.victims.application.forms.fields import (
    ACT,
    LEASE_ACT,
    AreaField,
    DigitsField,
    PlaceSelect,
    asked,
    choice,
    day,
    line,
    listed,
    money,
)
from teojeon.ui.forms import KoreanChoiceField, TextField, UnknownableField

RULE5 = "운용규정 제5조제1항"
TRUST = (When("trust_registered", ("yes", "unknown")),)
REGISTRY = "등기사항증명서에 적혀 있습니다. 인터넷등기소에서 누구나 볼 수 있고, 담당 기관도 직접 확인합니다."
BUILDING = "건축물대장에 적혀 있습니다. 정부24에서 볼 수 있고, 담당 기관도 직접 확인합니다."


class HouseForm(StepForm):
    """Step 3. The 시·도 decides which 시·군·구 are offered; the questions of trust come only where there is or may be one."""

    section = "house"
    shown_when = dict.fromkeys(
        ("trustee_name", "trust_ledger_no", "priority_beneficiary", "trustee_consent", "trust_sale_on"), TRUST
    )
    layout = (
        Part("주소", ("sido", "sigungu", "legal_dong", "address", "building_dong", "unit_ho")),
        Part("주택의 종류", ("building_type", "actual_use_residential")),
        Part(
            "신탁",
            ("trust_registered", "trustee_name", "trust_ledger_no", "priority_beneficiary", "trustee_consent", "trust_sale_on"),
        ),
        Part(
            "더 아는 것이 있으면 (선택)",
            (
                "whole_or_part", "exclusive_area_m2", "registered_use", "registry_unique_no", "unauthorised_building",
                "est_market_price", "price_basis", "price_as_of", "road_address", "jibun_address", "legal_dong_code",
            ),
            folded=True,
            help_text="담당 기관이 등기사항증명서와 건축물대장으로 확인하는 내용입니다. 모르면 비워 둡니다.",
        ),
    )  # fmt: skip

    sido = KoreanChoiceField(
        label="시·도",
        help_text="주택이 있는 시·도가 신청을 접수하고 조사합니다.",
        source=f"{ACT} 제12조, 제29조",
        widget=PlaceSelect(),
    )
    sigungu = KoreanChoiceField(
        label="시·군·구",
        required=False,
        help_text="시·도를 고른 다음 ‘시·군·구 불러오기’를 누르면 목록이 바뀝니다. 목록에 없으면 ‘목록에 없음’을 고릅니다.",
        source=RULE5,
        widget=PlaceSelect(),
    )
    legal_dong = TextField(
        label="법정동(읍·면·동·리)",
        limit=40,
        required=False,
        help_text="조사할 주택을 찾기 위해 여쭙습니다. 예: 혜화동, 우정읍 조암리. 모르면 비워 두어도 됩니다.",
        source=RULE5,
        where="임대차계약서의 소재지나 등기사항증명서에 적혀 있습니다.",
    )
    address = TextField(
        label="나머지 주소",
        limit=200,
        help_text="도로명이나 지번, 건물 이름을 아는 대로 적습니다. 표준 주소와 달라도 접수합니다.",
        source=RULE5,
    )
    building_dong = line("동", 20, help_text="건물이 여러 동일 때 적습니다. 예: 101동", source=RULE5)
    unit_ho = line("호", 20, help_text="예: 201호, 지하 1호", source=RULE5)
    legal_dong_code = DigitsField(10, label="법정동 코드(10자리)", help_text="주소 찾기로 고르면 저절로 채웁니다.", source=RULE5)
    road_address = line("도로명주소", 200, help_text="주소 찾기로 고르면 저절로 채웁니다.", source=RULE5)
    jibun_address = line("지번주소", 200, help_text="주소 찾기로 고르면 저절로 채웁니다.", source=RULE5)
    building_type = listed(
        "건물의 종류",
        choices.BUILDING_TYPES,
        help_text="지원의 종류를 정하는 데 쓰입니다.",
        source=f"{ACT} 제2조제1호",
        where=BUILDING,
    )
    actual_use_residential = asked(
        "이 집을 살림집으로 썼습니까?",
        help_text="서류의 용도가 상가나 사무실이어도 계약할 때부터 살림집이었으면 ‘예’입니다.",
        source=f"{ACT} 제2조제1호, {LEASE_ACT} 제2조",
    )
    whole_or_part = choice("건물의 전부를 빌렸습니까, 일부를 빌렸습니까?", choices.WHOLE_OR_PART, source=f"{LEASE_ACT} 제2조")
    exclusive_area_m2 = UnknownableField(
        AreaField(
            label="전용면적(㎡)",
            limit=20,
            required=False,
            source=RULE5,
            where=REGISTRY,
            widget=forms.TextInput({"inputmode": "decimal"}),
        )
    )
    registered_use = line("서류의 용도", 40, help_text="예: 제2종 근린생활시설", source=RULE5, where=BUILDING)
    registry_unique_no = DigitsField(14, label="등기고유번호", source=RULE5, where=REGISTRY)
    trust_registered = asked(
        "이 집은 신탁회사에 맡겨져(신탁등기되어) 있습니까?",
        help_text="신탁한 집은 신탁회사의 동의가 있었는지에 따라 판단이 달라집니다.",
        source=f"{ACT} 제2조제4호다목",
        where="등기사항증명서 갑구에 ‘신탁’이라고 적혀 있습니다. 담당 기관도 직접 확인합니다.",
    )
    trustee_name = line("신탁회사(수탁자)", 60, source=f"{ACT} 제25조의3", where=REGISTRY)
    trust_ledger_no = line(
        "신탁원부 번호",
        40,
        source=f"{ACT} 제25조의3",
        where="등기사항증명서 갑구의 신탁등기에 적혀 있습니다. 신탁원부는 등기소에서 봅니다.",
    )
    priority_beneficiary = line(
        "우선수익자", 60, source=f"{ACT} 제25조의3", where="신탁원부에 적혀 있습니다. 담당 기관도 직접 확인합니다."
    )
    trustee_consent = asked(
        "신탁회사가 임대에 동의했습니까?", source=f"{ACT} 제2조제4호다목", where="신탁회사에 전화로 물어볼 수 있습니다."
    )
    trust_sale_on = day(
        "신탁회사의 공매가 정해진 날", future=True, source=f"{ACT} 제25조의3", where="온비드(한국자산관리공사)의 공고에 있습니다."
    )
    unauthorised_building = choice("허가받지 않은 건물입니까?", choices.UNAUTHORISED, source=f"{ACT} 제2조제6호", where=BUILDING)
    est_market_price = money("집의 가격(아는 만큼)", help_text="예: 2억 5천만", source="주택임대차보호법 시행령 제10조제2항")
    price_basis = choice("그 가격은 무엇입니까?", choices.PRICE_BASES, source=RULE5)
    price_as_of = day("그 가격의 기준일", source=RULE5)

    def fit(self) -> None:
        today = clock.business_today()
        self.choices_of("sido", [(each.code, each.name) for each in regions.sidos(today)])
        sido = str(self.data.get("sido", "")) if self.is_bound else self.content.house.sido
        offered = [(each.code, each.name) for each in regions.sigungus(sido, today)]
        self.choices_of("sigungu", [*offered, (NO_SIGUNGU, "목록에 없음")] if offered else [])

    def choices_of(self, name: str, offered: list[tuple[str, str]]) -> None:
        """Replaces the choices of a list."""
        field = self.fields[name]
        assert isinstance(field, KoreanChoiceField)
        field.choices = [("", "선택해 주십시오"), *offered]
