from teojeon.kernel.sides.account_scope import acting
from teojeon.kernel.sides.rights import OWN_ACCOUNT, Table, function, table

table("people_organisation", Table(writers=("office",), readers=("portal",)))
table("people_official", Table(writers=("office",)))
table("people_grant", Table(writers=("office",)))
table("people_secrecyacknowledgement", Table(writers=("office",), append_only=True))
function("own_organisations()", "office")
# rows are added and ended by the functions alone, which ask who may
table(
    "people_access",
    Table(
        readers=("portal",),
        rows={
            "portal": f"account = (SELECT acting_account()) OR {acting('people_access.subject', 'owner')}"
            " OR people_access.subject = (SELECT taken_subject())"
        },
    ),
)
table("people_invitation", Table(writers=("portal",), rows={"portal": acting("people_invitation.subject", "owner")}))
table("people_codetries", Table(writers=("portal",), rows={"portal": OWN_ACCOUNT}))
for signature in (
    "represented_subjects()",
    "helped_subjects()",
    "left_subjects()",
    "taken_subject()",
    "acts_for(uuid,uuid)",
    "stands_for(uuid,uuid)",
    "accept_invitation(bytea)",
    "end_access(uuid)",
    "close_to_owner(uuid,uuid)",
    "open_to(uuid,uuid,uuid,text)",
):
    function(signature, "portal")
function("subject_owner(uuid)")  # asked by the functions above alone
