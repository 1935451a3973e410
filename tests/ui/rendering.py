"""Sample data of the gallery page, and how tests render a page of the kit."""

import datetime as dt
from pathlib import Path
from typing import Any

from django import forms
from django.template import engines

from teojeon.ui import forms as ours

LONG_NAME = "황보가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초"
LONG_ADDRESS = (
    "경상남도 창원시 마산합포구 진동면 해양관광로 1234번길 56-78, 한국토지주택공사국민임대아파트단지 101동 1203호"
    " (신청인이 적은 주소: 가나다라마바사아자차카타파하가나다라마바사아자차카타파하빌라 B동 지하 1층)"
)
ATTACK = "<script>alert('x')</script>"
LABELS = {
    "deposit": {"label": "임차보증금", "unit": "won"},
    "DEPOSIT_CAP": {"label": "보증금 상한", "unit": "won"},
    "cap_uplift": {"label": "위원회 상향액", "unit": "won"},
}
FINDING: dict[str, Any] = {
    "code": "R2",
    "title": "임차보증금이 상한 이하일 것",
    "value": None,
    "source": "전세사기피해자법 제3조제1항제2호",
    "compared": {"deposit": 500000001, "cap_uplift": None, "received_on": "2026-11-20"},
    "parameters": {
        "DEPOSIT_CAP": {
            "value": 500000000,
            "from": "2024-09-10",
            "to": None,
            "source": "법 제3조제1항제2호",
            "home": "statute",
        }
    },
    "settled_by": ["시·도지사가 요청하고 위원회가 상향을 의결하면 확인됩니다."],
    "because": [
        {
            "code": "R2-a",
            "title": "보증금이 기본 상한 이하일 것",
            "value": False,
            "source": "법 제3조제1항제2호 본문",
            "compared": {"deposit": 500000001},
            "parameters": {},
            "because": [],
        },
        "상향 의결이 아직 없습니다.",
    ],
}


SOURCE = "법 제3조제1항"
SITE: dict[str, Any] = {
    "operator": "국토교통부",
    "door": "전세사기피해 지원 누리집",
    "address": "(30103) 세종특별자치시 도움6로 11",
    "phone": "000-0000",
    "phone_hours": "평일 09시~18시",
    "logout_url": "#logout",
    "links": (("개인정보 처리방침", "#privacy"), ("웹 접근성 안내", "#a11y")),
}


class SampleForm(forms.Form):
    """Every kind of field."""

    name = ours.TextField(label="성명", help_text="임대차계약서에 적힌 이름을 입력합니다.", limit=40, source=SOURCE)
    deposit = ours.WonField(label="임차보증금", help_text="원 단위로 입력합니다. 예: 120,000,000", source=SOURCE)
    rent = ours.UnknownableField(ours.WonField(label="월세", source=SOURCE))
    contract_on = ours.KoreanDateField(
        label="최초 계약일", help_text="처음 맺은 계약의 날짜입니다.", latest=dt.date(2026, 11, 20), source=SOURCE
    )
    moved_on = ours.UnknownableField(ours.KoreanDateField(label="전입신고일", source=SOURCE))
    province = ours.KoreanChoiceField(label="시·도", choices=[("11", "서울특별시"), ("48", "경상남도")], source=SOURCE)
    living = ours.TriStateField(label="지금 살고 있습니까?", source=SOURCE)
    kind = ours.UnknownableChoiceField(
        label="계약의 종류",
        choices=[("jeonse", "전세"), ("half", "보증부 월세"), ("other", "그 밖의 계약")],
        required=False,
    )
    story = ours.FreeTextField(label="피해 경위", help_text="있었던 일을 차례대로 적습니다.", limit=100, source=SOURCE)
    agree = ours.ConsentField(label="개인정보 수집·이용에 동의합니다", help_text="보유 기간은 5년입니다.")


def context() -> dict[str, Any]:
    """What the gallery shows: errors, long names and addresses, an attack in a value, empty states."""
    given = {
        "name": ATTACK,
        "deposit": "-5",
        "rent": "1,234,500",
        "contract_on": "2026-02-30",
        "moved_on_unknown": "on",
        "living": "",
        "story": "가" * 101,
    }
    zone = dt.timezone(dt.timedelta(hours=9))
    state = [("접수 확인", "information"), ("보완 요청", "danger"), ("조사 중", "success")]
    return {
        "base": "ui/portal.html",
        "menu": [
            {"title": "신청 안내", "url": "#a", "current": False},
            {"title": "신청하기", "url": "#b", "current": True},
            {"title": "나의 신청", "url": "#c", "current": False},
            {"title": "알림·소식", "url": "#d", "current": False},
        ],
        "signed_in_as": "홍길동",
        "notices": ["시연용 누리집입니다. 본인확인은 모의 확인이며 실제 신청이 접수되지 않습니다."],
        "breadcrumb": [{"title": "신청하기", "url": "#b"}, {"title": "전세사기피해자등 결정 신청", "url": ""}],
        "steps": ["신청인", {"title": "주택", "url": "#house"}, "임대차 계약", "점유와 대항력", "확인과 제출"],
        "current": 3,
        "form": SampleForm(given, auto_id="id_%s"),
        "empty_form": SampleForm(auto_id="empty_%s"),
        "pairs": [
            ("성명", LONG_NAME, "#change"),
            ("주택", LONG_ADDRESS, "#change"),
            ("전입신고일", dt.date(2024, 2, 29)),
            ("월세", None),
            ("공격", ATTACK),
        ],
        "labels": LABELS,
        "findings": [FINDING, FINDING | {"value": True, "code": "R1", "title": "대항력을 갖출 것", "because": []}],
        "entries": [
            {
                "at": dt.datetime(2026, 11, 20, 14, 5, tzinfo=zone),
                "title": "신청을 접수했습니다",
                "text": "접수번호 2026-서울-000123",
            },
            {"at": dt.date(2026, 12, 21), "title": LONG_ADDRESS, "actor": LONG_NAME, "tone": "danger"},
        ],
        "nothing": [],
        "tones": ["primary", "secondary", "gray", "point", "danger", "warning", "success", "information"],
        "rows": [
            {
                "number": f"2026-서울-00012{index}",
                "name": LONG_NAME if index == 1 else "홍*동",
                "address": LONG_ADDRESS if index == 1 else "서울특별시 마포구 성산동",
                "deposit": 1234567890 * index + 500000001,
                "d_day": 3 - 3 * index,
                "due": dt.date(2026, 12, 21),
                "state": state[index][0],
                "tone": state[index][1],
            }
            for index in range(3)
        ],
    }


def render(source: str, **values: Any) -> str:
    """Renders a piece of template text with the component tags loaded."""
    template = engines["django"].from_string("{% load krds %}" + source)
    return str(template.render(values))


def gallery(door: str) -> str:
    """The whole gallery page in the look of one door."""
    text = (Path(__file__).parent / "gallery.html").read_text(encoding="utf-8")
    template = engines["django"].from_string(text)
    return str(template.render(context() | {"base": f"ui/{door}.html"}))
