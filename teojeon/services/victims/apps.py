from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "teojeon.services.victims"
    label = "victims"

    def ready(self) -> None:
        from teojeon.services.victims import columns, rights  # noqa: F401
        from teojeon.services.victims.case import deadlines, procedure  # noqa: F401
        from teojeon.services.victims.uplift import codes  # noqa: F401
