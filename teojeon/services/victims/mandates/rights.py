from teojeon.kernel.cases.rights import office_case_table

office_case_table("victims_mandate")
office_case_table("victims_heir")
