"""Machines of agencies, in the portal's process: addresses only; what they do stands in the service."""

from teojeon.services.victims.letterbox import api

urlpatterns = api.urls
