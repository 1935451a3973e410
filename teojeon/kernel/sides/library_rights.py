"""Tables of libraries that lie in `public`, and the functions of this room."""

from teojeon.kernel.sides.rights import Table, function, table

for name in ("django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"):
    table(name, Table())
table("sides_clockoffset", Table(readers=("portal", "office")))

function("house_objects()")
function("house_rights()")
function("acting_account()", "portal", "office")
function("acting_side()", "portal", "office")
function("legal_now()", "portal", "office")
