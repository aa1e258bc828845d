"""Access tokens that must be refused, each a step away from a good one: that of `Forge.token()` is good."""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc import jwe
from joserfc.jwk import ECKey

from app.auth.keys import Keys
from app.auth.tokens import SecretKind, digest_secret, new_secret

ISSUER: Final = "https://alliance.example.org"
AUDIENCE: Final = "https://alliance.example.org/api"
NOW: Final = 1_800_000_000
MEMBER: Final = UUID("0192f0c1-2f7a-7a10-8000-000000000001")
SIGN_IN: Final = UUID("0192f0c1-2f7a-7a10-8000-000000000002")
P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NONES: Final = ("none", "None", "nOnE", "NONE")
WRONG_TYPES: Final[tuple[object, ...]] = (None, 1, True, ["ES256"], {})
SPECIMEN: Final = "0192f0c1-2f7a-4a10-8000-000000000003"


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Forge:
    """Makes tokens by hand, rightly signed unless told otherwise; an argument replaces its part."""

    keys: Keys
    private: ec.EllipticCurvePrivateKey = field(init=False)

    def __post_init__(self) -> None:
        private = serialization.load_pem_private_key(self.keys.signing[0].private_pem, None)
        object.__setattr__(self, "private", private)

    @property
    def public(self) -> ec.EllipticCurvePublicKey:
        return self.private.public_key()

    @property
    def public_pem(self) -> bytes:
        return self.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    @property
    def kid(self) -> str:
        return self.keys.signing[0].kid

    def header(self, **members: Any) -> bytes:
        return compact({"typ": "at+jwt", "alg": "ES256", "kid": self.kid} | members)

    def claims(self, **members: Any) -> bytes:
        good = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(MEMBER),
            "sid": str(SIGN_IN),
            "exp": NOW + 900,
            "iat": NOW,
            "jti": SPECIMEN,
            "scope": "problems:read",
        }
        return compact(good | members)

    def claims_without(self, name: str) -> bytes:
        left = json.loads(self.claims())
        del left[name]
        return compact(left)

    def header_without(self, name: str) -> bytes:
        left = json.loads(self.header())
        del left[name]
        return compact(left)

    def es256(self, signed: bytes, private: ec.EllipticCurvePrivateKey | None = None) -> bytes:
        r, s = decode_dss_signature((private or self.private).sign(signed, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def token(
        self,
        header: bytes | None = None,
        claims: bytes | None = None,
        sign: Callable[[bytes], bytes] | None = None,
    ) -> str:
        signed = f"{b64(header or self.header())}.{b64(claims if claims is not None else self.claims())}"
        return f"{signed}.{b64((sign or self.es256)(signed.encode()))}"

    def signed_text(self, header: str, claims: str) -> str:
        """A token whose first two segments are these characters as they stand, rightly signed."""
        return f"{header}.{claims}.{b64(self.es256(f'{header}.{claims}'.encode()))}"

    def hmac_with(self, secret: bytes, algorithm: str = "HS256") -> str:
        return self.token(self.header(alg=algorithm), sign=lambda m: hmac.digest(secret, m, "sha256"))


def bad_tokens(forge: Forge) -> dict[str, str]:
    """By what is wrong with each."""
    return {
        **_algorithms(forge),
        **_signatures(forge),
        **_headers(forge),
        **_segments(forge),
        **_json(forge),
        **_claims(forge),
        **_other_things(forge),
        **_api_tokens(forge),
    }


def _algorithms(forge: Forge) -> dict[str, str]:
    spki, pem = serialization.PublicFormat.SubjectPublicKeyInfo, forge.public_pem
    der = forge.public.public_bytes(serialization.Encoding.DER, spki)
    point = forge.public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    rsa_key = rsa.generate_private_key(65537, 2048)
    ed_key = ed25519.Ed25519PrivateKey.generate()
    p384 = ec.generate_private_key(ec.SECP384R1())

    def of_curve(curve: ec.EllipticCurve) -> Callable[[bytes], bytes]:
        """What signs as ES256 does, in its size, with a key of another curve."""
        private = ec.generate_private_key(curve)

        def sign(signed: bytes) -> bytes:
            r, s = decode_dss_signature(private.sign(signed, ec.ECDSA(hashes.SHA256())))
            return (r % 2**256).to_bytes(32, "big") + (s % 2**256).to_bytes(32, "big")

        return sign

    return {
        **{f"alg {alg} unsigned": forge.token(forge.header(alg=alg), sign=lambda _: b"") for alg in NONES},
        **{f"alg {alg} signed": forge.token(forge.header(alg=alg)) for alg in NONES},
        "HS256 by the public key as PEM": forge.hmac_with(pem),
        "HS256 by the public key as PEM without line end": forge.hmac_with(pem.strip()),
        "HS256 by the public key as DER": forge.hmac_with(der),
        "HS256 by the public point": forge.hmac_with(point),
        "HS256 by the published JWK": forge.hmac_with(compact(forge.keys.jwks["keys"][0])),
        "HS256 by the empty key": forge.hmac_with(b""),
        **{f"{alg} by the public key": forge.hmac_with(pem, alg) for alg in ("HS384", "HS512")},
        **{
            f"ES256 by a key of {curve.name}": forge.token(sign=of_curve(curve))
            for curve in (ec.SECP256K1(), ec.SECP384R1(), ec.SECP521R1(), ec.BrainpoolP256R1())
        },
        "PS256": forge.token(
            forge.header(alg="PS256"),
            sign=lambda m: rsa_key.sign(m, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256()),
        ),
        "an HMAC that calls itself ES256": forge.hmac_with(pem, "ES256"),
        "RS256": forge.token(
            forge.header(alg="RS256"), sign=lambda m: rsa_key.sign(m, padding.PKCS1v15(), hashes.SHA256())
        ),
        "EdDSA": forge.token(forge.header(alg="EdDSA"), sign=ed_key.sign),
        "ES384 by a key of P-384": forge.token(
            forge.header(alg="ES384"), sign=lambda m: p384.sign(m, ec.ECDSA(hashes.SHA384()))
        ),
        **{f"alg {alg!r}": forge.token(forge.header(alg=alg)) for alg in ("ES384", "es256", "ES256 ", "", "ES256K")},
        **{f"alg of the wrong type: {alg}": forge.token(forge.header(alg=alg)) for alg in WRONG_TYPES},
    }


def _signatures(forge: Forge) -> dict[str, str]:
    stranger = ec.generate_private_key(ec.SECP256R1())
    good = forge.token()
    header, claims, signature = good.split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    r, s = raw[:32], raw[32:]
    order = P256_ORDER.to_bytes(32, "big")
    zero, one = bytes(32), (1).to_bytes(32, "big")
    variants = {
        "of zeros": zero + zero,
        "with r zero": zero + s,
        "with s zero": r + zero,
        "with r the order of the curve": order + s,
        "with s the order of the curve": r + order,
        "of ones": one + one,
        "of ff": b"\xff" * 64,
        "with r and s swapped": s + r,
        "cut short": raw[:-1],
        "cut to r": r,
        "with a byte more": raw + b"\0",
        "with a byte in front": b"\0" + raw,
        "with its last bit turned": raw[:-1] + bytes([raw[-1] ^ 1]),
        "in DER": forge.private.sign(f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256())),
        "over SHA-512": forge.private.sign(f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA512())),
        "over the claims alone": forge.es256(claims.encode()),
    }
    return {
        **{f"signature {name}": f"{header}.{claims}.{b64(octets)}" for name, octets in variants.items()},
        "signed by a stranger under our kid": forge.token(sign=lambda m: forge.es256(m, stranger)),
        "claims exchanged after signing": f"{header}.{b64(forge.claims(sub=SPECIMEN))}.{signature}",
        "header exchanged after signing": f"{b64(forge.header() + b' ')}.{claims}.{signature}",
        "signature of another token": good.rsplit(".", 1)[0]
        + "."
        + forge.token(claims=forge.claims(exp=NOW + 901)).rsplit(".", 1)[1],
    }


