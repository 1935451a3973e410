"""`teojeon rights apply|check`: makes the database's rights equal to the register, or says where they differ."""

import os


def main(words: list[str]) -> int:
    """`apply` as owner; `check` prints differences and answers 1 where there are any."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.owner"
    import django

    django.setup()
    from teojeon.kernel.sides import rights

    if words == ["apply"]:
        rights.apply()
        return 0
    if words == ["check"]:
        wanted, live = rights.wanted(), rights.live()
        for name, role, privilege in sorted(wanted - live):
            print(f"없음: {role} {privilege} {name}")
        for name, role, privilege in sorted(live - wanted):
            print(f"지나침: {role} {privilege} {name}")
        return 0 if wanted == live else 1
    print("쓰는 법: teojeon rights apply | check")
    return 2
