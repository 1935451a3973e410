"""A portal and an office with their own pages only, and people who may sign in."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings
from django.urls import set_urlconf

from teojeon.kernel import clock
from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.officials import create_official, create_organisation, grant
from teojeon.kernel.people.secrecy import acknowledge
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts import second_factor
from tests.support.sides import as_side

PASSWORD = "han-gang-2026"


@pytest.fixture
def portal(db: None) -> Iterator[None]:
    """The portal's door."""
    with as_side("portal"), override_settings(ROOT_URLCONF="tests.services.accounts.portal_urls"):
        set_urlconf(None)
        yield


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """The office's door with a district and six officials without boxes; ministry, provinces and committee stand already."""
    with as_side("office"), override_settings(ROOT_URLCONF="tests.services.accounts.office_urls"):
        set_urlconf(None)
        with unit_of_work(REGISTRAR_PRINCIPAL):
            create_organisation("SGG-11110", "종로구", Kind.DISTRICT, supervisor="SD-11", region="11110")
            for username, name, place in (
                ("head", "기관장", "SD-11"),
                ("reviewer", "검토관", "MOLIT"),
                ("seoul", "서울담당", "SD-11"),
                ("jongno", "종로담당", "SGG-11110"),
                ("molit", "국토담당", "MOLIT"),
                ("member", "위원", "CMT"),
            ):
                create_official(username, name, place)
        yield


@pytest.fixture
def citizen(portal: None) -> Account:
    """A person with an account of the portal."""
    return Account.objects.create_user("tenant01", PASSWORD, created_at=clock.real_now())


@pytest.fixture
def give(office: None) -> Callable[..., None]:
    """Grants a box with `head` applying and `reviewer` approving."""

    def give(username: str, box: str, **more: bool) -> None:
        with unit_of_work(REGISTRAR_PRINCIPAL):
            grant(username, box, applied_by="head", approved_by="reviewer", **more)  # type: ignore[arg-type]

    return give


@pytest.fixture
def official(office: None) -> Account:
    """An official of Seoul with a known password, not enrolled yet."""
    account = Account.objects.get(username="seoul")
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def signed_in_official(official: Account, client: Client) -> Client:
    """A browser in which the official has given password and code."""
    secret = second_factor.enrol(official)
    with unit_of_work(official.pk):
        acknowledge(official.pk)
    sign_in(client, "seoul")
    client.post("/second-factor/code/", {"code": second_factor.current_code(secret)[0]})
    return client


def sign_in(client: Client, username: str, password: str = PASSWORD) -> object:
    return client.post("/sign-in/", {"login": username, "password": password})
