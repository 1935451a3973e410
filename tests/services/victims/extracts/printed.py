"""Invented registry extracts, printed with the house's typesetter: people, banks and numbers are nobody's.

A row is (rank, purpose, receipt, cause, rest); `struck` ranks are printed with a line through them.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

UNIQUE_NO = "1101-2020-123456"
PLACE = "[집합건물] 서울특별시 종로구 청운동 12-3 효자빌라 제3층 제301호"
ROAD = "서울특별시 종로구 효자로 12"
HEAD = ("순위번호", "등 기 목 적", "접 수", "등 기 원 인", "권리자 및 기타사항")
PrintedRow = tuple[str, str, str, str, str]

OWNER: PrintedRow = (
    "1",
    "소유권보존",
    "2003년5월2일\n제12345호",
    "",
    "소유자 나라온 570101-*******\n서울특별시 종로구 효자로 12, 301호",
)
BUYER: PrintedRow = (
    "2", "소유권이전", "2021년3월4일\n제5678호", "2021년2월1일\n매매",
    "소유자 다솜길 640203-*******\n서울특별시 중구 세종대로 1\n거래가액 금310,000,000원",
)  # fmt: skip
MORTGAGE: PrintedRow = (
    "1", "근저당권설정", "2021년3월4일\n제5679호", "2021년3월4일\n설정계약",
    "채권최고액 금120,000,000원\n채무자 다솜길\n서울특별시 중구 세종대로 1\n근저당권자 주식회사한빛은행 110111-0000001\n서울특별시 중구 을지로 2\n(효자동지점)",
)  # fmt: skip
TAX: PrintedRow = (
    "3", "압류", "2025년9월10일\n제33110호", "2025년9월9일\n압류(징세과-티0001)", "권리자 국\n처분청 종로세무서장",
)  # fmt: skip
AUCTION: PrintedRow = (
    "4", "임의경매개시결정", "2026년2월3일\n제4021호", "2026년2월2일\n서울중앙지방법원의 임의경매개시결정(2026타경1)",
    "채권자 주식회사한빛은행 110111-0000001\n서울특별시 중구 을지로 2",
)  # fmt: skip
LEASEHOLD: PrintedRow = (
    "2", "주택임차권", "2026년1월15일\n제1503호", "2026년1월5일\n서울중앙지방법원의\n임차권등기명령(2026카임1)",
    "임차보증금 금180,000,000원\n범위 건물 전부\n임대차계약일자 2024년3월2일\n주민등록일자 2024년4월2일\n점유개시일자 2024년4월1일\n확정일자 2024년4월2일\n"
    "임차권자 홍길동 900101-*******\n서울특별시 종로구 효자로 12, 301호",
)  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """What is printed. `struck`: (section, rank) of the entries with a line through them. `rules`: the lines of the tables."""

    gap: Sequence[PrintedRow] = (OWNER, BUYER, TAX, AUCTION)
    eul: Sequence[PrintedRow] = (MORTGAGE, LEASEHOLD)
    struck: frozenset[tuple[str, str]] = frozenset()
    unique_no: str = UNIQUE_NO
    place: str = PLACE
    road: str = ROAD
    coverage: str = "말소사항 포함"
    seen: str = "2026년11월18일 14시03분05초"
    rules: bool = True
    title: str = "등기사항전부증명서"
    watermark: bool = False
    odd_lines: Sequence[str] = ()
    summary: Sequence[str] = ()
    page_height: str = "297mm"
    more: Mapping[str, Any] = field(default_factory=dict)

    def pdf(self) -> bytes:
        """The same words give the same bytes."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("struck", "more")}
        return _printed(
            json.dumps(data | {"struck": sorted("".join(each) for each in self.struck), "head": HEAD}, ensure_ascii=False)
        )

    def but(self, **changed: Any) -> "Printed":
        return replace(self, **changed)


@functools.cache
def _printed(data: str) -> bytes:
    template = (Path(__file__).parent / "extract.typ").read_bytes()
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(each) for each in settings.FONT_DIRS]
    )
    made = typst.Compiler(root=str(Path(__file__).parent), font_paths=fonts).compile(
        input=template, format="pdf", sys_inputs={"data": data}, timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def scan() -> bytes:
    """A page without letters."""
    import pypdfium2

    picture = pypdfium2.PdfDocument(Printed().pdf())[0].render(scale=1).to_pil().convert("RGB")
    import io

    made = io.BytesIO()
    picture.save(made, "PDF")
    return made.getvalue()
