"""The description of the agencies' interface (OpenAPI 3.1), and with it what a programmer of an agency needs to know."""

from typing import Any

from teojeon.services.victims.letterbox import protocol

JSON, BOX = "application/json", "application/octet-stream"
LIMIT = protocol.MAX_REPLY_BYTES // (1024 * 1024)
ABOUT = f"""자료요청(전세사기피해자법 제13조제3항)을 기관의 시스템이 받아 가고 회신하는 편지함입니다. 누리집은 요청과 회신을 열지 못합니다.

**호출의 서명.** 기관의 Ed25519 키로 아래 일곱 줄을 줄바꿈(LF)으로 이어 UTF-8로 서명합니다.
`teojeon-call/1`, 메서드, 경로(영문자·숫자·`{protocol.UNRESERVED}` 밖은 %로 적음), 기관코드, 시각, 일회용 번호, 본문의 SHA-256(16진).
머리글 `{protocol.AGENCY}`, `{protocol.TIME}`(UTC, 예: 2026-11-22T02:00:00Z), `{protocol.NONCE}`(16진 32~64자),
`{protocol.BODY}`(본문의 SHA-256), `{protocol.SIGNATURE}`(base64)를 보냅니다. 시각은 5분까지 다를 수 있고, 일회용 번호는 한 번만 씁니다.

**답의 서명.** 누리집의 Ed25519 키로 다섯 줄에 서명합니다: `teojeon-answer/1`, 상태 코드, 호출의 일회용 번호, 시각, 본문의 SHA-256.
서명이 맞지 않는 답은 쓰지 않습니다.

**봉인.** HPKE(RFC 9180) 기본 방식, X25519·HKDF-SHA256·AES-256-GCM. 상자는 판(1바이트, 0x01), 키 번호(공개키 SHA-256의 앞 8바이트),
캡슐화한 키(32바이트), 암호문입니다. info는 `teojeon seal`, 판과 키 번호의 9바이트, 자리의 이름을 이은 것입니다.
자리의 이름은 요청이 `teojeon-request/요청번호`, 회신이 `teojeon-reply/요청번호`입니다. 요청은 기관의 공개키로, 회신은 업무시스템의 공개키로 봉인합니다.

**요청의 내용.** JSON: form(`teojeon-request/1`), request_no, agency, item, legal_basis, due_on, subjects(ref, kind, 찾을 값).
**회신의 내용.** JSON: form(`teojeon-reply/1`), request_no, state(answered, none, refused), reason, rows(ref, fields)."""

LINE: dict[str, Any] = {
    "type": "object",
    "required": ["request_no", "state", "due_on", "deposited_at", "size", "sha256", "can_be_fetched", "reply_sha256", "problem"],
    "properties": {
        "request_no": {"type": "string", "description": "요청 번호"},
        "state": {
            "type": "string",
            "enum": ["waiting", "fetched", "replied", "taken", "unreadable", "refused", "expired"],
            "description": "waiting 받아 갈 것, fetched 받아 간 것, replied 회신이 업무시스템을 기다림, taken 회신을 받음, "
            "unreadable 회신을 열 수 없음, refused 회신을 받아들이지 않음, expired 기한이 지나 지움",
        },
        "due_on": {"type": "string", "format": "date", "description": "회신 기한(그날까지)"},
        "deposited_at": {"type": "string", "format": "date-time"},
        "size": {"type": "integer", "minimum": 0, "description": "봉인한 요청의 크기(바이트)"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "봉인한 요청의 해시"},
        "can_be_fetched": {"type": "boolean"},
        "reply_sha256": {"type": ["string", "null"], "description": "마지막으로 보낸 회신 상자의 해시"},
        "problem": {
            "oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Problem"}],
            "description": "마지막 회신을 받아들이지 않은 까닭",
        },
    },
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}
ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["code", "message", "field", "source"],
    "properties": {
        "code": {"type": "string", "description": "바뀌지 않는 부호"},
        "message": {"type": "string", "description": "무엇을 하면 되는지"},
        "field": {"type": "string", "description": "잘못된 머리글이나 값"},
        "source": {"type": "string", "description": "근거"},
    },
}
HEADERS = [
    {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
    for name in (protocol.AGENCY, protocol.TIME, protocol.NONCE, protocol.BODY, protocol.SIGNATURE)
]
NUMBER = {"name": "request_no", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 40}}


def _json(schema: dict[str, Any], about: str) -> dict[str, Any]:
    return {"description": about, "content": {JSON: {"schema": schema}}}


def _errors(*codes: int) -> dict[str, Any]:
    titles = {
        400: "본문이 서명과 다름",
        401: "서명, 시각, 일회용 번호가 맞지 않음",
        404: "이 기관에 온 요청이 아님",
        405: "받지 않는 메서드",
        409: "지금은 할 수 없음",
        410: "내용을 지움",
        413: f"{LIMIT}MB를 넘음",
        422: "봉인한 상자가 아님",
        500: "누리집의 결함",
    }
    return {str(code): _json({"$ref": "#/components/schemas/Error"}, titles[code]) for code in (400, 401, 405, 413, 500, *codes)}


def _operation(name: str, title: str, good: dict[str, Any], *more: int, **words: Any) -> dict[str, Any]:
    return {"operationId": name, "summary": title, "responses": {**good, **_errors(*more)}, **words}


_LINE = {"$ref": "#/components/schemas/Request"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "터전 기관 편지함", "version": "1", "description": ABOUT},
    "servers": [{"url": "/api"}],
    "paths": {
        "/requests": {
            "parameters": HEADERS,
            "get": _operation(
                "list_requests",
                "이 기관에 온 요청과 회신의 상태",
                {"200": _json({"type": "object", "required": ["requests"], "properties": {"requests": {"type": "array", "items": _LINE}}},
                              "끝나지 않은 요청을 오래된 것부터")},
            ),
        },
        "/requests/{request_no}": {
            "parameters": [*HEADERS, NUMBER],
            "get": _operation("read_request", "요청 하나의 상태", {"200": _json(_LINE, "끝난 요청도 보임")}, 404),
        },
        "/requests/{request_no}/box": {
            "parameters": [*HEADERS, NUMBER],
            "get": _operation(
                "fetch_request",
                "봉인한 요청 받기. 회신 기한까지 여러 번 받을 수 있음",
                {"200": {"description": "봉인한 요청", "content": {BOX: {"schema": {"type": "string", "format": "binary"}}}}},
                404, 410,
            ),
        },
        "/requests/{request_no}/reply": {
            "parameters": [*HEADERS, NUMBER],
            "post": _operation(
                "post_reply",
                f"봉인한 회신 보내기({LIMIT}MB까지). 같은 상자를 다시 보내면 같은 회신임",
                {"202": _json(_LINE, "업무시스템에 넘김. 열렸는지는 요청의 상태로 확인함")},
                404, 409, 422,
                requestBody={"required": True, "content": {BOX: {"schema": {"type": "string", "format": "binary"}}}},
            ),
        },
        "/openapi.json": {
            "get": {"operationId": "describe", "summary": "이 설명", "responses": {"200": _json({"type": "object"}, "OpenAPI 3.1")}},
        },
    },
    "components": {"schemas": {"Request": LINE, "Problem": PROBLEM, "Error": ERROR}},
}  # fmt: skip
