from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "teojeon.services.victims"
    label = "victims"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.kernel.cases.actions import CODES
        from teojeon.services.victims import columns, rights  # noqa: F401
        from teojeon.services.victims.agenda import actions as agenda  # noqa: F401
        from teojeon.services.victims.assessment import actions as assessment  # noqa: F401
        from teojeon.services.victims.case import deadlines, procedure  # noqa: F401
        from teojeon.services.victims.decision import actions as decision  # noqa: F401
        from teojeon.services.victims.intake import messages as intake
        from teojeon.services.victims.investigation import actions as investigation  # noqa: F401
        from teojeon.services.victims.investigation import recording  # noqa: F401
        from teojeon.services.victims.mycase import messages as mycase  # noqa: F401
        from teojeon.services.victims.uplift import codes  # noqa: F401

        # now that all acts on cases are known: each leaves a line in the timeline, and verify looks for it
        trail("cases_timelineentry", "event", actions=[*CODES, intake.INTAKE])
        trail("victims_filing", "event", actions=["application.submit"])
