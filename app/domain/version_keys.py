"""How the keys of versions are made: read out of the version itself (`dotted_key`), or given to a release of an
explicit list (`rank_between`). Keys compare code point by code point, as Python compares `str` and PostgreSQL
compares text under COLLATE "C"; they are stored, so a change to how one is made needs all of them made anew."""

import re
import unicodedata

from app.domain.errors import UnreadableVersion

LONGEST_VERSION = 100
"""Characters that a version has at most."""

_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+|(?<=[^\W_])\+(?![^\W_]))")

_BEFORE_RELEASE = {
    word: rung
    for rung, words in enumerate(
        (
            ("dev", "devel", "develop", "development"),
            ("canary",),
            ("nightly",),
            ("snapshot",),
            ("alpha",),
            ("beta",),
            ("milestone",),
            ("ea",),
            ("pre", "preview", "prerelease", "ctp"),
            ("rc", "cr", "candidate"),
        )
    )
    for word in words
}
"""The words for what comes before a release, with the rung of each: from what is built from unfinished work, by way
of what is tried out, to what may become the release. Words on one rung are one word."""

_RELEASE_ITSELF = frozenset({"ga", "final", "release", "rtm"})
_VERSION_ITSELF = frozenset({"v", "ver", "version"})

# What opens each token of a key. Their order is that of what may come next: a word before the release, the end,
# another word, a number (which opens with the letter of its length). All stand before the letters of words, so that
# a word stands before every longer one that it begins.
_PRE, _END, _WORD = "-", "=", "@"
_ZERO = "A"


def dotted_key(version: str) -> str:
    """The key of a version read as runs of digits (numbers of any length) and runs of letters (words); everything
    else separates. Case and the width of characters play no part.

    At each place a word for what comes before a release (`dev`, `alpha`, `rc`, …) stands before the end, the end
    before any other word, a word before a number: `1.0-rc1` < `1.0` < `1.0 SP1` < `1.0.1`. Zeros at the end and
    directly before a word do not count, nor do words for the release itself (`GA`, `Final`) unless a number follows
    them, nor `v` and `Version` at the beginning.

    Single letters are words like others (`1.0.2` < `1.0.2k`, `8u482` < `8u482-b08`), but `a` and `b` between two
    digits are alpha and beta (`3.13.0a4`), and `m` after `.`, `-`, `_` or a space and before a digit is a milestone
    (`2.0.0.M1`; `15.1(4)M1` is none).

    A `+` that only ends something is the word `plus` (`S26` < `S26+`; in `17.0.18+8` it separates).

    Raises UnreadableVersion where there is neither letter nor digit, or more than LONGEST_VERSION characters.
    """
    if len(version) > LONGEST_VERSION:
        raise UnreadableVersion(f"A version has at most {LONGEST_VERSION} characters; this one has {len(version)}.")
    tokens = list(_TOKEN.finditer(_folded(version)))
    if not tokens:
        raise UnreadableVersion(f"{version!r} has neither a letter nor a digit.")
    key: list[str] = []
    zeros: list[str] = []
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token["number"]:
            number = _number(token["number"])
            if number == _ZERO:
                zeros.append(number)
            else:
                key += [*zeros, number]
                zeros = []
        elif not _says_nothing(token, after, opens=not key and not zeros):
            key.append(_word(token, before, after))
            zeros = []
    return "".join([*key, _END])


def _folded(version: str) -> str:
    if version.isascii():
        return version.lower()
    # Not NFKC as a whole: it would turn `1²` into `12` and `1½` into something else again.
    characters = (_plain(character) for character in unicodedata.normalize("NFC", version))
    return unicodedata.normalize("NFC", "".join(characters).casefold())


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.decomposition(character).startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    return character


