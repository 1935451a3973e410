"""The requirements of 법§3 and §2.4 in plain words: what each asks, what the applicant said about it and can still supply,
and what would change an answer that is no. Neutral by itself: nothing here depends on a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

NOTHING = "신청인이 바꿀 수 있는 사항이 없습니다."


@dataclass(frozen=True)
class PlainRequirement:
    """One requirement as the applicant reads it.

    `plain`: what it asks. `said`: fields of the application that concern it. `supply`: papers that the applicant can hand in.
    `change`: the fact or paper that would change the answer "no", and who can supply it; `never` takes its place where even the
    widest limit of the law is passed.
    """

    group: str
    plain: str
    said: tuple[str, ...]
    supply: tuple[str, ...]
    change: str
    never: str = ""


GROUPS: Mapping[str, str] = {
    "G": "누가, 어떤 집에 대해 신청할 수 있는지",
    "R": "피해자의 요건",
    "D": "다른 요건을 갖추지 못한 임차인의 요건",
    "X": "적용에서 제외되는 경우",
}

LEASE_CONTRACT = "임대차계약서(갱신한 계약서를 포함합니다)"
STAMPED_CONTRACT = "임대차계약서(갱신한 계약서를 포함합니다) 가운데 확정일자가 찍힌 것"
RESIDENT_RECORD = "주민등록표 초본(주소를 옮긴 내역이 나오는 것)"
REGISTER = "주택의 등기사항증명서"

REQUIREMENTS: Mapping[str, PlainRequirement] = {
    "G1": PlainRequirement(
        "G", "신청인이 회사나 단체가 아니라 사람(자연인)이어야 합니다.", ("is_natural_person",), ("신분증 사본",), NOTHING,
    ),
    "G2": PlainRequirement(
        "G", "최초 임대차계약을 법에서 정한 날까지 맺었어야 합니다. 갱신한 날이 아니라 처음 계약한 날을 봅니다.", ("first_contract_date",),
        (LEASE_CONTRACT, "처음 계약할 때 보증금을 보낸 내역"), "더 앞선 날에 맺은 처음의 임대차계약서가 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "G3": PlainRequirement("G", "법이 시행되는 기간 안에 신청해야 합니다. 접수한 날을 봅니다.", (), (), NOTHING),
    "G4": PlainRequirement(
        "G", "임차한 집이 주거용 건물이어야 합니다. 공부의 용도가 아니라 실제로 쓰는 용도를 봅니다.", ("address",),
        ("집의 내부 사진", "전기·가스 사용 내역처럼 실제로 살았음을 보이는 자료"),
        "계약할 때부터 집으로 썼음을 보이는 자료가 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "G5": PlainRequirement(
        "G", "신청인이 임대인이거나 임대인을 위하여 일한 사람(대리인, 중개사 등)이 아니어야 합니다.", (), (LEASE_CONTRACT,),
        "임대인 쪽 사람이 아님을 보이는 자료가 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "R1": PlainRequirement(
        "R", "집을 인도받고 전입신고를 하고 확정일자를 받았어야 합니다. 임차권등기를 마쳤거나 전세권을 설정한 경우도 됩니다.",
        ("handover_state", "handover_on", "move_in_report_on", "fixed_date_on"),
        (STAMPED_CONTRACT, RESIDENT_RECORD, "주택의 등기사항증명서(임차권등기나 전세권이 있는 경우)"),
        "인도·전입신고·확정일자를 모두 갖추었음을 보이는 자료, 또는 임차권등기나 전세권 설정등기가 나오는 등기사항증명서가 있으면 달라집니다. "
        "신청인이 낼 수 있습니다.",
    ),
    "R2": PlainRequirement(
        "R", "임차보증금이 법에서 정한 상한 이하여야 합니다. 위원회가 지역과 사정을 고려하여 상한을 올릴 수 있습니다. 월세는 보증금에 더하지 않습니다.",
        ("deposit_current", "monthly_rent", "sido"), (LEASE_CONTRACT, "보증금을 보낸 내역", "상한을 올려야 할 사정을 적은 글"),
        "마지막으로 유효한 계약의 보증금이 다르다는 임대차계약서가 있거나, 위원회가 이 사건의 상한을 올리기로 의결하면 달라집니다. "
        "계약서와 사정을 적은 글은 신청인이 낼 수 있습니다.",
        "보증금이 위원회가 올릴 수 있는 가장 높은 상한보다 많습니다. 신청인이 바꿀 수 있는 사항이 없습니다. "
        "전세피해지원센터에서 법률·금융·주거 상담을 받을 수 있습니다.",
    ),
    "R3": PlainRequirement(
        "R", "임대인의 파산·회생, 집의 경매·공매, 임차인의 집행권원 확보 같은 사유로 여러 임차인이 보증금을 돌려받지 못하는 피해를 입었거나 "
        "입을 것으로 예상되어야 합니다.",
        (),
        ("경매개시결정문이나 공매통지서", "지급명령·판결문 등 집행권원", "같은 임대인에게 피해를 입은 다른 임차인이 있음을 보이는 자료"),
        "파산·회생 개시, 경매·공매 개시나 집행권원을 보이는 서류, 또는 같은 임대인의 다른 피해 임차인이 있음을 보이는 자료가 있으면 "
        "달라집니다. 신청인이 낼 수 있고, 시·도가 조사할 수 있습니다.",
    ),
    "R4": PlainRequirement(
        "R", "임대인 쪽이 보증금을 돌려주지 않을 의도가 있었다고 의심할 만한 상당한 이유가 있어야 합니다. 위원회가 판단합니다.", (),
        ("고소·신고 접수증이나 사건번호", "계약할 때 주고받은 글과 녹음", "임대인이 바뀐 경위를 보이는 자료"),
        "수사 개시, 속임, 돌려줄 능력이 없는 사람에게 집을 넘긴 사실처럼 의도를 의심할 만한 새로운 자료가 있으면 위원회가 다시 판단할 수 있습니다. "
        "신청인이 낼 수 있습니다.",
    ),
    "AC": PlainRequirement(
        "R", "집의 경매나 공매가 법에서 정한 기간에 끝났다면, 인도·확정일자와 여러 임차인의 피해 요건은 보지 않습니다.", (),
        ("배당표", "배분계산서", "매각대금완납증명"), "경매·공매가 그 기간에 끝났음을 보이는 배당표나 배분계산서가 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "D1": PlainRequirement(
        "D", "집을 인도받았거나 받은 적이 있어야 합니다. 인도받을 수 없었던 사정도 봅니다.", ("handover_state", "handover_on"),
        ("열쇠를 받았거나 입주했음을 보이는 자료", "인도받을 수 없었던 사정을 적은 글"),
        "집을 인도받은 적이 있거나 인도받을 수 없었음을 보이는 자료가 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "D2": PlainRequirement(
        "D", "전입신고를 했어야 합니다.", ("move_in_report_on",), (RESIDENT_RECORD,),
        "전입신고를 한 날이 나오는 주민등록표 초본이 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "D3": PlainRequirement(
        "D", "임대차계약서에 확정일자를 받았어야 합니다.", ("fixed_date_on",), (STAMPED_CONTRACT,),
        "확정일자가 찍힌 임대차계약서나 확정일자 부여 현황이 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "X1": PlainRequirement(
        "X", "보증금 반환 보증이나 보험으로 보증금 전액을 돌려받을 수 있으면 적용하지 않습니다. 거절되거나 해지된 것은 세지 않습니다.", (),
        ("보증·보험의 거절·해지 통지서", "보증서(일부만 보증하는 경우)"),
        "보증·보험이 거절되거나 해지되었다는 통지서, 또는 일부만 보증한다는 보증서가 있으면 달라집니다. 신청인이 낼 수 있습니다.",
    ),
    "X2": PlainRequirement(
        "X", "보증금 전액을 다른 담보권자보다 먼저 받을 수 있는 소액보증금이면 적용하지 않습니다.", ("deposit_current", "address"),
        (REGISTER, RESIDENT_RECORD),
        "가장 앞선 담보물권의 날, 주택가액, 전입한 날이 다르다는 자료가 있으면 달라집니다. 신청인이 낼 수 있고, 시·도가 조사할 수 있습니다.",
    ),
    "X3": PlainRequirement(
        "X", "대항력이나 우선변제권으로 보증금 전액을 스스로 회수할 수 있다고 위원회가 판단하면 적용하지 않습니다.", (),
        (REGISTER, "경매의 매각기일·감정가가 나오는 자료", "배당표"),
        "회수할 수 있는 금액이 보증금보다 적음을 보이는 자료(낙찰가, 앞선 권리와 체납 세금)가 있으면 위원회가 다시 판단할 수 있습니다. "
        "신청인이 낼 수 있습니다.",
    ),
}  # fmt: skip


def plain_of(code: str) -> PlainRequirement:
    """The entry of a requirement. Raises KeyError for one that nobody put into plain words."""
    return REQUIREMENTS[code]
