"""Approved values, as rows for the law book."""

from collections.abc import Iterable

from teojeon.kernel.parameters.models import APPROVED, ParameterValue
from teojeon.kernel.work.unit import current
from teojeon.law.book import AuthorityRow


def authority_rows(areas: Iterable[str]) -> tuple[AuthorityRow, ...]:
    """Approved values of these areas (`nation`, `sido:11`, `case:…`)."""
    rows = ParameterValue.objects.visible_to(current().actor).filter(state=APPROVED, area__in=list(areas))
    return tuple(
        AuthorityRow(row.code, row.area, row.value, row.valid_from, row.valid_to, row.source, row.resolution)
        for row in rows.order_by("code", "valid_from")
    )
