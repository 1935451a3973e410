"""What the portal's worker does for this service."""

from teojeon.kernel.work import jobs
from teojeon.services.victims.mycase import messages  # noqa: F401  (registers its handlers)

jobs.register()