def _headers(forge: Forge) -> dict[str, str]:
    stranger = ec.generate_private_key(ec.SECP256R1())
    numbers = stranger.public_key().public_numbers()
    theirs = {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(numbers.x.to_bytes(32, "big")),
        "y": b64(numbers.y.to_bytes(32, "big")),
    }
    address = "https://attacker.example.net/jwks.json"

    def by_stranger(signed: bytes) -> bytes:
        return forge.es256(signed, stranger)

    kids = (
        "",
        " ",
        "unknown",
        "../../../../dev/null",
        "/etc/passwd",
        "' OR 1=1 --",
        "signing-x.pem",
        forge.kid + " ",
        forge.kid + "\0",
        forge.kid.swapcase(),
        "\ud800",
    )
    types = (
        "JWT",
        "jwt",
        "AT+JWT",
        "at+JWT",
        "application/at+jwt",
        "refresh",
        "at+jwt ",
        "",
        "logout+jwt",
        "dpop+jwt",
    )
    return {
        **{f"kid {kid!r}": forge.token(forge.header(kid=kid)) for kid in kids},
        **{f"kid of the wrong type: {kid}": forge.token(forge.header(kid=kid)) for kid in WRONG_TYPES},
        **{f"typ {typ!r}": forge.token(forge.header(typ=typ)) for typ in types},
        **{f"typ of the wrong type: {typ}": forge.token(forge.header(typ=typ)) for typ in (None, 1, ["at+jwt"])},
        **{f"no {name}": forge.token(forge.header_without(name)) for name in ("typ", "alg", "kid")},
        "a key inside, signed with it": forge.token(forge.header(jwk=theirs), sign=by_stranger),
        "a key inside, our own signature": forge.token(forge.header(jwk=dict(forge.keys.signing[0].public_jwk))),
        "a key inside and no kid": forge.token(
            compact({"typ": "at+jwt", "alg": "ES256", "jwk": theirs}), sign=by_stranger
        ),
        "jku, signed by a stranger": forge.token(forge.header(jku=address), sign=by_stranger),
        "jku": forge.token(forge.header(jku=address)),
        "x5u": forge.token(forge.header(x5u=address)),
        "x5c": forge.token(forge.header(x5c=["MIIB"])),
        "x5t": forge.token(forge.header(x5t="AAAA")),
        "crit of a word nobody knows": forge.token(forge.header(crit=["exp-policy"], **{"exp-policy": 1})),
        "crit of a word that is there": forge.token(forge.header(crit=["kid"])),
        "crit empty": forge.token(forge.header(crit=[])),
        "b64 false": forge.token(forge.header(b64=False, crit=["b64"])),
        "b64 false, not marked": forge.token(forge.header(b64=False)),
        "zip": forge.token(forge.header(zip="DEF")),
        "cty": forge.token(forge.header(cty="JWT")),
        "enc": forge.token(forge.header(enc="A256GCM")),
    }


