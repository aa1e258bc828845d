"""Keys are made once, found ever after, and say what is wrong with them."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc.jwk import ECKey

from app.auth.keys import Keys, UnusableKeysError, add_sealing_key, add_signing_key, problems_of
from app.core.sealing import UnsealableError


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pem_of(
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    encryption: serialization.KeySerializationEncryption | None = None,
) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        encryption or serialization.NoEncryption(),
    )


def test_the_first_start_makes_the_keys_and_the_next_finds_them(tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "keys"
    first = Keys.load(folder)
    assert len(first.signing) == 1
    assert len(first.cursor_secret) == 64
    assert Keys.load(folder) == first
    names = sorted(path.name for path in folder.iterdir())
    assert [names[0], names[2]] == ["cursor.key", f"signing-{first.signing[0].kid}.pem"]
    assert (len(names), names[1][:8], names[1][-4:]) == (3, "sealing-", ".key")


def test_two_deployments_share_no_key(tmp_path: Path) -> None:
    one, other = Keys.load(tmp_path / "one"), Keys.load(tmp_path / "other")
    assert one.signing[0].kid != other.signing[0].kid
    assert one.cursor_secret != other.cursor_secret


def test_nobody_else_may_read_the_keys_whatever_the_mask(tmp_path: Path) -> None:
    folder, mask = tmp_path / "keys", os.umask(0)
    try:
        Keys.load(folder)
    finally:
        os.umask(mask)
    assert mode_of(folder) == 0o700
    assert {mode_of(path) for path in folder.iterdir()} == {0o600}


def test_threads_that_start_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: Keys.load(tmp_path / "keys"), range(24)))
    assert all(keys == loaded[0] for keys in loaded)


def test_processes_that_start_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app.auth.keys import Keys\n"
        "print('ready', flush=True); sys.stdin.read(); keys = Keys.load(Path(sys.argv[1]))\n"
        "print(keys.jwks, keys.cursor_secret.hex())"
    )
    gate, opener = os.pipe()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "keys")],
            stdin=gate,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert [process.stdout.readline() for process in started if process.stdout] == ["ready\n"] * 4
    os.close(opener)
    said = [process.communicate()[0] for process in started]
    os.close(gate)
    assert len(set(said)) == 1
    assert "ES256" in said[0]


def test_what_a_killed_process_left_half_written_is_no_key_and_goes(tmp_path: Path) -> None:
    Keys.load(tmp_path)
    left = tmp_path / ".unfinished-signing-abc.pem"
    left.write_bytes(b"-----BEGIN PRIV")
    left.chmod(0o600)
    assert [problem for problem in problems_of(tmp_path) if str(left) in problem]
    assert len(Keys.load(tmp_path).signing) == 1
    assert not left.exists()
    assert problems_of(tmp_path) == []


def test_the_published_keys_are_public_and_named_by_their_thumbprint(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path)
    (published,) = json.loads(json.dumps(keys.jwks))["keys"]
    assert published.keys() == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert (published["kty"], published["crv"], published["use"], published["alg"]) == (
        "EC",
        "P-256",
        "sig",
        "ES256",
    )
    public = ECKey.import_key(published)
    assert not public.is_private
    assert public.thumbprint() == published["kid"] == keys.signing[0].kid
    assert ECKey.import_key(keys.signing[0].private_pem).thumbprint() == published["kid"]


def test_coordinates_that_begin_with_zeros_keep_them(tmp_path: Path) -> None:
    scalar = next(
        n for n in range(1, 5000) if ec.derive_private_key(n, ec.SECP256R1()).public_key().public_numbers().x < 2**248
    )
    tmp_path.chmod(0o700)
    pem = pem_of(ec.derive_private_key(scalar, ec.SECP256R1()))
    (tmp_path / "signing-small.pem").write_bytes(pem)
    (published,) = Keys.load(tmp_path).jwks["keys"]
    assert len(published["x"]) == len(published["y"]) == 43
    assert published["kid"] == ECKey.import_key(pem).thumbprint()


def test_the_newest_key_signs_and_all_are_published(tmp_path: Path) -> None:
    first = Keys.load(tmp_path).signing[0].kid
    added = [add_signing_key(tmp_path) for _ in range(3)]
    keys = Keys.load(tmp_path)
    assert [key.kid for key in keys.signing] == [*reversed(added), first]
    assert [published["kid"] for published in keys.jwks["keys"]] == [*reversed(added), first]
    assert problems_of(tmp_path) == []


def test_the_newest_sealing_key_seals_and_all_open(tmp_path: Path) -> None:
    before = Keys.load(tmp_path).seals
    sealed = before.seal("a word", "here")
    add_sealing_key(tmp_path)
    after = Keys.load(tmp_path).seals
    assert after.open(sealed, "here") == "a word"
    with pytest.raises(UnsealableError):
        before.open(after.seal("a word", "here"), "here")
    assert problems_of(tmp_path) == []


def test_copies_of_one_age_are_read_in_one_order(tmp_path: Path) -> None:
    Keys.load(tmp_path)
    add_signing_key(tmp_path)
    for path in tmp_path.glob("signing-*"):
        os.utime(path, (1, 1))
    kids = [key.kid for key in Keys.load(tmp_path).signing]
    assert kids == sorted(kids, reverse=True)


def test_a_removed_signing_key_is_replaced_and_the_cursor_secret_stays(tmp_path: Path) -> None:
    before = Keys.load(tmp_path)
    (tmp_path / f"signing-{before.signing[0].kid}.pem").unlink()
    after = Keys.load(tmp_path)
    assert after.signing[0].kid != before.signing[0].kid
    assert after.cursor_secret == before.cursor_secret


def test_keys_show_no_secret_when_printed(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path)
    printed = f"{keys!r} {keys.signing!r}"
    assert "PRIVATE" not in printed
    assert repr(keys.cursor_secret)[2:-1] not in printed


def encrypted() -> bytes:
    return pem_of(ec.generate_private_key(ec.SECP256R1()), serialization.BestAvailableEncryption(b"secret"))


def public_only() -> bytes:
    return (
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("signing-a.pem", lambda: b"", id="empty"),
        pytest.param("signing-a.pem", lambda: b"\xff\x00 no key", id="no PEM"),
        pytest.param("signing-a.pem", encrypted, id="under a passphrase"),
        pytest.param("signing-a.pem", public_only, id="a public key"),
        pytest.param("signing-a.pem", lambda: pem_of(rsa.generate_private_key(65537, 2048)), id="RSA"),
        pytest.param("signing-a.pem", lambda: pem_of(ec.generate_private_key(ec.SECP384R1())), id="P-384"),
        pytest.param("signing-a.pem", lambda: pem_of(ec.generate_private_key(ec.SECP256K1())), id="secp256k1"),
        pytest.param("sealing-a.key", lambda: b"", id="no sealing key"),
        pytest.param("sealing-a.key", lambda: bytes(33), id="a long sealing key"),
        pytest.param("cursor.key", lambda: b"", id="no cursor secret"),
        pytest.param("cursor.key", lambda: bytes(63), id="a short cursor secret"),
        pytest.param("cursor.key", lambda: bytes(65), id="a long cursor secret"),
    ],
)
def test_a_file_that_is_no_such_key_stops_the_start_with_its_name_and_is_found_by_the_doctor(
    tmp_path: Path, name: str, content: Callable[[], bytes]
) -> None:
    Keys.load(tmp_path)
    tmp_path.chmod(0o700)
    (tmp_path / name).write_bytes(content())
    (tmp_path / name).chmod(0o600)
    with pytest.raises(UnusableKeysError, match=name):
        Keys.load(tmp_path)
    (problem,) = problems_of(tmp_path)
    assert str(tmp_path / name) in problem


def test_a_healthy_folder_or_none_at_all_has_no_problem_and_asking_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert problems_of(folder) == []
    assert not folder.exists()
    folder.mkdir(0o700)
    assert problems_of(folder) == []
    assert list(folder.iterdir()) == []
    Keys.load(folder)
    assert problems_of(folder) == []


def test_a_key_under_another_name_works_and_is_found_by_the_doctor(tmp_path: Path) -> None:
    kid = Keys.load(tmp_path).signing[0].kid
    (tmp_path / f"signing-{kid}.pem").rename(tmp_path / "signing-mine.pem")
    assert Keys.load(tmp_path).signing[0].kid == kid
    (problem,) = problems_of(tmp_path)
    assert f"signing-{kid}.pem" in problem


def test_what_others_may_read_is_found_by_the_doctor(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    Keys.load(folder)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    problems = problems_of(folder)
    assert len(problems) == 4
    assert all("755" in problem for problem in problems)


def test_a_key_that_is_gone_behind_its_name_is_found_by_the_doctor(tmp_path: Path) -> None:
    Keys.load(tmp_path)
    (tmp_path / "signing-gone.pem").symlink_to(tmp_path / "nowhere")
    (problem,) = problems_of(tmp_path)
    assert "signing-gone.pem" in problem


def test_a_folder_that_is_a_file_is_found_by_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    (problem,) = problems_of(tmp_path / "keys")
    assert "keys" in problem
