from teojeon.services.accounts import office
from tests.services.accounts.doors import pages

urlpatterns = [*office.urls, *pages]
