from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "teojeon.kernel.parameters"
    label = "parameters"

    def ready(self) -> None:
        from teojeon.kernel.parameters import columns, rights  # noqa: F401
