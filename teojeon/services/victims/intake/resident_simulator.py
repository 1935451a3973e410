"""A simulated sharing centre for development: it invents one stay for every number, and says so."""

import datetime as dt

from teojeon.services.victims.intake.resident import Extract, NotAnswered, Stay

CENTURIES = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
MOVED_IN_ON = dt.date(2023, 4, 3)
ADDRESS = "(모의 주소)"
NUMBER_LENGTH = 13


class Simulator:
    """Answers every possible number with an invented stay; a name it does not know, so none is compared."""

    simulated = True

    def extract(self, number: str) -> Extract:
        """Raises NotAnswered for what is no number of a person."""
        if len(number) != NUMBER_LENGTH or number[6] not in CENTURIES:
            raise NotAnswered(number[6:7])
        try:
            born = dt.date(CENTURIES[number[6]] + int(number[:2]), int(number[2:4]), int(number[4:6]))
        except ValueError as error:
            raise NotAnswered("birth date") from error
        return Extract("", born, (Stay(ADDRESS, MOVED_IN_ON),))
