"""The owner opens no door."""

urlpatterns: list[object] = []
