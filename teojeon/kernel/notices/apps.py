from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "teojeon.kernel.notices"
    label = "notices"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.kernel.notices import columns, rights  # noqa: F401

        trail("notices_template", "event", actions=["notices.save_template"])