def _number(digits: str) -> str:
    digits = digits.lstrip("0")
    # How many digits comes first, so that a longer number is a greater one: A for none … Y for 24, then ZA, ZB, ….
    longs, rest = divmod(len(digits), 25)
    return "Z" * longs + chr(ord(_ZERO) + rest) + digits


def _says_nothing(token: re.Match[str], after: re.Match[str] | None, *, opens: bool) -> bool:
    number_follows = after is not None and bool(after["number"])
    if token["word"] in _RELEASE_ITSELF:
        return opens or not number_follows
    return token["word"] in _VERSION_ITSELF and opens and number_follows


def _word(token: re.Match[str], before: re.Match[str] | None, after: re.Match[str] | None) -> str:
    word = token["word"].replace("+", "plus")
    if after is not None and after["number"] and after.start() == token.end():
        separator = token.string[before.end() : token.start()] if before else None
        match word:
            case "a" | "b" if before and before["number"] and separator == "":
                word = {"a": "alpha", "b": "beta"}[word]
            case "m" if separator and separator[-1] in ".-_ ":
                word = "milestone"
    rung = _BEFORE_RELEASE.get(word)
    return f"{_WORD}{word}" if rung is None else f"{_PRE}{rung}"


_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def rank_between(before: str | None, after: str | None) -> str:
    """A rank strictly between two that this function made, or before the first (`before` is None), or after the
    last (`after` is None), or the very first (both None).

    Ranks stay short: after n releases added at either end, one has about log₆₂ n characters; only putting release
    after release into one gap lengthens them, by a character for every five or so. Raises ValueError where `before`
    is not less than `after`.

    A rank is an integer, of base 62 with a letter for its length before it (`a0`, … `az`, `b00`, …; negative ones
    are `Zz`, … `Z0`, `Yzz`, …), and a fraction that never ends in zero, so that there is always room before it.
    (Fractional indexing, after D. Greenspan, "Implementing Fractional Indexing".)
    """
    if before is None and after is None:
        return "a0"
    if before is None:
        assert after is not None
        whole, fraction = _split(after)
        return whole if fraction else _stepped(whole, -1)
    whole, fraction = _split(before)
    if after is None:
        return _stepped(whole, 1)
    if before >= after:
        raise ValueError(f"{before!r} is not before {after!r}")
    whole_after, fraction_after = _split(after)
    if whole == whole_after:
        return whole + _fraction_between(fraction, fraction_after)
    following = _stepped(whole, 1)
    return following if following < after else whole + _fraction_between(fraction, None)


def _split(rank: str) -> tuple[str, str]:
    end = 1 + _digits_after(rank[0])
    return rank[:end], rank[end:]


def _digits_after(head: str) -> int:
    return ord(head) - ord("a") + 1 if head >= "a" else ord("Z") - ord(head) + 1


def _stepped(whole: str, step: int) -> str:
    """The next integer, or with -1 the one before it."""
    head, digits = whole[0], whole[1:]
    roll, fresh = (_DIGITS[-1], _DIGITS[0]) if step > 0 else (_DIGITS[0], _DIGITS[-1])
    kept = digits.rstrip(roll)
    if kept:
        return head + kept[:-1] + _DIGITS[_DIGITS.index(kept[-1]) + step] + fresh * (len(digits) - len(kept))
    crossed = {("Z", 1): "a", ("a", -1): "Z"}.get((head, step)) or chr(ord(head) + step)
    return crossed + fresh * _digits_after(crossed)


def _fraction_between(before: str, after: str | None) -> str:
    """A fraction strictly between two; `after` None is one."""
    shared = ""
    while True:
        low = _DIGITS.index(before[0]) if before else 0
        high = len(_DIGITS) if after is None else _DIGITS.index(after[0])
        if high - low > 1:
            return shared + _DIGITS[(low + high) // 2]
        if high > low and after is not None and len(after) > 1:
            return shared + after[0]
        shared += _DIGITS[low]
        before = before[1:]
        after = after[1:] if high == low and after is not None else None
