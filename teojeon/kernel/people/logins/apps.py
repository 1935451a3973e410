from django.apps import AppConfig


class LoginsConfig(AppConfig):
    name = "teojeon.kernel.people.logins"
    label = "logins"

    def ready(self) -> None:
        from teojeon.kernel.people.logins import columns  # noqa: F401
