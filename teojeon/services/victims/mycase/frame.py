"""What every page of one own case shows above its content."""

from typing import Any
from uuid import UUID

from django.urls import reverse

CASES = "나의 사건"


def frame(subject: UUID, receipt_no: str, title: str) -> dict[str, Any]:
    """Title and way back: the list of own cases, the case by its receipt number, this page."""
    trail = [
        {"title": CASES, "url": reverse("my_cases")},
        {"title": receipt_no, "url": reverse("my_case", kwargs={"subject": subject})},
        {"title": title},
    ]
    return {"page_title": title, "breadcrumb": trail}
