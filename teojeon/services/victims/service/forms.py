"""Forms of the service desk."""

from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.law.victims.service import METHODS, PLACES, PRINT_MEDIA, RECEIVERS
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.service.actions import ADDRESS_LIMIT, CONTACTS, REASONS, SENT_BY_DESK, TEXT_LIMIT, TRACKING_LIMIT
from teojeon.services.victims.service.guards import NAME_LIMIT, PROOF_LIMIT
from teojeon.ui.forms import KoreanChoiceField, KoreanDateField, TextField


class RecordForm(ActForm):
    """An act on one record of the case."""

    service = forms.UUIDField(widget=forms.HiddenInput)


class SendForm(RecordForm):
    """발송."""

    method = KoreanChoiceField(label="보내는 방법", choices=tuple(SENT_BY_DESK.items()), source="행절법§14①")
    place = KoreanChoiceField(label="보내는 곳", choices=PLACES, source="행절법§14①")
    address = TextField(label="주소", limit=ADDRESS_LIMIT, source="행절법§14①")
    dispatched_on = KoreanDateField(label="발송일", source="행절법§14⑥", latest=clock.business_today)
    tracking_no = TextField(label="등기번호", limit=TRACKING_LIMIT, required=False)


class ReturnForm(RecordForm):
    """반송."""

    returned_on = KoreanDateField(label="반송된 날", source="행절법§14④", latest=clock.business_today)
    reason = KoreanChoiceField(label="반송된 까닭", choices=REASONS, source="행절법§14④")


class LookUpForm(RecordForm):
    """주민등록지 조회: what was found, and on which ground it was looked up."""

    address = TextField(label="지금 주민등록지", limit=ADDRESS_LIMIT, source="행절법§14④")
    ground = TextField(
        label="조회한 근거",
        limit=TEXT_LIMIT,
        source="S1-NTF-01",
        help_text="공문 번호나 조회 번호를 적습니다. 조회한 사실은 기록됩니다.",
    )


class ContactForm(RecordForm):
    """연락 시도."""

    channel = KoreanChoiceField(label="연락한 방법", choices=CONTACTS, source="행절법§14④")
    result = TextField(label="결과", limit=TEXT_LIMIT, source="행절법§14④", help_text="예: 전화를 받지 않아 문자를 남김")


class NoticeForm(RecordForm):
    """공시송달 공고."""

    printed_in = forms.MultipleChoiceField(
        label="공고한 곳(하나 이상)", choices=PRINT_MEDIA, widget=forms.CheckboxSelectMultiple, label_suffix=""
    )
    printed_on = KoreanDateField(label="그곳에 공고한 날", source="행절법§14④", latest=clock.business_today)
    receive_at = TextField(
        label="문서를 받을 곳",
        limit=TEXT_LIMIT,
        source="행절법§14⑤",
        help_text="누리집에서 누구나 봅니다. 기관의 이름, 주소, 전화번호만 적고 송달받을 사람의 정보는 적지 않습니다.",
    )
    internet = TextField(
        label="다른 누리집에도 공고했으면 그 주소",
        limit=TEXT_LIMIT,
        required=False,
        help_text="이 시스템의 누리집에는 저절로 게시됩니다.",
    )


class ArrivalForm(RecordForm):
    """도달."""

    method = KoreanChoiceField(
        label="도달한 방법", choices=[each for each in METHODS if each[0] in SENT_BY_DESK], source="행절법§14"
    )
    arrived_on = KoreanDateField(label="도달일", source="행절법§15①", latest=clock.business_today)
    relation = KoreanChoiceField(
        label="받은 사람", choices=RECEIVERS, required=False, source="행절법§14②", help_text="교부한 때에는 반드시 고릅니다."
    )
    receiver = TextField(label="받은 사람의 이름", limit=NAME_LIMIT, required=False)
    refused = forms.BooleanField(label="정당한 사유 없이 거부하여 송달할 곳에 놓아두었습니다", required=False, label_suffix="")
    proof = TextField(
        label="증명 자료", limit=PROOF_LIMIT, source="행절법§15①", help_text="등기번호, 배달증명, 수령확인서를 적습니다."
    )


FORMS: dict[str, type[RecordForm]] = {
    "send": SendForm,
    "return": ReturnForm,
    "look-up": LookUpForm,
    "contact": ContactForm,
    "notice": NoticeForm,
    "arrival": ArrivalForm,
}


def blank(name: str, version: int, service: Any, **initial: Any) -> RecordForm:
    """A form of one act on one record, ready to be filled in."""
    return FORMS[name](version=version, initial={"service": service, **initial}, auto_id=f"{name}-{str(service)[:8]}-%s")
