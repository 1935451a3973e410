from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "teojeon.services.guidance"
    label = "guidance"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.services.guidance import columns, rights  # noqa: F401
        from teojeon.services.guidance.examined import actions as examined  # noqa: F401
        from teojeon.services.guidance.offices import actions as offices  # noqa: F401
        from teojeon.services.guidance.pages import actions as pages  # noqa: F401

        trail("guidance_pageversion", "event", actions=["guidance.start"])
        trail("guidance_office", "event", actions=["guidance.office_enter"])
        trail("guidance_picture", "event", actions=["guidance.picture"])
        trail("guidance_examination", "event", actions=["guidance.examined"])
