"""Kinds of papers (규칙§3①1–5): when each is asked for, why, where to get it, and whether the authority gets it itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from teojeon.services.victims.application.content import Content
from teojeon.ui.formats import UNKNOWN


class Need(IntEnum):
    """How much a kind is asked for by the answers so far. NOT: it is not listed, but may be handed in as another paper."""

    NOT = 0
    OPTIONAL = 1
    REQUIRED = 2


@dataclass(frozen=True)
class PaperKind:
    """`article`: of the Rule. `one_of`: of the kinds with the same word one suffices. `authority`: whether the authority can get it
    itself, in words. `need`: from the answers.
    """

    code: str
    title: str
    article: str
    why: str
    where: str
    authority: str
    need: Callable[[Content], Need]
    one_of: str = ""

    @property
    def group(self) -> str:
        """What is satisfied by it: itself, or the group of which one suffices."""
        return self.one_of or self.code


ALONE = "담당 기관이 대신 받을 수 없습니다."
ASKED_LATER = "조사할 때 담당 기관이 관계 기관에 물을 수 있습니다. 가지고 있으면 조사가 빨라집니다."
SALE = "sale_paper"
AUCTION_OPENED, PUBLIC_SALE_OPENED, TITLE = "auction_opened", "public_sale_opened", "enforcement_title"
BANKRUPTCY = frozenset({"bankruptcy_opened", "rehabilitation_opened"})


def _events(content: Content) -> set[object]:
    return {event.kind for event in content.damage.events} if content.damage.any_events is True else set()


def _always(content: Content) -> Need:
    return Need.REQUIRED


def _optional(content: Content) -> Need:
    return Need.OPTIONAL


def _when(*kinds: str) -> Callable[[Content], Need]:
    """Required once one of these events was stated."""
    return lambda content: Need.REQUIRED if _events(content) & set(kinds) else Need.NOT


def _offered(*kinds: str) -> Callable[[Content], Need]:
    """Listed, without being asked for, once one of these events was stated."""
    return lambda content: Need.OPTIONAL if _events(content) & set(kinds) else Need.NOT


def _extract(content: Content) -> Need:
    """규칙§3④: the authority looks itself, unless the applicant does not consent. No answer is no consent."""
    return Need.NOT if content.consents.c3 is True else Need.REQUIRED


def _by_mandate(mandate: str) -> Callable[[Content], Need]:
    return lambda content: Need.REQUIRED if content.actor.mandate_type == mandate else Need.NOT


def _several_heirs(content: Content) -> Need:
    """규칙§3②: of several heirs of the same rank one is chosen."""
    if content.actor.mandate_type != "heir_representative":
        return Need.NOT
    return Need.REQUIRED if len(content.actor.heirs) > 1 else Need.OPTIONAL


def _trust(content: Content) -> Need:
    return Need.OPTIONAL if content.house.trust_registered in (True, UNKNOWN) else Need.NOT


def _guaranteed(content: Content) -> Need:
    return Need.OPTIONAL if content.damage.any_guarantees is True else Need.NOT


def _evicted(content: Content) -> Need:
    pressure = content.damage.move_out_pressure
    return Need.OPTIONAL if pressure in ("letter", "order", "suit", "notice") else Need.NOT


def _leasehold_order(content: Content) -> Need:
    occupancy = content.occupancy
    asked = [getattr(occupancy, name, None) for name in ("leasehold_reg_applied_on", "leasehold_reg_done_on")]
    return Need.OPTIONAL if any(asked) else Need.NOT


_ROWS: tuple[PaperKind, ...] = (
    PaperKind(
        "lease_copy", "임대차계약서", "규칙 제3조제1항제1호가목",
        "임차인, 보증금, 기간, 최초 계약일을 확인합니다. 갱신했으면 처음 계약서와 마지막 계약서를 모두 올립니다.",
        "가지고 있는 계약서를 찍은 사진이면 됩니다. 없으면 계약을 중개한 공인중개사 사무소나 확정일자를 받은 곳에 사본을 요청합니다.",
        ALONE, _always,
    ),
    PaperKind(
        "resident_extract", "주민등록표 초본(주소 변동 포함)", "규칙 제3조제1항제1호나목",
        "전입신고한 날과 주소를 확인합니다.",
        "정부24 누리집, 주민센터, 무인민원발급기에서 발급합니다.",
        "행정정보 공동이용에 동의하면 담당 기관이 직접 확인하므로 내지 않아도 됩니다(규칙 제3조제4항).", _extract,
    ),
    PaperKind(
        "auction_demand", "경매 최고서(법원의 배당요구 안내)", "규칙 제3조제1항제1호다목1)",
        "집의 경매가 시작된 것을 확인합니다(민사집행법 제84조).",
        "법원이 우편으로 보낸 서류입니다. 받지 못했으면 경매를 하는 법원의 경매계에 요청합니다.",
        "법원의 경매 정보로 확인할 수 있는 내용이 있습니다. 서류를 내면 조사가 빨라집니다.", _when(AUCTION_OPENED), SALE,
    ),
    PaperKind(
        "public_sale_notice", "공매통지서", "규칙 제3조제1항제1호다목2)",
        "집의 공매가 시작된 것을 확인합니다(국세징수법 제75조, 지방세징수법 제80조).",
        "세무서나 지방자치단체가 우편으로 보낸 서류입니다. 받지 못했으면 보낸 곳에 다시 요청합니다.",
        ASKED_LATER, _when(PUBLIC_SALE_OPENED), SALE,
    ),
    PaperKind(
        "public_sale_agency_notice", "공매대행통지서", "규칙 제3조제1항제1호다목3)",
        "한국자산관리공사 등이 공매를 대신하는 것을 확인합니다.",
        "공매를 맡긴 세무서나 지방자치단체가 보낸 서류입니다.",
        ASKED_LATER, _when(PUBLIC_SALE_OPENED), SALE,
    ),
    PaperKind(
        "other_sale_paper", "그 밖의 경매·공매 개시 서류", "규칙 제3조제1항제1호다목4)",
        "경매나 공매가 시작된 것을 다른 서류로 확인합니다.",
        "경매개시결정문, 사건 조회 화면, 경매개시가 적힌 등기사항증명서도 됩니다.",
        ASKED_LATER, _when(AUCTION_OPENED, PUBLIC_SALE_OPENED), SALE,
    ),
    PaperKind(
        "enforcement_title", "집행권원(판결정본, 지급명령 등)", "규칙 제3조제1항제1호라목",
        "보증금을 돌려받을 권리가 확정된 것을 확인합니다.",
        "판결이나 지급명령을 한 법원에서 정본을 다시 받을 수 있습니다. 공정증서는 공증 사무소에 있습니다.",
        ALONE, _when(TITLE),
    ),
    PaperKind(
        "bankruptcy_notice", "파산·회생 개시 통지", "규칙 제3조제1항제1호마목",
        "임대인의 파산이나 회생이 시작된 것을 확인합니다.",
        "법원이나 파산관재인이 보낸 서류입니다.", ASKED_LATER, _offered(*BANKRUPTCY),
    ),
    PaperKind(
        "registry_extract", "등기사항증명서", "규칙 제3조제1항제1호마목",
        "소유자, 담보권, 압류, 임차권등기를 확인합니다.",
        "인터넷등기소나 등기소에서 발급합니다.", ASKED_LATER, _optional,
    ),
    PaperKind(
        "moving_in_list", "전입세대확인서", "규칙 제3조제1항제1호마목",
        "그 집에 전입한 사람과 날을 확인합니다.",
        "주민센터에서 발급합니다.", ASKED_LATER, _optional,
    ),
    PaperKind(
        "fixed_date_status", "확정일자 부여현황", "규칙 제3조제1항제1호마목",
        "확정일자를 받은 날과 앞선 임차인을 확인합니다.",
        "주민센터나 인터넷등기소에서 발급합니다.", ASKED_LATER, _optional,
    ),
    PaperKind(
        "deposit_transfer", "보증금 이체내역", "규칙 제3조제1항제1호마목",
        "보증금을 실제로 낸 것을 확인합니다.",
        "은행의 앱이나 창구에서 받습니다. 다른 거래는 가려도 됩니다.", ALONE, _optional,
    ),
    PaperKind(
        "leasehold_order", "임차권등기명령 결정문", "규칙 제3조제1항제1호마목",
        "이사한 뒤에도 권리가 남아 있는지 확인합니다.",
        "결정한 법원에서 받습니다.", ASKED_LATER, _leasehold_order,
    ),
    PaperKind(
        "trust_ledger", "신탁원부", "규칙 제3조제1항제1호마목",
        "신탁한 집이면 누가 임대할 권한을 가졌는지 확인합니다.",
        "등기소에서 발급합니다(인터넷으로는 발급하지 않습니다).", ASKED_LATER, _trust,
    ),
    PaperKind(
        "guarantee_paper", "보증·보험 증권이나 거절 통지", "규칙 제3조제1항제1호마목",
        "보증금을 대신 돌려받을 수 있는지 확인합니다.",
        "가입한 보증기관에서 받습니다.", ASKED_LATER, _guaranteed,
    ),
    PaperKind(
        "eviction_paper", "퇴거를 요구하는 서류(인도명령, 소장 등)", "규칙 제3조제1항제1호마목",
        "집을 비워야 하는 날이 가까운지 확인합니다.",
        "법원이나 상대방이 보낸 서류입니다.", ALONE, _evicted,
    ),
    PaperKind(
        "certified_mail", "내용증명", "규칙 제3조제1항제1호마목",
        "보증금을 돌려 달라고 요구한 것을 확인합니다.",
        "보낸 우체국에서 3년 동안 다시 볼 수 있습니다.", ALONE, _optional,
    ),
    PaperKind(
        "police_report", "고소장 접수증, 사건사고사실확인원", "규칙 제3조제1항제1호마목",
        "수사가 시작된 것을 확인합니다. 사건번호만 알아도 됩니다.",
        "경찰서나 경찰민원포털에서 발급합니다.", ASKED_LATER, _optional,
    ),
    PaperKind(
        "damage_statement", "피해사실 진술서", "규칙 제3조제1항제1호마목",
        "어떻게 피해를 입었는지 직접 적은 글입니다. 신청서의 질문에 답했으면 따로 내지 않아도 됩니다.",
        "자유롭게 적어 사진이나 파일로 올립니다.", ALONE, _optional,
    ),
    PaperKind(
        "earlier_certificate", "이전에 받은 전세피해확인서", "규칙 제3조제1항제1호마목",
        "전세피해지원센터에서 이미 확인받은 내용을 다시 묻지 않습니다.",
        "발급한 전세피해지원센터에 요청합니다.", ASKED_LATER, _optional,
    ),
    PaperKind(
        "legal_representative", "법정대리인임을 증명하는 서류(가족관계증명서 등)", "규칙 제3조제1항제3호",
        "미성년자를 대신하여 신청할 수 있는 사람인지 확인합니다.",
        "대법원 전자가족관계등록시스템, 주민센터에서 발급합니다.", ALONE, _by_mandate("legal_representative"),
    ),
    PaperKind(
        "heir", "유족임을 증명하는 서류(가족관계증명서 등)", "규칙 제3조제1항제4호",
        "사망한 임차인의 유족인지 확인합니다.",
        "대법원 전자가족관계등록시스템, 주민센터에서 발급합니다.", ALONE, _by_mandate("heir_representative"),
    ),
    PaperKind(
        "heir_selection", "유족 대표 선정서", "규칙 제3조제2항",
        "같은 순위의 유족이 둘 이상이면 누구를 대표로 정했는지 확인합니다. 모든 유족의 서명이 있어야 합니다.",
        "정해진 서식이 없습니다. 유족의 이름과 서명을 적어 찍은 사진이면 됩니다.", ALONE, _several_heirs,
    ),
    PaperKind(
        "mandate", "위임장(별지 제3호서식)", "규칙 제3조제1항제5호",
        "대신 신청할 수 있게 맡긴 것을 확인합니다.",
        "맡기는 사람이 서명한 위임장을 찍은 사진이면 됩니다.", ALONE, _by_mandate("proxy"),
    ),
    PaperKind(
        "other_proof", "그 밖의 자료", "규칙 제3조제1항제1호마목",
        "요건을 갖추었음을 보여 주는 다른 자료입니다.",
        "문자, 사진, 녹취록 등 무엇이든 됩니다.", ALONE, _optional,
    ),
)  # fmt: skip
KINDS: Mapping[str, PaperKind] = MappingProxyType({kind.code: kind for kind in _ROWS})
OTHER = "other_proof"


_official: dict[str, PaperKind] = {}


def of_officials(kind: PaperKind) -> PaperKind:
    """A kind that only officials add to a case: no list offers it to the applicant."""
    return _official.setdefault(kind.code, kind)


def kind_of(code: str) -> PaperKind:
    """A kind by its code; a code that this version does not know is another paper, never lost."""
    return KINDS.get(code) or _official.get(code) or KINDS[OTHER]


def needed(content: Content) -> list[tuple[PaperKind, Need]]:
    """The check-list by the answers: what is asked for, then what helps. The order is that of the Rule."""
    listed = [(kind, kind.need(content)) for kind in KINDS.values()]
    return sorted((pair for pair in listed if pair[1] != Need.NOT), key=lambda pair: -pair[1])


def missing_groups(content: Content, given: Iterable[str]) -> list[list[PaperKind]]:
    """What the Rule asks for and is not among these kinds: each a list of kinds of which one suffices."""
    there = {kind_of(code).group for code in given}
    groups: dict[str, list[PaperKind]] = {}
    for kind, need in needed(content):
        if need == Need.REQUIRED and kind.group not in there:
            groups.setdefault(kind.group, []).append(kind)
    return list(groups.values())
