from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "teojeon.kernel.cases"
    label = "cases"

    def ready(self) -> None:
        from teojeon.kernel.cases import columns, rights  # noqa: F401
