"""The columns of figures: no person is in them."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

register("victims.ProgressFigure", dict.fromkeys(["organisation", "counted_on", "cases", "p50", "p90"], NOT_PERSONAL))
