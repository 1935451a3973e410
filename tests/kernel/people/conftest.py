"""Identity providers on this machine, and the settings that lead to them."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.kernel.people.providers import OpenIdProvider, PortOneServer, served

OIDC = "teojeon.kernel.people.identity_oidc.OpenIdConnect"
PORTONE = "teojeon.kernel.people.identity_portone.PortOne"


@pytest.fixture
def openid() -> Iterator[OpenIdProvider]:
    """An OpenID Connect provider, configured as this house's."""
    agency = OpenIdProvider()
    with served(agency.route) as address:
        agency.issuer = address
        words = {"issuer": address, "client_id": agency.client_id, "client_secret": agency.client_secret}
        with override_settings(IDENTITY_ADAPTER=OIDC, IDENTITY=words):
            yield agency


@pytest.fixture
def portone() -> Iterator[PortOneServer]:
    """PortOne's interface, configured as this house's."""
    agency = PortOneServer()
    with served(agency.route) as address:
        words = {"api": address, "secret": agency.secret, "channel_key": "channel-key-1", "store_id": "store-1"}
        with override_settings(IDENTITY_ADAPTER=PORTONE, IDENTITY=words):
            yield agency
