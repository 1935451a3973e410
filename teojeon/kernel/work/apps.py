from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "teojeon.kernel.work"
    label = "work"

    def ready(self) -> None:
        from teojeon.kernel.work import columns, rights  # noqa: F401
