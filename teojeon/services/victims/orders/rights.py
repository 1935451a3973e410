from teojeon.kernel.cases.rights import office_case_table

office_case_table("victims_statementorder")
office_case_table("victims_orderanswer", append_only=True)
office_case_table("victims_answerfile", append_only=True)
office_case_table("victims_noresponse")
office_case_table("victims_finereferral", append_only=True)
