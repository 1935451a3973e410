"""What the office's worker does for this service."""

from teojeon.kernel.audit import looks
from teojeon.kernel.cases.alerts import derive_alerts
from teojeon.kernel.cases.looks import accounts_of
from teojeon.kernel.cases.rederive import rederive_open
from teojeon.kernel.notices.sending import send_waiting
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.assessment.office_tasks import reassess_after_values, reassess_lately
from teojeon.services.victims.counter import office_tasks as counter  # noqa: F401  (registers its jobs)
from teojeon.services.victims.decision.office_tasks import finalise_due
from teojeon.services.victims.intake import messages  # noqa: F401  (registers its handlers)
from teojeon.services.victims.orders import office_tasks as orders  # noqa: F401  (registers its jobs)
from teojeon.services.victims.papers import office_tasks  # noqa: F401  (registers its jobs)
from teojeon.services.victims.progress.digest import send_digests
from teojeon.services.victims.progress.figures import count_figures
from teojeon.services.victims.progress.silence import tell_the_silent
from teojeon.services.victims.progress.telling import remind
from teojeon.services.victims.service.office_tasks import notices_take_effect
from teojeon.services.victims.supplement import office_tasks as on_paper  # noqa: F401  (registers its jobs)
from teojeon.services.victims.visits.offline_tasks import drop_left_photos

EACH_MORNING, AFTER_ALERTS = "30 21 * * *", "30 22 * * *"  # UTC: half past six and half past seven in Seoul


def advance_looks() -> None:
    """Counts who looked at whose data since the last time, for the persons' own page."""
    with unit_of_work(INTAKE_PRINCIPAL):
        looks.advance(accounts_of)


jobs.register()
jobs.repeat("rederive_deadlines", jobs.EACH_MINUTE, rederive_open)
jobs.repeat("advance_looks", jobs.EACH_MINUTE, advance_looks)
jobs.repeat("notices_take_effect", jobs.EACH_NIGHT, notices_take_effect)
jobs.repeat("send_waiting", jobs.EACH_MINUTE, send_waiting)
jobs.repeat("count_figures", jobs.EACH_NIGHT, count_figures)
jobs.repeat("derive_alerts", EACH_MORNING, derive_alerts)
jobs.repeat("send_digests", AFTER_ALERTS, send_digests)
jobs.repeat("remind", AFTER_ALERTS, remind)
jobs.repeat("tell_the_silent", AFTER_ALERTS, tell_the_silent)
jobs.repeat("finalise_due", jobs.EACH_NIGHT, finalise_due)
jobs.repeat("reassess_after_values", jobs.EACH_MINUTE, reassess_after_values)
jobs.repeat("reassess_lately", jobs.EACH_NIGHT, reassess_lately)
jobs.repeat("drop_left_visit_photos", jobs.EACH_NIGHT, drop_left_photos)
