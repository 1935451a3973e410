import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from teojeon.kernel.documents import numbering
from teojeon.kernel.documents.models import NumberSeries
from teojeon.kernel.documents.numbering import BlockExhausted, next_number, next_receipt, receipt_block
from teojeon.kernel.sides.current import acting_as


@pytest.mark.usefixtures("office_database")
def test_each_series_and_year_counts_for_itself_from_one() -> None:
    given = [next_number(series, year) for series, year in [("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027)]]
    assert given == [1, 2, 1, 1]


@pytest.mark.usefixtures("office_database")
def test_a_number_whose_act_failed_is_given_again() -> None:
    assert next_number("a", 2026) == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number("a", 2026)
        raise RuntimeError
    assert next_number("a", 2026) == 2


def test_outside_a_transaction_there_is_no_number(django_db_setup: None, django_db_blocker: DjangoDbBlocker, office: None) -> None:
    with django_db_blocker.unblock():
        try:
            with pytest.raises(transaction.TransactionManagementError):
                next_number("a", 2026)
        finally:
            connection.close()


@pytest.mark.usefixtures("office_database")
def test_receipt_numbers_of_the_two_sides_never_meet() -> None:
    assert next_receipt(2026, "서울", "office") == "2026-서울-500000"
    assert next_receipt(2026, "서울", "office") == "2026-서울-500001"
    assert next_receipt(2026, "부산", "office") == "2026-부산-500000"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal")
    with acting_as("portal"):
        assert next_receipt(2026, "서울", "portal") == "2026-서울-000001"
    assert not set(receipt_block("portal")) & set(receipt_block("office"))


@pytest.mark.usefixtures("office_database")
def test_a_side_gives_no_number_of_the_others_block() -> None:
    with pytest.raises(ValueError, match="own block"):
        next_receipt(2026, "서울", "portal")


@pytest.mark.usefixtures("office_database")
def test_a_block_ends_where_it_ends() -> None:
    last = len(receipt_block("office"))
    NumberSeries.objects.create(side="office", series="receipt:서울", year=2026, last=last - 1)
    assert next_receipt(2026, "서울", "office") == "2026-서울-999999"
    with pytest.raises(BlockExhausted):
        next_receipt(2026, "서울", "office")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker, office: None) -> Iterator[None]:
    """Several connections see only what was committed; of this series nothing stays."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            NumberSeries.objects.filter(series="race").delete()
            connection.close()


def test_two_hundred_acts_at_once_of_which_some_fail_leave_no_gap(committed: None) -> None:
    kept: list[int] = []

    def act(worker: int) -> None:
        with acting_as("office"):
            for turn in range(25):
                try:
                    with transaction.atomic():
                        number = numbering.next_number("race", 2026)
                        if (worker + turn) % 4 == 0:
                            raise RuntimeError
                    kept.append(number)
                except RuntimeError:
                    pass
        connection.close()

    workers = [threading.Thread(target=act, args=(worker,)) for worker in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(kept) == 150
    assert sorted(kept) == list(range(1, 151))
