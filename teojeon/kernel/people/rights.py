from teojeon.kernel.sides.rights import Table, function, table

table("people_organisation", Table(writers=("office",), readers=("portal",)))
table("people_official", Table(writers=("office",)))
table("people_grant", Table(writers=("office",)))
function("own_organisations()", "office")
