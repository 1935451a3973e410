"""The steps of the application as forms. Fields that decide others come first; each says why it is asked."""

from teojeon.services.victims.application.forms.base import Part, ShownPart, StepForm, When, inputs_of, label_of, written
from teojeon.services.victims.application.forms.choices import HANDOVER_STATES
from teojeon.services.victims.application.forms.damage import DamageForm
from teojeon.services.victims.application.forms.house import HouseForm
from teojeon.services.victims.application.forms.lease import LeaseForm
from teojeon.services.victims.application.forms.occupancy import OccupancyForm
from teojeon.services.victims.application.forms.papers import PapersForm
from teojeon.services.victims.application.forms.person import ActorForm, ApplicantForm
from teojeon.services.victims.application.forms.statement import StatementForm

__all__ = [
    "HANDOVER_STATES",
    "ActorForm",
    "ApplicantForm",
    "DamageForm",
    "HouseForm",
    "LeaseForm",
    "OccupancyForm",
    "PapersForm",
    "Part",
    "ShownPart",
    "StatementForm",
    "StepForm",
    "When",
    "inputs_of",
    "label_of",
    "written",
]