def _segments(forge: Forge) -> dict[str, str]:
    good = forge.token()
    header, claims, signature = good.split(".")
    return {
        "nothing": "",
        "a space": " ",
        "dots": "..",
        "one segment": header,
        "two segments": f"{header}.{claims}",
        "four segments": f"{good}.{signature}",
        "five segments": f"{good}.{signature}.{signature}",
        "a dot after": f"{good}.",
        "a dot before": f".{good}",
        "no header": f".{claims}.{signature}",
        "no claims": f"{header}..{signature}",
        "no claims, rightly signed": forge.token(claims=b""),
        "no signature": f"{header}.{claims}.",
        "padding in the header": forge.signed_text(header + "=" * (-len(header) % 4 or 4), claims),
        "padding in the claims": forge.signed_text(header, claims + "=" * (-len(claims) % 4 or 4)),
        "padding in the signature": f"{good}==",
        "a line end after": f"{good}\n",
        "a line end before": f"\n{good}",
        "a line end within": forge.signed_text(header, claims[:9] + "\n" + claims[9:]),
        "a space after": f"{good} ",
        "a space within": forge.signed_text(header, claims[:9] + " " + claims[9:]),
        "a NUL after": f"{good}\0",
        "the alphabet of plain base64": f"{header}.{claims}.{'+/' * 43}",
        "a letter that is none of ASCII": forge.token()[:-1] + "А",
        "full-width letters": good.translate({ord("e"): "ｅ"}),
        "a lone surrogate": good + "\ud800",
        "bits left over in the signature": good[:-1] + chr(ord(good[-1]) + 1),
        "bits left over in the claims": forge.signed_text(
            header, b64(forge.claims() + b" " * (-len(forge.claims()) % 3 + 1))[:-1] + "B"
        ),
        "a header of an impossible length": forge.signed_text(
            b64(forge.header() + b" " * (-len(forge.header()) % 3)) + "A", claims
        ),
        "too long, rightly signed": forge.token(claims=forge.claims(pad="x" * 3000)),
        "a megabyte, rightly signed": forge.token(claims=forge.claims(pad="x" * 1_000_000)),
        "a megabyte of dots": "." * 1_000_000,
    }


