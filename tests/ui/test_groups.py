"""Repeating groups: which rows stand, what a button does to them, and whose refusal is whose."""

import datetime as dt

import pytest
from django import forms

from teojeon.ui.forms import KoreanDateField, TextField, UnknownableField
from teojeon.ui.groups import Group, GroupedForm, Move, RowForm, indices, moved, written_rows


class PetRow(RowForm):
    name = TextField(label="이름", required=False, limit=5)
    born_on = UnknownableField(KoreanDateField(label="태어난 날", latest=dt.date(2026, 11, 20), required=False))


class PetForm(GroupedForm):
    groups = (Group("pets", "동물", PetRow, most=3),)
    owner = TextField(label="주인")


def form(**typed: str) -> PetForm:
    made = PetForm({"owner": "가람", **{name.replace("__", "-"): text for name, text in typed.items()}})
    made.is_valid()
    return made


def test_a_row_in_which_nothing_stands_is_no_row() -> None:
    rows = form(pets__0__name="나무", pets__1__name="", pets__2__name="바람").rows["pets"]
    assert [row["name"] for row in rows.cleaned] == ["나무", "바람"]


def test_rows_come_in_the_order_of_their_numbers_and_not_of_their_names() -> None:
    assert indices(
        "pets", {"pets-10-name": "a", "pets-9-name": "b", "pets-x-name": "c", "pet-1-name": "d", "pets-1000-name": "e"}
    ) == [9, 10]


def test_a_group_without_rows_shows_one_blank_row_and_more_when_asked_for() -> None:
    assert len(PetForm().rows["pets"].forms) == 1
    standing = PetForm(rows={"pets": [{"name": "나무"}]})
    assert [row.prefix for row in standing.rows["pets"]] == ["pets-0"]
    more = PetForm(rows={"pets": [{"name": "나무"}]}, more="pets")
    assert [row.prefix for row in more.rows["pets"]] == ["pets-0", "pets-1"]


def test_a_full_group_offers_no_more() -> None:
    rows = PetForm(rows={"pets": [{"name": "나무"}] * 3}, more="pets").rows["pets"]
    assert len(rows.forms) == 3 and not rows.may_add


def test_one_row_too_many_is_refused_and_named() -> None:
    made = form(**{f"pets__{number}__name": "나무" for number in range(4)})
    assert [(error.field, error.code) for error in made.row_errors] == [("pets", "TOO_MANY")]
    assert form(**{f"pets__{number}__name": "나무" for number in range(3)}).row_errors == []


def test_a_refusal_names_its_row_and_leads_to_its_input() -> None:
    made = form(pets__0__name="나무", pets__1__born_on="2026-11-21")
    [error] = made.all_errors
    assert (error.field, error.code, error.label) == ("pets-1-born_on", "BAD_VALUE", "동물 2 · 태어난 날")
    assert error.message.startswith("동물 2: ") and error.anchor == "id_pets-1-born_on_0"


def test_the_refusals_of_the_form_come_before_those_of_its_rows() -> None:
    made = form(owner="", pets__0__name="가나다라마바")
    assert [error.field for error in made.all_errors] == ["owner", "pets-0-name"]


ROWS = {"owner": "가람", "pets-0-name": "나무", "pets-3-name": "바람", "pets-3-born_on_unknown": "on", "pets-5-name": ""}


def test_removing_takes_out_the_row_and_closes_the_gap() -> None:
    data, taken = moved(ROWS, Move("remove", "pets", 0), None)
    assert data == {"owner": "가람", "pets-0-name": "바람", "pets-0-born_on_unknown": "on"}
    assert taken == {"index": 0, "inputs": {"name": "나무"}}


def test_restoring_puts_the_row_back_where_it_stood() -> None:
    data, taken = moved(ROWS, Move("remove", "pets", 3), None)
    again, nothing = moved(data, Move("restore", "pets"), taken)
    assert nothing is None
    assert again == {"owner": "가람", "pets-0-name": "나무", "pets-1-name": "바람", "pets-1-born_on_unknown": "on"}


@pytest.mark.parametrize("move", [Move("remove", "pets", 7), Move("restore", "pets")])
def test_a_button_for_a_row_that_is_gone_changes_nothing_that_was_typed(move: Move) -> None:
    data, taken = moved(ROWS, move, None)
    assert taken is None and [text for name, text in data.items() if name.endswith("-name")] == ["나무", "바람"]


@pytest.mark.parametrize("action", ["remove:owner:0", "remove:pets:x", "drop:pets:0", "", "add:", "next"])
def test_a_button_that_is_not_about_a_group_is_no_move(action: str) -> None:
    assert Move.of(action, PetForm.groups) is None


def test_a_button_says_what_it_does_to_which_row() -> None:
    assert Move.of("remove:pets:2", PetForm.groups) == Move("remove", "pets", 2)
    assert Move.of("add:pets", PetForm.groups) == Move("add", "pets")


def test_what_is_written_is_read_again_as_it_was() -> None:
    class Pet:
        def __init__(self, name: str, born_on: object) -> None:
            self.name, self.born_on = name, born_on

    data = written_rows(PetForm.groups[0], [Pet("나무", dt.date(2026, 1, 2)), Pet("바람", None)])
    assert data == {"pets-0-name": "나무", "pets-0-born_on": "2026-01-02", "pets-1-name": "바람"}
    made = PetForm({"owner": "가람", **data})
    assert made.rows["pets"].cleaned[0]["born_on"] == dt.date(2026, 1, 2)


def test_a_field_that_a_browser_adds_is_no_part_of_a_row() -> None:
    assert isinstance(PetForm().fields["owner"], forms.Field)
    assert form(pets__0__unknown_input="x").rows["pets"].cleaned == []
