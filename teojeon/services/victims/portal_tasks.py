"""What the portal's worker does for this service."""

from teojeon.kernel.work import jobs
from teojeon.services.victims.letterbox.keeping import drop_due
from teojeon.services.victims.mycase import messages  # noqa: F401  (registers its handlers)
from teojeon.services.victims.papers import portal_tasks  # noqa: F401  (registers its jobs)
from teojeon.services.victims.service.posting import drop_ended

jobs.register()
jobs.repeat("drop_ended_notices", jobs.EACH_NIGHT, drop_ended)
jobs.repeat("drop_due_requests", jobs.EACH_NIGHT, drop_due)
