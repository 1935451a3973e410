"""As what the signed-in account acts on a filing: the person, a proxy, a representative, or a helper."""

from teojeon.kernel.people import access
from teojeon.kernel.people.models import Access
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.models import Draft, Filing
from teojeon.services.victims.consents.giving import SELF
from teojeon.services.victims.mandates.rules import HEIR, LEGAL, PROXY

OF_ACCESS = {
    Access.PRINCIPAL: SELF,
    Access.PROXY: PROXY,
    Access.LEGAL: LEGAL,
    Access.HEIR: HEIR,
    Access.HELPER: Access.HELPER,
}
ACCESS_OF = {role: kind for kind, role in OF_ACCESS.items()}
WORDS = {SELF: "본인", PROXY: "위임대리인", LEGAL: "법정대리인", HEIR: "유족 대표", Access.HELPER: "도우미"}


def role_on(root: Draft | Filing) -> str:
    """`self`, a kind of mandate, or `helper`. Of the account that filed: what it said of itself in the application."""
    if root.account != current().account:
        own = access.own_access(root.pk)
        return OF_ACCESS[own.kind] if own else SELF
    return role_of_owner(root)


def role_of_owner(root: Draft | Filing) -> str:
    """As what the account that filed acts; before the filing it is the account's own draft."""
    filing: Filing | None = Filing.objects.visible_to(current().actor).filter(pk=root.pk).first()
    if filing is None:
        return SELF
    return load_filed(filing).content.actor.mandate_type or SELF
