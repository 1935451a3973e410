"""Page frame, error pages, account pages, and what no template may hold."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template.backends.django import DjangoTemplates
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from teojeon.ui import errors, site
from tests.ui.rendering import SITE, gallery, render

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "teojeon").glob("**/templates/**/*.html"))
SCRIPTS_AND_STYLES = sorted((ROOT / "teojeon/ui/static").glob("**/*.*s"))
ACCOUNT_PAGES = [
    "account/login.html",
    "account/logout.html",
    "account/reauthenticate.html",
    "account/signup.html",
    "mfa/authenticate.html",
    "mfa/reauthenticate.html",
    "mfa/index.html",
    "mfa/totp/activate_form.html",
    "mfa/totp/deactivate_form.html",
    "mfa/recovery_codes/index.html",
    "mfa/recovery_codes/generate.html",
    "allauth/layouts/base.html",
]


class CodeForm(forms.Form):
    """As allauth's forms of the second factor."""

    code = forms.CharField(label="인증번호", widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
    secret = "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_inline_script_style_handler_or_an_outside_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text, re.IGNORECASE)
    assert not re.search(r"\son[a-z]+\s*=", text, re.IGNORECASE)
    assert not re.search(r"<style", text, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text, re.IGNORECASE)
    assert not re.search(r"javascript:|(?:https?:)?//[a-z0-9-]+\.[a-z]", text, re.IGNORECASE)


@pytest.mark.parametrize("path", SCRIPTS_AND_STYLES, ids=lambda path: path.name)
def test_own_scripts_and_styles_ask_nothing_of_the_outside(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", text, re.IGNORECASE)
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|setAttribute\(.style", text)


def test_a_page_names_operator_door_menu_place_and_who_is_signed_in(settings: object) -> None:
    settings.UI_SITE = SITE  # type: ignore[attr-defined]
    html = gallery("portal")
    assert "<title>오류: 구성 요소 - 전세사기피해 지원 누리집 - 국토교통부</title>" in html
    assert html.count('aria-current="page"') == 2
    assert "홍길동" in html
    assert "krds-masthead" not in html
    assert "모의 확인" in html
    assert html.index("krds-skip-link") < html.index("<header")


def test_the_masthead_is_shown_only_where_the_setting_says_so(settings: object) -> None:
    settings.UI_SITE = SITE | {"masthead": True}  # type: ignore[attr-defined]
    assert "대한민국 공식 전자정부 누리집" in gallery("portal")


def test_a_misspelt_setting_is_refused(settings: object) -> None:
    settings.UI_SITE = {"opperator": "x"}  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="opperator"):
        site.current_site()


@pytest.mark.req("S1-XCT-03")
@pytest.mark.parametrize(
    ("view", "status", "code"),
    [
        (errors.bad_request, 400, "BAD_REQUEST"),
        (errors.permission_denied, 403, "FORBIDDEN"),
        (errors.not_found, 404, "NOT_FOUND"),
        (errors.server_error, 500, "SERVER_ERROR"),
        (errors.csrf_failure, 403, "CSRF_REFUSED"),
    ],
)
def test_every_error_page_has_a_code_and_says_what_to_do(view: object, status: int, code: str) -> None:
    response = view(RequestFactory().get("/x"))  # type: ignore[operator]
    body = response.content.decode()
    assert response.status_code == status
    assert code in body
    assert "주십시오" in body
    assert '<html lang="ko' in body


def test_an_error_page_survives_a_broken_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(RequestFactory().get("/x"))
    assert response.status_code == 500
    assert "SERVER_ERROR" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_djangos_own_handlers_find_the_same_pages(name: str) -> None:
    assert "오류 코드" in render_to_string(f"{name}.html")


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_pages_are_ours(name: str) -> None:
    template = get_template(name)
    assert "teojeon/ui/templates" in str(template.origin)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in ACCOUNT_PAGES if "layouts" not in name])
def test_an_account_page_has_one_heading_and_a_form_that_works_without_script(name: str, settings: object) -> None:
    settings.ROOT_URLCONF = "tests.ui.account_urls"  # type: ignore[attr-defined]
    settings.UI_SITE = SITE  # type: ignore[attr-defined]
    ours = DjangoTemplates({"NAME": "ui", "DIRS": [ROOT / "teojeon/ui/templates"], "APP_DIRS": True, "OPTIONS": {}})
    context = {
        "form": CodeForm({"code": ""}),
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "authenticators": {},
        "is_mfa_enabled": True,
        "signup_url": "/signup/",
        "login_url": "/login/",
        "can_view_codes": True,
        "unused_codes": ["12345678"],
        "total_count": 10,
        "totp_svg_data_uri": "data:image/svg+xml;utf8,",
        "reauthentication_alternatives": [{"url": "/other/", "description": "인증 앱"}],
    }
    html = ours.get_template(name).render(context, RequestFactory().get("/x"))
    assert html.count("<h1") == 1
    assert 'href="/other/"' in html or "reauthenticate" not in name
    if "<form" in html:
        assert "csrfmiddlewaretoken" in html
        assert 'type="submit"' in html
    if name == "mfa/authenticate.html":
        assert 'aria-invalid="true"' in html


def test_a_plain_message_carries_its_code_and_a_way_on() -> None:
    html = render_to_string("ui/message.html", {"title": "받았습니다", "text": "a < b", "code": "OK-1", "url": "/next"})
    assert "OK-1" in html
    assert "a &lt; b" in html
    assert 'href="/next"' in html


def test_the_status_of_the_draft_is_announced() -> None:
    html = render("{% autosave_status %}")
    assert 'aria-live="polite"' in html
