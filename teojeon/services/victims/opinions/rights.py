from teojeon.kernel.cases.rights import office_case_table

office_case_table("victims_opinion", append_only=True)
