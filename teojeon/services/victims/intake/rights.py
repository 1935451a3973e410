from teojeon.kernel.cases.rights import office_case_table

office_case_table("victims_task")
office_case_table("victims_caseflag", deletable=True)
office_case_table("victims_residentcheck", append_only=True)
office_case_table("victims_matter")
