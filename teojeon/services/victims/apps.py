from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "teojeon.services.victims"
    label = "victims"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.kernel.cases.actions import CODES
        from teojeon.services.victims import columns, rights  # noqa: F401
        from teojeon.services.victims.additional import actions as additional  # noqa: F401
        from teojeon.services.victims.agenda import actions as agenda  # noqa: F401
        from teojeon.services.victims.amendments import additions, receiving, replies  # noqa: F401
        from teojeon.services.victims.application import office_messages as application  # noqa: F401
        from teojeon.services.victims.assessment import actions as assessment  # noqa: F401
        from teojeon.services.victims.case import deadlines, procedure  # noqa: F401
        from teojeon.services.victims.consents import messages as consents  # noqa: F401
        from teojeon.services.victims.consents import office_actions as consents_office  # noqa: F401
        from teojeon.services.victims.conversation import messages as questions  # noqa: F401
        from teojeon.services.victims.conversation import portal_messages as answers  # noqa: F401
        from teojeon.services.victims.decision import actions as decision  # noqa: F401
        from teojeon.services.victims.enquiry import answering, asking, linked  # noqa: F401
        from teojeon.services.victims.estimates import actions as estimates  # noqa: F401
        from teojeon.services.victims.extracts import actions as extracts  # noqa: F401
        from teojeon.services.victims.intake import messages as intake
        from teojeon.services.victims.intake import resident, transfer  # noqa: F401
        from teojeon.services.victims.investigation import actions as investigation  # noqa: F401
        from teojeon.services.victims.investigation import recording  # noqa: F401
        from teojeon.services.victims.letterbox import keeping as letterbox  # noqa: F401
        from teojeon.services.victims.letterbox import receiving as replies_by_link  # noqa: F401
        from teojeon.services.victims.linkage import actions as linkage  # noqa: F401
        from teojeon.services.victims.linkage import keeping as _linkage  # noqa: F401
        from teojeon.services.victims.links import actions as links  # noqa: F401
        from teojeon.services.victims.mandates import messages as mandates  # noqa: F401
        from teojeon.services.victims.mandates import office_actions as mandates_office  # noqa: F401
        from teojeon.services.victims.mycase import messages as mycase  # noqa: F401
        from teojeon.services.victims.opinions import actions as opinions  # noqa: F401
        from teojeon.services.victims.orders import actions as orders  # noqa: F401
        from teojeon.services.victims.orders import office_actions as order_answers  # noqa: F401
        from teojeon.services.victims.papers import (
            keeping,  # noqa: F401
            scans,  # noqa: F401
        )
        from teojeon.services.victims.papers import receiving as papers  # noqa: F401
        from teojeon.services.victims.progress import digest, silence, telling  # noqa: F401
        from teojeon.services.victims.referral import actions as referral  # noqa: F401
        from teojeon.services.victims.register import closing, exporting
        from teojeon.services.victims.requests import actions as requests  # noqa: F401
        from teojeon.services.victims.requests import deciding  # noqa: F401
        from teojeon.services.victims.requests import replies as agency_replies  # noqa: F401
        from teojeon.services.victims.service import actions as service  # noqa: F401
        from teojeon.services.victims.service import messages as stored  # noqa: F401
        from teojeon.services.victims.service import posting, proofs  # noqa: F401
        from teojeon.services.victims.supplement import messages as supplement  # noqa: F401
        from teojeon.services.victims.supplement import more_time, office_actions, portal_messages  # noqa: F401
        from teojeon.services.victims.uplift import codes  # noqa: F401
        from teojeon.services.victims.visits import actions as visits  # noqa: F401

        # now that all acts on cases are known: each leaves a line in the timeline, and verify looks for it
        trail("cases_timelineentry", "event", actions=[*CODES, intake.INTAKE])
        trail("victims_filing", "event", actions=["application.submit"])
        trail("victims_registerclosing", "event", actions=[closing.CODE])
        trail("victims_registerexport", "event", actions=[exporting.ASKED])
        trail("victims_exportdownload", "event", actions=[exporting.DOWNLOADED])
