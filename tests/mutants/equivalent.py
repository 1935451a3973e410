"""The mutants that no case can notice, each with the reason why the changed law says the same."""

from collections.abc import Mapping

_LATER = "“확실히 없음”은 기간보다 늦은 어느 날로든 같은 답이 됩니다: 마지막 날 다음 날이나 그다음 날이나 기간 밖입니다."
_BELOW = "의결된 상한이 법정 상한보다 낮을 때 뺄셈이 음수가 되어도 앞의 갈래(보증금이 법정 상한 이하)가 이미 참이고, 그보다 큰 보증금은 0으로 막든 음수든 거짓입니다."
_FIRST_LIMB = "앞의 갈래(확인된 금액의 총합)가 세 금액을 모두 알 때 같은 비교를 하므로, 이 갈래가 느슨해져도 답이 같습니다. 더 엄격해지는 변화는 잡힙니다."
_NOT_STARTED = (
    "“시작되지 않음”은 같은 요건의 다른 갈래(시작되지 않았음이 확인됨)가 거짓으로 정하므로, 어느 날로 읽든 답이 같습니다."
)

_CLOSED = "배당·배분 종결일(없었으면 (완료된 매각의 마지막 날 + 1일))"
_PAID = "매각대금 완납일(없었으면 (완료된 매각의 마지막 날 + 1일))"
_EARLIEST = "최선순위 담보물권 취득일(없었으면 결정일)"
_STARTED = "경매개시결정일 또는 공매공고일(없었으면 배당요구를 하지 않은 사람을 제외하기 시작한 날)"
_CAP = "(0원, (임차주택이 있는 시·도별 의결된 보증금 상한 − 보증금 상한) 중 큰 값)"
_HAS_RIGHT = "(주택에 담보물권이 있는지 여부이면 사람의 판단이 필요함, 아니면 결정일)"
_MIN = "minimum-guarantee entitled·payable"

EQUIVALENT: Mapping[str, str] = {
    f"R2: dropped: 0원 — {_CAP}": _BELOW,
    "R2: 0 -1 — 0원": _BELOW,
    f"AC: not means +1 day — {_CLOSED}": _LATER,
    f"AC: not means +1 day — {_PAID}": _LATER,
    "AC: 1 +1 — 1일": _LATER,
    f"X2: order of sources turned — {_EARLIEST}(모르면 {_HAS_RIGHT})": (
        "두 사실이 함께 값을 주는 경우는 “담보물권 없음”과 “취득일 없음”뿐이고 둘 다 결정일입니다. 서로 어긋나는 사실은 거절됩니다."
    ),
    f"{_MIN}: < becomes <= — 받은 금액의 총합의 3배가 임차보증금 미만": _FIRST_LIMB,
    f"{_MIN}: shifted by +1 — 받은 금액의 총합의 3배가 임차보증금 미만": _FIRST_LIMB,
    f"{_MIN}: times 2 — 받은 금액의 총합의 3배": _FIRST_LIMB,
    f"{_MIN}: not means -1 day — {_STARTED}": _NOT_STARTED,
    f"{_MIN}: not means +1 day — {_STARTED}": _NOT_STARTED,
    "minimum-guarantee floor_d·floor_n: == becomes >= — 임차보증금을(를) 3(으)로 나눈 값(끝수 버림)의 3배가 임차보증금과 같음": (
        "3으로 나누어 버린 값의 3배는 보증금보다 클 수 없으므로 “이상”과 “같음”이 같습니다."
    ),
}
