"""What the portal's worker does for this service."""

from teojeon.kernel.work import jobs
from teojeon.services.victims.mycase import messages  # noqa: F401  (registers its handlers)
from teojeon.services.victims.papers import portal_tasks  # noqa: F401  (registers its jobs)

jobs.register()
