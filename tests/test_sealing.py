"""Secrets at rest: what is sealed opens in its place alone, with the key that sealed it."""

import secrets

import pytest

from app.core.sealing import KEY_BYTES, Seals, UnsealableError

OLD, NEW = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_what_is_sealed_opens_and_tells_nothing_meanwhile() -> None:
    seals = Seals([NEW])
    sealed = seals.seal(SECRET, "webhook:1")
    assert SECRET.encode() not in sealed
    assert sealed != seals.seal(SECRET, "webhook:1"), "equal secrets are not seen to be equal"
    assert seals.open(sealed, "webhook:1") == SECRET


def test_moved_to_another_place_it_does_not_open() -> None:
    seals = Seals([NEW])
    with pytest.raises(UnsealableError):
        seals.open(seals.seal(SECRET, "webhook:1"), "webhook:2")


def test_changed_in_any_byte_or_cut_off_it_does_not_open() -> None:
    seals = Seals([NEW])
    sealed = seals.seal("a", "webhook:1")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(UnsealableError):
            seals.open(bytes(changed), "webhook:1")
        with pytest.raises(UnsealableError):
            seals.open(sealed[:place], "webhook:1")


def test_the_first_key_seals_and_all_open() -> None:
    before = Seals([OLD]).seal(SECRET, "webhook:1")
    rotated = Seals([NEW, OLD])
    assert rotated.open(before, "webhook:1") == SECRET
    after = rotated.seal(SECRET, "webhook:1")
    assert Seals([NEW]).open(after, "webhook:1") == SECRET
    with pytest.raises(UnsealableError):
        Seals([NEW]).open(before, "webhook:1")


def test_a_key_is_not_shown() -> None:
    shown = repr(Seals([OLD]))
    assert OLD.hex() not in shown
    assert repr(OLD) not in shown
