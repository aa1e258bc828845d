"""Passwords are of any characters between two lengths; hashing them is slow, bounded and the same for all."""

import asyncio
import threading
import unicodedata
from typing import Literal

import argon2
import pytest
from pwdlib import PasswordHash

from app.auth import passwords
from app.auth.passwords import LONGEST, SHORTEST, hash_password, verify_password
from app.domain.errors import UnsuitablePassword

PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def hashed() -> str:
    return asyncio.run(hash_password(PASSWORD))


def verify(password: str, hash: str | None) -> bool:
    return asyncio.run(verify_password(password, hash))


def test_a_password_is_that_of_its_hash_and_no_other_is(hashed: str) -> None:
    assert verify(PASSWORD, hashed)
    assert not verify(PASSWORD + " ", hashed)
    assert not verify(PASSWORD.upper(), hashed)


def test_the_hash_is_argon2id_with_the_second_recommended_option_of_rfc_9106(hashed: str) -> None:
    assert argon2.extract_parameters(hashed) == argon2.profiles.RFC_9106_LOW_MEMORY
    assert PASSWORD not in hashed


def test_two_hashes_of_one_password_differ(hashed: str) -> None:
    assert asyncio.run(hash_password(PASSWORD)) != hashed


def test_where_there_is_no_hash_no_password_is_right() -> None:
    assert not verify(PASSWORD, None)
    assert not verify("", None)


class WatchedHasher(PasswordHash):
    """Does the work and notes it: what each one cost, in which thread, and how many went on at once."""

    def __init__(self) -> None:
        super().__init__(passwords._hasher.hashers)
        self.costs: list[argon2.Parameters] = []
        self.threads: set[threading.Thread] = set()
        self.most_at_once = 0
        self._going_on = 0
        self._lock = threading.Lock()

    def verify(self, password: str | bytes, hash: str | bytes) -> bool:
        with self._lock:
            self.costs.append(argon2.extract_parameters(str(hash)))
            self.threads.add(threading.current_thread())
            self._going_on += 1
            self.most_at_once = max(self.most_at_once, self._going_on)
        try:
            return super().verify(password, hash)
        finally:
            with self._lock:
                self._going_on -= 1


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> WatchedHasher:
    watched = WatchedHasher()
    monkeypatch.setattr(passwords, "_hasher", watched)
    return watched


@pytest.mark.parametrize(
    ("password", "known"),
    [
        pytest.param(PASSWORD, False, id="no account"),
        pytest.param(PASSWORD, True, id="all right"),
        pytest.param("wrong horse battery staple", True, id="wrong password"),
        pytest.param("short", True, id="one that could not have been set"),
        pytest.param("x" * 100_000, True, id="one far too long"),
        pytest.param("\ud800" * SHORTEST, True, id="no text"),
    ],
)
def test_the_same_work_is_done_whoever_signs_in_with_whatever(
    hashed: str, watched: WatchedHasher, password: str, known: bool
) -> None:
    assert verify(password, hashed if known else None) is (known and password == PASSWORD)
    assert watched.costs == [argon2.profiles.RFC_9106_LOW_MEMORY]


def test_a_rush_of_sign_ins_hashes_two_at_a_time_beside_the_event_loop(watched: WatchedHasher) -> None:
    async def rush() -> list[bool]:
        return await asyncio.gather(*(verify_password(PASSWORD, None) for _ in range(6)))

    assert asyncio.run(rush()) == [False] * 6
    assert watched.most_at_once <= 2
    assert threading.main_thread() not in watched.threads


def test_who_gives_up_while_waiting_costs_nothing(watched: WatchedHasher) -> None:
    async def give_up() -> None:
        waiting = [asyncio.create_task(verify_password(PASSWORD, None)) for _ in range(8)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await verify_password(PASSWORD, None)

    asyncio.run(give_up())
    assert len(watched.costs) <= 3


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("x" * SHORTEST, id="the shortest, of one character"),
        pytest.param("x" * LONGEST, id="the longest"),
        pytest.param("🐎" * SHORTEST, id="of pictures"),
        pytest.param(" " * SHORTEST, id="of spaces"),
        pytest.param("пароль из двух слов", id="in another script"),
    ],
)
def test_any_characters_will_do_between_the_two_lengths(password: str) -> None:
    assert verify(password, asyncio.run(hash_password(password)))


def test_every_character_of_a_long_password_counts() -> None:
    long = "x" * LONGEST
    assert not verify(long[:-1] + "y", asyncio.run(hash_password(long)))


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("", id="nothing"),
        pytest.param("x" * (SHORTEST - 1), id="one too short"),
        pytest.param("x" * (LONGEST + 1), id="one too long"),
        pytest.param("e\u0301" * (SHORTEST - 1), id="one too short, its accents apart"),
        pytest.param("x" * SHORTEST + "\0", id="with NUL"),
        pytest.param("x" * SHORTEST + "\ud800", id="with a lone surrogate"),
    ],
)
def test_what_cannot_be_a_password_is_refused_at_its_place_and_not_repeated(password: str) -> None:
    with pytest.raises(UnsuitablePassword) as refused:
        asyncio.run(hash_password(password, pointer="#/new_password"))
    (fault,) = refused.value.faults
    assert fault.pointer == "#/new_password"
    assert not password or password not in fault.detail


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_password_is_the_same_on_every_keyboard(form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    password = "Ångström ﬁne Größe ２０２６"
    hashed = asyncio.run(hash_password(password))
    assert verify(unicodedata.normalize(form, password), hashed)
