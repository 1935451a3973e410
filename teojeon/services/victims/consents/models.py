"""What a person consented to, as the office knows it and as the portal shows it."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.account_scope import ActingAccounts
from teojeon.kernel.sides.scope import ScopedModel


class ConsentRecord(models.Model):
    """One answer with all that was read before it. `granted`: None = not answered. `by`: self, or as what somebody acted.

    `withdrawn_at`: from when on it no longer holds; what was done before stays lawful (A-43).
    """

    consent_code = models.CharField(max_length=12)
    granted = models.BooleanField(null=True, blank=True)
    text_version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=24)
    recipients = models.CharField(max_length=400)
    items = models.CharField(max_length=400)
    purpose = models.CharField(max_length=400)
    retention = models.CharField(max_length=400)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        """Whether an act may rest on it now."""
        return self.granted is True and self.withdrawn_at is None

    @property
    def says(self) -> bool | None:
        """The answer that holds now: a withdrawn consent is a refusal."""
        return False if self.granted and self.withdrawn_at else self.granted


class Consent(ConsentRecord, CaseChild):
    """A consent on a case, in the office: what acts rest on. `message`: the portal's, empty for one given at the counter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    message = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "consent_code"],
                condition=models.Q(granted=True, withdrawn_at=None),
                name="consent_stands_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "consent_code", "at"], name="consent_of_case")]


class PortalConsent(ConsentRecord, ScopedModel):
    """A consent that was given, refused or withdrawn from "my case"; what was answered at filing stands in the filing.

    Not for helpers (S1-APP-02): the row policy knows who acts for the person and who only helps.
    """

    scope = ActingAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "at"], name="portal_consent_of_case")]
