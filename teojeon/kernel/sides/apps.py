from django.apps import AppConfig


class SidesConfig(AppConfig):
    name = "teojeon.kernel.sides"
    label = "sides"

    def ready(self) -> None:
        from teojeon.kernel.sides import library_rights  # noqa: F401
