"""A root is what an act locks: a case, a meeting, a proposed parameter."""

import uuid
from typing import Any
from uuid import UUID

from django.db import models

from teojeon.kernel.sides.scope import ScopedModel


class Root(ScopedModel):
    """`controller`: the 개인정보처리자. `handled_by`: the organisation that works on it. `version`: rises with each act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def subject(self) -> UUID:
        """Whose data key and whose lane of the audit: for a case the case itself."""
        return self.pk

    def snapshot(self) -> dict[str, Any]:
        """What a person whose save was refused as stale is shown."""
        return {"state": self.state, "version": self.version}
