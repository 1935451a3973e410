"""The models of this app, each with its concept."""

from teojeon.services.guidance.examined.models import Examination
from teojeon.services.guidance.offices.models import Office
from teojeon.services.guidance.pages.models import PageVersion, Picture

__all__ = ["Examination", "Office", "PageVersion", "Picture"]
