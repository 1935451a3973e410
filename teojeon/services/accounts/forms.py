"""Forms of signing up and signing in."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account
from teojeon.ui.forms import KoreanDateField, Refusal, TextField

SOURCE = "운용규정§8③"


class IdentityForm(forms.Form):
    """What the identity provider asks. It checks; here only the shape is asked for."""

    name = TextField(
        label="성명", limit=40, source=SOURCE, widget=forms.TextInput({"autocomplete": "name"}), help_text="주민등록표에 적힌 성명"
    )
    birth_date = KoreanDateField(label="생년월일", source=SOURCE, latest=clock.business_today)
    mobile = TextField(
        label="휴대전화번호",
        limit=20,
        source=SOURCE,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
        help_text="예: 010-0000-0000",
    )


class AccountForm(forms.Form):
    """User id and password. The account's own rules say what is allowed."""

    username = TextField(
        label="아이디",
        limit=20,
        source=SOURCE,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="영문 소문자와 숫자 4~20자",
    )
    password1 = forms.CharField(
        label="비밀번호",
        label_suffix="",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="10자 이상. 숫자만으로 되거나 흔히 쓰이는 것은 쓸 수 없습니다.",
    )
    password2 = forms.CharField(
        label="비밀번호 확인",
        label_suffix="",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    terms = forms.BooleanField(
        label="이용약관과 개인정보 수집·이용에 동의합니다",
        label_suffix="",
        error_messages={"required": "이용약관과 개인정보 수집·이용에 동의해야 가입할 수 있습니다."},
    )
    sms_opt_in = forms.BooleanField(label="처리 상황을 문자로 받습니다", label_suffix="", required=False)

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        try:
            Account._meta.get_field("username").run_validators(username)
        except ValidationError as error:
            raise Refusal(error.messages[0], "BAD_VALUE", SOURCE) from error
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", Refusal("두 비밀번호가 다릅니다. 같은 비밀번호를 다시 입력합니다.", "BAD_VALUE"))
        elif first:
            try:
                validate_password(first, Account(username=cleaned.get("username", "")))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class SignInForm(LoginForm):  # type: ignore[misc]
    """User id and password; the session ends with the browser."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.fields["login"].label, self.fields["password"].label = "아이디", "비밀번호"
        for name in ("login", "password"):
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["remember"].widget = forms.HiddenInput()  # the library asks for it; empty = no
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before an important act."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.fields["password"].label = "비밀번호"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
