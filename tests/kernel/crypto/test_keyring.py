import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from teojeon.kernel.crypto import keyring as keyring_module
from teojeon.kernel.crypto.keyring import KeyMissing, create_missing, keyring, new_sealing_pair
from teojeon.kernel.crypto.sealing import Unopened, seal, unseal
from teojeon.kernel.sides.current import NoSide, acting_as


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_second_set_up_changes_nothing(own_keys: Path) -> None:
    before = contents(own_keys)
    assert create_missing(own_keys) == []
    assert contents(own_keys) == before


def test_a_set_up_that_stopped_half_way_is_finished_by_the_next(own_keys: Path) -> None:
    before = contents(own_keys)
    (own_keys / "office" / "master" / "current").unlink()
    (own_keys / "portal" / "peer-seal.pub").unlink()
    (own_keys / "office" / "seal.pub").unlink()
    create_missing(own_keys)
    assert contents(own_keys) == before


def test_only_the_owner_may_read_any_key_file(own_keys: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in own_keys.rglob("*") if path.is_file()}
    assert modes == {0o600}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in own_keys.rglob("*") if path.is_dir()}
    assert folders == {0o700}


@pytest.mark.req("S1-XCT-05")
def test_what_the_portal_seals_to_the_office_the_portal_cannot_open(portal: None) -> None:
    box = seal(b"9001011234567", keyring().peer_sealing_key(), "draft/1/number")
    with pytest.raises(Unopened):
        unseal(box, keyring().unsealing_keys(), "draft/1/number")
    with acting_as("office"):
        assert unseal(box, keyring().unsealing_keys(), "draft/1/number") == b"9001011234567"


def test_after_a_new_sealing_pair_old_and_new_boxes_open_and_the_portal_seals_to_the_new_one(own_keys: Path) -> None:
    with acting_as("portal"):
        old = seal(b"old", keyring().peer_sealing_key(), "c")
    name = new_sealing_pair(own_keys, "office")
    with acting_as("portal"):
        new = seal(b"new", keyring().peer_sealing_key(), "c")
    assert new[1:9] == name != old[1:9]
    with acting_as("office"):
        ring = keyring().unsealing_keys()
        assert (unseal(old, ring, "c"), unseal(new, ring, "c")) == (b"old", b"new")


def test_the_two_sides_share_no_secret(own_keys: Path) -> None:
    secrets_of = {
        side: {path.read_bytes() for path in (own_keys / side).rglob("*.key") if path.name != "pdf-seal.key"}
        for side in ("portal", "office")
    }
    assert not secrets_of["portal"] & secrets_of["office"]


def test_a_missing_key_is_named_with_what_to_do(office: None, own_keys: Path) -> None:
    (own_keys / "office" / "lookup.key").unlink()
    with pytest.raises(KeyMissing, match=r"office 조회용 키.*make setup"):
        keyring().lookup_key()


def test_half_a_key_is_no_key(office: None, own_keys: Path) -> None:
    (own_keys / "office" / "audit.key").write_bytes(b"short")
    with pytest.raises(KeyMissing):
        keyring().audit_key()


def test_the_current_master_key_is_never_destroyed(office: None) -> None:
    with pytest.raises(ValueError, match="current"):
        keyring().forget_master(keyring().current_master()[0])


def test_a_keyring_shows_no_key(office: None) -> None:
    name, master = keyring().current_master()
    assert master.hex() not in repr(keyring())
    assert repr(master) not in repr(keyring())
    assert name not in repr(keyring())


def test_without_a_side_there_is_no_keyring(own_keys: Path, settings: Settings) -> None:
    settings.SIDE = None
    with pytest.raises(NoSide):
        keyring_module.keyring()
