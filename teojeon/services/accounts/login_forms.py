"""The sign-in library's forms under this house's labels: user id and password, the password again, a new password."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError

from teojeon.services.accounts.second_factor import refuse_while_locked

PASSWORD_HINT = "10자 이상. 숫자만으로 되거나 흔히 쓰이는 것은 쓸 수 없습니다."  # noqa: S105


class SignInForm(LoginForm):  # type: ignore[misc]
    """User id and password; the session ends with the browser."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.fields["login"].label, self.fields["password"].label = "아이디", "비밀번호"
        for name in ("login", "password"):
            _plain(self, name)
        self.fields["remember"].widget = forms.HiddenInput()  # the library asks for it; empty = no
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before an important act."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.fields["password"].label = "비밀번호"
        _plain(self, "password")


class PasswordChangeForm(ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one. A wrong present one counts like a failed log-in: a session left open must not serve
    to guess it."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        labels = {"oldpassword": "지금 비밀번호", "password1": "새 비밀번호", "password2": "새 비밀번호 확인"}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].max_length = 128
            _plain(self, name)
        self.fields["password1"].help_text = PASSWORD_HINT

    def clean_oldpassword(self) -> str:
        refuse_while_locked(self.user)
        try:
            return str(super().clean_oldpassword())
        except ValidationError:
            from allauth.core import context

            AxesProxyHandler.user_login_failed(type(self), {"username": self.user.username}, context.request)
            raise


def _plain(form: Any, name: str) -> None:
    form.fields[name].help_text = ""
    form.fields[name].widget.attrs.pop("placeholder", None)
