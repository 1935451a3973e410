"""A simulated identity provider for development: invented people, said so on the page."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

from teojeon.kernel.people.identity import MOBILE, IdentityRefused, Verified, clean_name


class Simulator:
    """Vouches for any well-formed name, birth date and mobile number, at once."""

    code = "simulator"
    title = "모의 본인확인 (실제 본인확인이 아닙니다)"
    simulated = True
    asks = ("name", "birth_date", "mobile")

    def begin(self, answers: Mapping[str, str], return_to: str = "", address: str = "") -> Verified:
        name = clean_name(answers.get("name", ""))
        if not 1 <= len(name) <= 40 or "\x00" in name:
            raise IdentityRefused("성명을 1자 이상 40자 이하로 입력합니다.", "name")
        try:
            born = dt.date.fromisoformat(answers.get("birth_date", ""))
        except ValueError:
            raise IdentityRefused("생년월일을 달력에 있는 날짜로 입력합니다.", "birth_date") from None
        mobile = answers.get("mobile", "").strip()
        if not MOBILE.match(mobile):
            raise IdentityRefused("휴대전화번호를 010-0000-0000 형식으로 입력합니다.", "mobile")
        digits = re.sub(r"\D", "", mobile)
        ci = hashlib.sha256(f"{name}|{born}|{digits}".encode()).hexdigest()
        return Verified(ci, name, born, digits, self.code, "mobile")

    def finish(self, kept: Mapping[str, str], answers: Mapping[str, str]) -> Verified:
        raise IdentityRefused("본인확인을 처음부터 다시 합니다.")
