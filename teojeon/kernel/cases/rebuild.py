"""Deriving all deadlines anew."""

from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.unit import current


def rebuild_deadlines() -> tuple[int, int]:
    """Returns how many cases were seen and how many had an index row that differed from its events."""
    actor = current().actor
    seen = mended = 0
    for case in Case.objects.visible_to(actor).order_by("id").iterator(chunk_size=500):
        seen += 1
        if deadlines.refresh(case, actor):
            case.save(update_fields=["next_due"])
            mended += 1
    return seen, mended
