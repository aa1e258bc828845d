"""Reads what other programs send: bytes into JSON, and JSON's values into ours. Whatever is not as it should be is
`Nonsense`, named by its place; nothing else is ever raised."""

import codecs
import hashlib
import hmac
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias

from app.integrations.base import BadSignature, Nonsense

LONGEST_BODY = 5_000_000
"""Bytes of one webhook, inflated; the largest that any of the systems sends in earnest is far below."""

Json: TypeAlias = dict[str, Any]

_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(r"[\w.:-]{1,200}")
_NUMBER = re.compile("[0-9]{1,18}")
_DAY = 86_400.0


def clean(text: str) -> str:
    """Without what no text of ours may hold, each line ended in one way."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def header(headers: Mapping[str, str], name: str) -> str:
    """A header's value, whatever the case of its name; empty where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name), "").strip()


def inflated(content: bytes, encoding: str) -> bytes:
    """The bytes behind a Content-Encoding; never more than a body may be."""
    encodings = [word.strip().lower() for word in encoding.split(",") if word.strip()]
    for one in reversed(encodings):
        if one == "identity":
            continue
        if one not in ("gzip", "x-gzip", "deflate"):
            raise Nonsense(f"It is encoded as {one[:40]!r}, which is not understood")
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            content = inflater.decompress(content, LONGEST_BODY + 1)
        except zlib.error as broken:
            raise Nonsense(f"It is no {one}: {broken}") from broken
        if len(content) <= LONGEST_BODY and not inflater.eof:
            raise Nonsense(f"It is a {one} that was cut off")
        _measure(content)
    return content


def body_json(headers: Mapping[str, str], body: bytes) -> Json:
    """The JSON object of a webhook, once its signature is verified."""
    return read_object(plain_body(headers, body), header(headers, "content-type"))


def plain_body(headers: Mapping[str, str], body: bytes) -> bytes:
    """The bytes of a webhook, inflated; never more than one may have."""
    _measure(body)
    return inflated(body, header(headers, "content-encoding"))


def _measure(content: bytes) -> None:
    if len(content) > LONGEST_BODY:
        raise Nonsense(f"It is longer than {LONGEST_BODY} bytes")


def verify(secrets: Sequence[str], body: bytes, signature: bytes | None) -> None:
    """Raises `BadSignature` unless one of the secrets made this HMAC-SHA256 of the body, in constant time. More than
    one may be valid while they are exchanged; without any, nothing is."""
    good = False
    for secret in secrets:
        made = hmac.new(secret.encode(), body, hashlib.sha256).digest()
        good |= hmac.compare_digest(made, signature or b"")
    if not good:
        raise BadSignature("The webhook is not signed with this connector's secret.")


def hexadecimal(digest: str) -> bytes | None:
    """The bytes of a signature; null where it is no such thing."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return None


def answered(value: Any) -> Json:
    """What was answered, as the object that it is documented to be."""
    if not isinstance(value, dict):
        raise Nonsense("The answer is no object.")
    return value


def read_json(content: bytes, content_type: str) -> Any:
    """JSON in whatever character set it is said to be; UTF-8 where nothing is said, with or without its mark."""
    charset = _charset(content_type)
    if content.startswith(codecs.BOM_UTF8):
        charset = "utf-8-sig"
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    try:
        return json.loads(content.decode(charset), parse_constant=_no_number)
    except LookupError as unknown:
        raise Nonsense(f"It is in the character set {charset[:40]!r}, which is not known") from unknown
    except UnicodeDecodeError as broken:
        raise Nonsense(f"It is not {charset} at byte {broken.start}") from broken
    except RecursionError as deep:
        raise Nonsense("It is nested too deeply") from deep
    except ValueError as broken:
        raise Nonsense(f"It is no JSON: {str(broken)[:200]}") from broken


def _charset(content_type: str) -> str:
    message = Message()
    message["content-type"] = content_type or "application/json"
    return message.get_content_charset() or "utf-8"


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def read_object(content: bytes, content_type: str) -> Json:
    """A JSON object."""
    value = read_json(content, content_type)
    if not isinstance(value, dict):
        raise Nonsense("It is no JSON object")
    return value


def objects(value: Any, place: str) -> Iterator[Json]:
    """A list of JSON objects."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Nonsense(f"{place} is no list of objects")
    yield from value


def of(value: Json, *path: str) -> Json:
    """The object at a path; raises where one of them is none."""
    for name in path:
        value = value.get(name)  # type: ignore[assignment]
        if not isinstance(value, dict):
            raise Nonsense(f"{'.'.join(path)} is no object")
    return value


def maybe(value: Json, name: str) -> Json:
    """An object, or an empty one where there is none; raises where it is something else."""
    found = value.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Nonsense(f"{name} is no object")
    return found


def text(value: Json, name: str) -> str:
    """A text that is never empty where the documentation holds; a number is taken for its digits."""
    found = optional(value, name)
    if not found:
        raise Nonsense(f"{name} is missing")
    return found


def texts(value: Json, name: str) -> list[str]:
    """A list of texts; none where it is null or absent."""
    found = value.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Nonsense(f"{name} is no list of texts")
    return [clean(one) for one in found]


def number(value: Json, name: str = "id") -> str:
    """The digits of an id, whether it is written as a number or as a text."""
    found = text(value, name)
    if not _NUMBER.fullmatch(found):
        raise Nonsense(f"{name} is no number: {found[:40]!r}")
    return found


def optional(value: Json, name: str) -> str:
    """A text, empty where it is null or absent."""
    found = value.get(name)
    if found is None:
        return ""
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise Nonsense(f"{name} is no text")
    return clean(str(found))


def instant(value: Json, name: str) -> datetime:
    """An instant in ISO 8601 as each of the systems writes it; in UTC where it names no zone."""
    found = text(value, name)
    try:
        moment = datetime.fromisoformat(found)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as broken:
        raise Nonsense(f"{name} is no instant: {found[:40]!r}") from broken


def pause(retry_after: str, date: str) -> float | None:
    """The seconds of a Retry-After (RFC 9110, 10.2.3): digits, or an instant by the clock of whoever sent it, which
    their Date tells; at most a day. None for what is neither."""
    asked = retry_after.strip()
    if asked.isascii() and asked.isdecimal():
        return min(float(asked), _DAY)
    until = _http_date(asked)
    if until is None:
        return None
    now = _http_date(date) or datetime.now(UTC)
    return min(max((until - now).total_seconds(), 0.0), _DAY)


def _http_date(written: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def good_token(token: str) -> str:
    """A token that can stand in any text unchanged; a caller that gives another has a defect."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("A token is letters, digits and . : _ - alone, at most 200.")
    return token


def signed_with(said: str, before: str, after: str, *, alone: bool = False) -> tuple[str, str | None]:
    """A text without the token that we wrote at its end between two marks, and the token; one without a token as it is.
    `alone`: the token has to stand on a line of its own. However long the text, it is looked through once."""
    whole = said.rstrip()
    start = whole.rfind(before)
    token = whole[start + len(before) : len(whole) - len(after)]
    if start < 0 or not whole.endswith(after) or not _TOKEN.fullmatch(token):
        return said, None
    words = whole[:start].rstrip()
    if alone and words and "\n" not in whole[len(words) : start]:
        return said, None
    return words, token
