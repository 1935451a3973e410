"""The case page: the file and the assessment for each pair of eyes that may see them."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.support.factories import (
    ADDRESS,
    MOBILE,
    NUMBER,
    acting,
    browser,
    cast,
    days_later,
    district,
    make_case,
    official,
    record_all,
    record_fact,
)

pytestmark = pytest.mark.usefixtures("office_side")


def test_province_sees_file_and_assessment() -> None:
    case = make_case("INVESTIGATING")
    response = browser(cast("invest")).get(reverse("case", args=[case]))
    page = response.content.decode()
    open("/tmp/w/case.html","w").write(page)
    assert response.status_code == 200
