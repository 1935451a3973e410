from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "teojeon.services.accounts"
    label = "accounts"
