from teojeon.services.accounts import portal
from tests.services.accounts.doors import pages

urlpatterns = [*portal.urls, *pages]
