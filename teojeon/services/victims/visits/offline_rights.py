from teojeon.kernel.cases.rights import office_case_table

office_case_table("victims_visitentry")
# deletable: a sealed photo goes once it is a photo of the visit
office_case_table("victims_visitentryphoto", deletable=True)