def _json(forge: Forge) -> dict[str, str]:
    claims, header = forge.claims().decode(), forge.header().decode()
    open_claims = claims[:-1].encode()
    twice = {
        "sub": f',"sub":"{SPECIMEN}"}}',
        "exp": f',"exp":{NOW + 900}}}',
        "scope, escaped": ',"sc\\u006fpe":"members:write"}',
        "a claim that nobody reads": ',"x":1,"x":1}',
    }
    bodies = {
        "null": b"null",
        "a list": b"[]",
        "a text": b'"sub"',
        "a number": b"1",
        "empty": b"{}",
        "a list of pairs": compact([[k, v] for k, v in json.loads(claims).items()]),
        "not JSON": b"sub=1",
        "cut short": open_claims,
        "with more behind": claims.encode() + b"{}",
        "with a comma too many": open_claims + b",}",
        "with single quotes": claims.replace('"', "'").encode(),
        "in UTF-16": claims.encode("utf-16"),
        "in UTF-8 with its mark": claims.encode("utf-8-sig"),
        "in no UTF-8": open_claims + b',"x":"\xff"}',
        "with an overlong form": open_claims + b',"x":"\xc0\xaf"}',
        "nested too deep": b"[" * 2900,
        "deep inside a claim": open_claims + b',"x":' + b"[" * 1300 + b"]" * 1300 + b"}",
        "with NaN": open_claims + b',"x":NaN}',
        "with Infinity": open_claims + b',"x":-Infinity}',
    }
    return {
        **{
            f"claims with {name} twice": forge.token(claims=(claims[:-1] + more).encode())
            for name, more in twice.items()
        },
        **{f"claims {name}": forge.token(claims=body) for name, body in bodies.items()},
        "header with alg twice": forge.token((header[:-1] + ',"alg":"none"}').encode()),
        "header with kid twice": forge.token((header[:-1] + f',"kid":"{forge.kid}"}}').encode()),
        "header a list": forge.token(b"[]"),
        "header null": forge.token(b"null"),
        "header a text": forge.token(b'"alg"'),
        "header a list of its names": forge.token(b'["typ","alg","kid"]'),
        "header not JSON": forge.token(b"alg=ES256"),
        "header in no UTF-8": forge.token(b"\xff\xfe"),
        "header nested too deep": forge.token(b'{"a":' * 500),
    }


