"""A letter of invented people, as the tests and the benchmark print it."""

from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("letter.typ")


def letter(**changes: Any) -> dict[str, Any]:
    """The data of one decision letter of a page, with `changes`."""
    return {
        "title": "전세사기피해자등 결정 통지서",
        "document_date": "2026-11-21",
        "document_number": "전세사기피해지원과-123",
        "organisation": "국토교통부",
        "recipient": "홍길동 귀하",
        "facts": [
            ["성명", "홍길동"],
            ["주택 소재지", "서울특별시 마포구 가나다로 12, 345동 6789호"],
            ["임차보증금", "200,000,000원"],
            ["전화", None],
            ["전자우편", ""],
        ],
        "paragraphs": [
            "귀하가 신청하신 전세사기피해자등 결정 신청을 위원회가 심의하여 의결한 결과를 알려 드립니다.",
            "결정에 이의가 있으면 이 결정을 송달받은 날부터 30일 안에 이의를 신청할 수 있습니다.",
        ],
        "events": [["2026-08-01", "신청"], ["2026-09-15", "조사 완료"], ["2026-11-20", "의결"]],
        "drafted_by": "주무관 김하나",
        "decided_by": "과장 이두리",
        "address": "세종특별자치시 도움6로 11",
        "telephone": "044-000-0000",
    } | changes
