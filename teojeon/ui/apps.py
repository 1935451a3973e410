"""The user-interface kit as a Django app: base templates, component tags, widgets, static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Imports Django only; every door and service may use it."""

    name = "teojeon.ui"
    label = "ui"
    verbose_name = "화면 구성"