def _claims(forge: Forge) -> dict[str, str]:
    wrong: dict[str, tuple[object, ...]] = {
        "iss": (None, 1, "", ISSUER + "/", ISSUER.upper(), [ISSUER], "https://attacker.example.net"),
        "aud": (None, "", 1, [AUDIENCE], [AUDIENCE, "x"], [], {"a": AUDIENCE}, AUDIENCE + "/", "https://other.example.org"),
        "sub": (None, "", 1, True, "ann", [str(MEMBER)], f"{{{MEMBER}}}", f"urn:uuid:{MEMBER}", MEMBER.hex,
                str(MEMBER).upper(), f" {MEMBER}", f"{MEMBER}\n", "' OR 1=1 --"),
        "sid": (None, "", 7, SIGN_IN.hex, [str(SIGN_IN)], "0192f0c1-2f7a-7a10-8000-00000000000g"),
        "jti": (None, "", 7, "jti", SPECIMEN.upper()),
        "exp": (None, "", str(NOW + 900), float(NOW + 900), True, -1, 0, NOW - 31, NOW - 30, [NOW], 10**12,
                10**400),
        "iat": (None, str(NOW), float(NOW), False, -1, NOW + 31, NOW + 10**6, [NOW], 10**400),
        "nbf": (None, str(NOW), float(NOW), True, NOW + 31, NOW + 10**6, -1),
        "scope": (None, "", " ", 1, ["problems:read"], {"problems:read": True}, " problems:read",
                  "problems:read ", "problems:read  members:read"),
    }  # fmt: skip
    return {
        **{
            f"{name} {str(value)[:40]!r} ({type(value).__name__})": forge.token(claims=forge.claims(**{name: value}))
            for name, values in wrong.items()
            for value in values
        },
        **{f"without {name}": forge.token(claims=forge.claims_without(name)) for name in wrong if name != "nbf"},
        "exp beyond every number": forge.token(claims=forge.claims().replace(str(NOW + 900).encode(), b"1e999")),
        "exp with an exponent": forge.token(claims=forge.claims().replace(str(NOW + 900).encode(), b"18e8")),
    }


def _other_things(forge: Forge) -> dict[str, str]:
    good, bomb = forge.token(), b"\0" * 200_000
    public = ECKey.import_key(forge.public_pem)
    jwe_header = {"alg": "ECDH-ES", "enc": "A256GCM", "typ": "at+jwt", "kid": forge.kid}
    algorithms = ["ECDH-ES", "A256GCM"]
    header, claims, signature = good.split(".")
    return {
        "a JWE for our key": jwe.encrypt_compact(jwe_header, good.encode(), public, algorithms=algorithms),
        "a JWE that unpacks to much": jwe.encrypt_compact(
            jwe_header | {"zip": "DEF"}, bomb, public, algorithms=[*algorithms, "DEF"]
        ),
        "a token within a token": forge.token(claims=good.encode()),
        "the JSON form": json.dumps({"protected": header, "payload": claims, "signature": signature}),
        "an ID token": forge.token(forge.header(typ="JWT"), forge.claims(nonce="n", aud="alliance-web")),
        "a refresh token": new_secret(SecretKind.refresh_token),
        "an invitation token": new_secret(SecretKind.invitation_token),
        "with its scheme": f"Bearer {good}",
        "two tokens": f"{good},{good}",
        "quoted": f'"{good}"',
        "percent-encoded": good.replace(".", "%2E"),
    }


def _api_tokens(forge: Forge) -> dict[str, str]:
    unknown = new_secret(SecretKind.api_token)
    secret = unknown.removeprefix(SecretKind.api_token)
    return {
        "an API token of nobody": unknown,
        "an API token without its secret": SecretKind.api_token,
        "an API token cut short": unknown[:-1],
        "an API token with more": unknown + "A",
        "an API token padded": unknown + "=",
        "an API token in capitals": unknown.upper(),
        "an API token whose kind is in capitals": "AT_" + secret,
        "an API token twice": unknown + unknown,
        "an API token in another alphabet": SecretKind.api_token + "+/" + secret[2:],
        "an API token in hexadecimal": SecretKind.api_token + secret.encode().hex(),
        "an API token with a point": SecretKind.api_token + secret[:-1] + ".",
        "an API token with a quote": SecretKind.api_token + "'" + secret[1:],
        "an API token with a NUL": SecretKind.api_token + "\0" + secret[1:],
        "an API token with a line end within": SecretKind.api_token + secret[:20] + "\n" + secret[21:],
        "an API token beyond ASCII": SecretKind.api_token + "é" + secret[1:],
        "an API token with half a surrogate pair": SecretKind.api_token + "\ud800" + secret[1:],
        "a megabyte of an API token": SecretKind.api_token + "A" * 1_000_000,
        "an access token that calls itself an API token": SecretKind.api_token + forge.token(),
        "a refresh token that calls itself an API token": new_secret(SecretKind.refresh_token).replace("ar_", "at_"),
        "the digest of an API token": SecretKind.api_token + digest_secret(unknown).hex(),
    }
