from teojeon.kernel.sides.case_scope import readable
from teojeon.kernel.sides.rights import Table, table


def office_case_table(name: str, *, append_only: bool = False, deletable: bool = False, case: str = "case_id") -> None:
    """A table of cases or their children: the office's alone, row by row as `readable` says. `case`: column with the case's key."""
    table(
        name,
        Table(writers=("office",), append_only=append_only, deletable=deletable, rows={"office": readable(f"{name}.{case}")}),
    )


office_case_table("cases_case", case="id")
office_case_table("cases_timelineentry", append_only=True)
office_case_table("cases_deadline", deletable=True)
office_case_table("cases_assignment")
office_case_table("people_party")
office_case_table("documents_document")
office_case_table("notices_notice")
office_case_table("cases_alert")
# no row policy: the policies of all case tables look into it
table("cases_reader", Table(writers=("office",)))
