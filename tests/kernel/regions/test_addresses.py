"""Address search: the region table alone, and the road-name service by its protocol on a small local server."""

import datetime as dt
import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from teojeon.kernel.regions.addresses import MOST_FOUND, LocalTable, SearchAway
from teojeon.kernel.regions.juso import Juso

ON = dt.date(2026, 11, 20)


@pytest.mark.req("S1-APP-03")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("서울 종로구 혜화동 대학로 1, 201호", [("11", "11110", "혜화동", "대학로 1, 201호")]),
        ("서울특별시 종로구 대학로 1", [("11", "11110", "", "대학로 1")]),
        ("서울시 종로구", [("11", "11110", "", "")]),
        ("종로구 대학로 1", [("11", "11110", "", "대학로 1")]),
        ("경기도 화성시 우정읍 조암리 12", None),
        ("대학로 1", []),
        ("강원도 춘천시 퇴계동 1", [("51", "51110", "퇴계동", "1")]),
        ("", []),
    ],
)
def test_the_region_table_finds_the_place_and_leaves_the_rest_as_typed(query: str, found: list[tuple[str, ...]] | None) -> None:
    got = [(each.sido, each.sigungu, each.legal_dong, each.address) for each in LocalTable().find(query, ON)]
    if found is None:
        assert got and all(place[2] == "우정읍 조암리" and place[3] == "12" for place in got)
    else:
        assert got == found


def test_a_name_that_several_have_brings_each_and_a_named_province_one() -> None:
    everywhere = LocalTable().find("중구 1", ON)
    assert 2 < len(everywhere) <= MOST_FOUND and len({each.sido for each in everywhere}) == len(everywhere)
    assert [each.sido for each in LocalTable().find("부산 중구 1", ON)] == ["26"]


class Service(http.server.BaseHTTPRequestHandler):
    """Answers as business.juso.go.kr does, with what the test put there."""

    answer: ClassVar[Any] = None
    asked: ClassVar[list[dict[str, str]]] = []
    paths: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).asked.append(dict(urllib.parse.parse_qsl(body)))
        type(self).paths.append(self.path)
        if isinstance(self.answer, int):
            self.send_response(self.answer)
            self.end_headers()
            return
        content = self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def service() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Service.asked.clear()
    Service.paths.clear()
    yield f"http://127.0.0.1:{server.server_port}/addrlink/addrLinkApi.do"
    server.shutdown()
    server.server_close()
    thread.join()


def results(*rows: dict[str, str], code: str = "0") -> dict[str, Any]:
    common = {"errorCode": code, "errorMessage": "정상", "totalCount": str(len(rows)), "currentPage": "1", "countPerPage": "10"}
    return {"results": {"common": common, "juso": list(rows) or None}}


ROW = {
    "roadAddr": "서울특별시 종로구 대학로 1 (연건동)",
    "roadAddrPart1": "서울특별시 종로구 대학로 1",
    "jibunAddr": "서울특별시 종로구 연건동 1-1 한빛빌라",
    "admCd": "1111016600",
    "siNm": "서울특별시",
    "sggNm": "종로구",
    "emdNm": "연건동",
    "liNm": "",
    "bdNm": "한빛빌라",
}


@pytest.mark.req("S1-APP-03")
def test_the_service_is_asked_with_key_and_keyword_in_the_body_and_answers_a_whole_address(service: str) -> None:
    Service.answer = results(ROW)
    [found] = Juso(service, "secret-key").find("대학로 1", ON)
    assert Service.asked == [
        {"confmKey": "secret-key", "currentPage": "1", "countPerPage": "10", "keyword": "대학로 1", "resultType": "json"}
    ]
    assert Service.paths == ["/addrlink/addrLinkApi.do"]
    assert (found.sido, found.sigungu, found.legal_dong, found.legal_dong_code) == ("11", "11110", "연건동", "1111016600")
    assert found.address == "대학로 1 한빛빌라"
    assert found.road_address == ROW["roadAddr"] and found.jibun_address == ROW["jibunAddr"]


def test_a_code_that_stands_no_more_becomes_its_successor(service: str) -> None:
    Service.answer = results({**ROW, "admCd": "4211010100", "siNm": "강원도", "sggNm": "춘천시"})
    [found] = Juso(service).find("춘천", ON)
    assert (found.sido, found.sigungu) == ("51", "51110")


def test_letters_that_the_service_refuses_are_left_out(service: str) -> None:
    Service.answer = results()
    assert Juso(service).find("대학로%1 <b>", ON) == ()
    assert Service.asked[0]["keyword"] == "대학로 1 b"


@pytest.mark.parametrize("code", ["E0005", "E0006", "E0008", "E0015"])
def test_a_keyword_that_is_too_short_or_too_wide_finds_nothing(service: str, code: str) -> None:
    Service.answer = results(code=code)
    assert Juso(service).find("가", ON) == ()


@pytest.mark.parametrize("answer", [results(code="E0001"), results(code="-999"), 500, b"<html>", b"{}", b"[]", {"results": None}])
def test_a_service_that_does_not_answer_is_away(service: str, answer: Any) -> None:
    Service.answer = answer
    with pytest.raises(SearchAway):
        Juso(service, "key").find("대학로 1", ON)


def test_a_service_that_is_not_there_is_away() -> None:
    with pytest.raises(SearchAway):
        Juso("http://127.0.0.1:9/", "key").find("대학로 1", ON)


def test_a_half_row_is_read_as_far_as_it_goes(service: str) -> None:
    Service.answer = results({"roadAddrPart1": "어딘가 1", "admCd": "x"}, {"admCd": "1111010100"})
    [found] = Juso(service).find("어딘가", ON)
    assert (found.sido, found.sigungu, found.legal_dong_code, found.address) == ("", "", "", "어딘가 1")
