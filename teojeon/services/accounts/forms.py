"""Forms of signing up, of getting back into an account, and of the own e-mail address."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from teojeon.kernel import clock
from teojeon.kernel.people.identity import MOBILE, NAME_LIMIT
from teojeon.kernel.people.identity_portone import OPERATORS
from teojeon.kernel.people.logins.models import Account
from teojeon.services.accounts.terms import PRIVACY, SERVICE, SMS
from teojeon.ui.forms import ConsentField, KoreanChoiceField, KoreanDateField, Refusal, TextField

SOURCE = "운용규정§8③"
ASKED = ("name", "birth_date", "mobile", "operator")
MAIL_LIMIT = 254


class IdentityForm(forms.Form):
    """Who the person is, as they write it. At sign-up name, birth date and mobile are always asked, since they are compared with
    what the provider vouches for; else only what the provider needs to begin."""

    name = TextField(
        label="성명",
        limit=40,
        source=SOURCE,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text="주민등록표에 적힌 성명. 외국인은 외국인등록증에 적힌 성명",
    )
    birth_date = KoreanDateField(label="생년월일", source=SOURCE, latest=clock.business_today)
    mobile = TextField(
        label="휴대전화번호",
        limit=20,
        source=SOURCE,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
        help_text="예: 010-0000-0000",
    )
    operator = KoreanChoiceField(label="통신사", source=SOURCE, choices=list(OPERATORS.items()))

    def __init__(self, *words: Any, asks: tuple[str, ...], **options: Any) -> None:
        super().__init__(*words, **options)
        for name in ASKED:
            if name not in asks:
                del self.fields[name]

    def clean_mobile(self) -> str:
        mobile = str(self.cleaned_data["mobile"]).strip()
        if not MOBILE.match(mobile):
            raise Refusal("휴대전화번호를 010-0000-0000 형식으로 입력합니다.", "BAD_VALUE", "S1-ACC-01")
        return mobile

    def answers(self) -> dict[str, str]:
        """What was typed, as an adapter takes it: dates in ISO form."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value.isoformat() if name == "birth_date" else str(value) for name, value in given.items()}


def _password(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        label_suffix="",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=help_text,
    )


class NewPasswordForm(forms.Form):
    """A password of the person's choice, typed twice. `account`: whose it will be."""

    password1 = _password("비밀번호", "10자 이상. 숫자만으로 되거나 흔히 쓰이는 것은 쓸 수 없습니다.")
    password2 = _password("비밀번호 확인")
    account: Account | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", Refusal("두 비밀번호가 다릅니다. 같은 비밀번호를 다시 입력합니다.", "BAD_VALUE"))
        elif first:
            try:
                validate_password(first, self.account or Account(username=cleaned.get("username", "")))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class AccountForm(NewPasswordForm):
    """User id, password and consents. The account's own rules say what is allowed."""

    username = TextField(
        label="아이디",
        limit=20,
        source=SOURCE,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="영문 소문자와 숫자 4~20자",
    )
    terms = ConsentField(label=SERVICE.title, source="S1-ACC-01")
    privacy = ConsentField(label=PRIVACY.title, source="개보법§15, §22")
    sms_opt_in = ConsentField(label=SMS.title, source="개보법§22", required=False)
    field_order = ("username", "password1", "password2", "terms", "privacy", "sms_opt_in")

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        try:
            Account._meta.get_field("username").run_validators(username)
        except ValidationError as error:
            raise Refusal(error.messages[0], "BAD_VALUE", SOURCE) from error
        return username


class ActivationForm(forms.Form):
    """The code that a clerk gave at a counter, and who the person is."""

    code = TextField(
        label="활성화 코드",
        limit=40,
        source="S1-ACC-01",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="창구에서 받은 16자. 붙임표(-)는 없어도 됩니다.",
    )
    name = TextField(
        label="성명",
        limit=NAME_LIMIT,
        source=SOURCE,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text="신분증에 적힌 성명",
    )
    birth_date = KoreanDateField(label="생년월일", source=SOURCE, latest=clock.business_today)


class MailForm(forms.Form):
    """The own e-mail address."""

    address = TextField(
        label="전자우편 주소",
        limit=MAIL_LIMIT,
        source="S1-ACC-01",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text="로그인 잠금처럼 계정의 안전에 관한 알림만 보냅니다.",
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        try:
            EmailValidator()(address)
        except ValidationError:
            raise Refusal("전자우편 주소를 name@example.com 형식으로 입력합니다.", "BAD_VALUE", "S1-ACC-01") from None
        return address


class MailCodeForm(forms.Form):
    """The code that was mailed."""

    code = TextField(
        label="확인 번호",
        limit=12,
        source="S1-ACC-01",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="전자우편으로 받은 숫자 6자리",
    )

    def clean_code(self) -> str:
        return re.sub(r"\D", "", str(self.cleaned_data["code"]))
