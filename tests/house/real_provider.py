"""Stands for an identity agency's adapter, which is none of the simulated ones."""


class RealProvider:
    """Would ask the agency; the checks before a deployment never start it."""

    simulated = False
