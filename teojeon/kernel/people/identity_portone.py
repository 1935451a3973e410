"""PortOne V2 identity verification (포트원 본인인증): the REST protocol, without the vendor's script in our pages.

The server asks for a verification under an id of its own, the person confirms in the carriers' app (PASS), and the server
fetches the result by that id with its secret: what a browser says counts for nothing. The app is used and not the text
message, which would need the first seven digits of the resident number (개보법§24의2). Settings (`IDENTITY`): secret,
channel_key, store_id (optional), api (its address).
"""

import secrets
from collections.abc import Mapping

from django.conf import settings

from teojeon.kernel.people.identity import MOBILE, UNAVAILABLE, IdentityRefused, OnPhone, Verified, setting, vouched
from teojeon.kernel.people.identity_http import ask, base_url, text_of

API = "https://api.portone.io"
OPERATORS = {
    "SKT": "SKT",
    "KT": "KT",
    "LGU": "LG U+",
    "SKT_MVNO": "SKT 알뜰폰",
    "KT_MVNO": "KT 알뜰폰",
    "LGU_MVNO": "LG U+ 알뜰폰",
}
CONFIRM = "휴대전화의 PASS 앱에 온 알림을 열어 인증한 뒤 이 화면에서 ‘인증을 마쳤습니다’를 누릅니다."
PG_SAYS_NO = 502  # what the agency behind PortOne answers while the person has not confirmed
NOT_YET = "아직 인증을 마치지 않았습니다. PASS 앱에서 인증한 뒤 다시 누릅니다."
NOT_VOUCHED = "본인확인을 마치지 못했습니다. 입력한 내용을 확인하고 처음부터 다시 합니다."


class PortOne:
    """Verification in the carriers' app, asked for and read over REST."""

    code = "portone"
    simulated = False
    asks = ("name", "birth_date", "mobile", "operator")

    def __init__(self) -> None:
        self.title = str(settings.IDENTITY.get("title") or "휴대전화 본인확인(PASS)")
        self._secret, self.channel_key = setting("secret"), setting("channel_key")
        self.store_id = str(settings.IDENTITY.get("store_id") or "")
        self.api = base_url(str(settings.IDENTITY.get("api") or API))

    def begin(self, answers: Mapping[str, str], return_to: str = "", address: str = "") -> OnPhone:
        mobile = answers.get("mobile", "").replace("-", "").strip()
        if not MOBILE.match(mobile):
            raise IdentityRefused("휴대전화번호를 010-0000-0000 형식으로 입력합니다.", "mobile")
        if answers.get("operator") not in OPERATORS:
            raise IdentityRefused("통신사를 선택합니다.", "operator")
        verification = f"teojeon-{secrets.token_hex(16)}"
        body = {
            "channelKey": self.channel_key,
            "customer": {"name": answers.get("name", ""), "phoneNumber": mobile, **({"ipAddress": address} if address else {})},
            "operator": answers["operator"],
            "method": "APP",
        }
        status, told = self._ask("POST", f"/identity-verifications/{verification}/send", body)
        if status == PG_SAYS_NO:
            raise IdentityRefused(UNAVAILABLE)
        if status != 200:
            raise IdentityRefused(_reason(told))
        return OnPhone(CONFIRM, {"id": verification, "mobile": mobile})

    def finish(self, kept: Mapping[str, str], answers: Mapping[str, str]) -> Verified:
        verification = kept["id"]
        status, told = self._ask("POST", f"/identity-verifications/{verification}/confirm", {})
        if status == PG_SAYS_NO and text_of(told, "type") != "PG_PROVIDER":
            raise IdentityRefused(UNAVAILABLE, again=True)
        if status not in (200, 409):  # 409: it is confirmed already, the answer was lost on the way
            raise IdentityRefused(NOT_YET, again=True)
        status, told = self._ask("GET", f"/identity-verifications/{verification}", None)
        if status != 200 or told.get("id") != verification:
            raise IdentityRefused(NOT_VOUCHED)
        if told.get("status") == "READY":
            raise IdentityRefused(NOT_YET, again=True)
        customer, channel = told.get("verifiedCustomer"), told.get("channel")
        if told.get("status") != "VERIFIED" or not isinstance(customer, dict):
            raise IdentityRefused(NOT_VOUCHED)
        channel_kind = text_of(channel, "type") if isinstance(channel, dict) else ""
        if settings.ENV != "development" and channel_kind != "LIVE":  # a test channel vouches for anybody
            raise IdentityRefused(NOT_VOUCHED)
        person = {
            "ci": customer.get("ci"),
            "name": customer.get("name"),
            "birth_date": customer.get("birthDate"),
            "mobile": customer.get("phoneNumber"),
            "is_foreigner": customer.get("isForeigner"),
            "method": "mobile",
        }
        return vouched(self.code, person, mobile=kept["mobile"])

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None) -> tuple[int, dict[str, object]]:
        if body is not None and self.store_id:
            body = {**body, "storeId": self.store_id}
        words: dict[str, object] = {"headers": {"Authorization": f"PortOne {self._secret}"}}
        if body is not None:
            words["json"] = body
        if method == "GET" and self.store_id:
            words["params"] = {"storeId": self.store_id}
        return ask(method, f"{self.api}{path}", understood=(PG_SAYS_NO,), **words)


def _reason(told: Mapping[str, object]) -> str:
    """What to do, by the code of the answer; the provider's own words may name the person and are not shown."""
    kinds = {
        "CHANNEL_NOT_FOUND": "본인확인을 지금 할 수 없습니다. 운영기관에 알립니다.",
        "UNAUTHORIZED": "본인확인을 지금 할 수 없습니다. 운영기관에 알립니다.",
        "FORBIDDEN": "본인확인을 지금 할 수 없습니다. 운영기관에 알립니다.",
        "MAX_TRANSACTION_COUNT_REACHED": "인증 요청이 너무 많습니다. 10분 뒤에 다시 시도합니다.",
    }
    return kinds.get(text_of(told, "type"), NOT_VOUCHED)
