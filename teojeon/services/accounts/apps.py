from django.apps import AppConfig
from django.conf import settings


class AccountsConfig(AppConfig):
    name = "teojeon.services.accounts"
    label = "accounts"

    def ready(self) -> None:
        if settings.SIDE == "portal":
            from teojeon.kernel.people.identity import provider

            provider()  # a simulator of identities does not even start outside development
