from django.apps import AppConfig
from django.conf import settings


class AccountsConfig(AppConfig):
    name = "teojeon.services.accounts"
    label = "accounts"

    def ready(self) -> None:
        # each side carries out the other's messages; tests act as both
        if settings.SIDE != "portal":
            from teojeon.services.accounts.counter import actions  # noqa: F401
        if settings.SIDE != "office":
            from teojeon.services.accounts.counter import portal  # noqa: F401
        if settings.SIDE == "portal":
            from teojeon.kernel.people.identity import provider

            provider()  # a simulator of identities does not even start outside development
