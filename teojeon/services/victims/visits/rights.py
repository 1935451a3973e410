from teojeon.kernel.cases.rights import office_case_table

office_case_table("victims_visit", append_only=True)
office_case_table("victims_visitphoto", append_only=True)
