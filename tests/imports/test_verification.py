"""What people wrote -> what it claims. The samples are made up."""

import pytest

from app.domain.vocabulary import Outcome
from app.imports.verification import Claim, Unclear, read_claim
from app.integrations.wiki_text import said

CONFIRMED = [
    "Verified fixed with SDK 3.1.0",
    "Closing ticket. Verified fix on:\nSDK build: 3.1.0",
    "Verified as fixed and working as expected.",
    "FR Passed. Studio 4.8",
    "Fix verified on a tablet.",
    "{html}<p>verified working on the\nemulator</p>{html}",
    "bq. this still fails\nVerified fixed here.",
    "Verified the fix, the list does not crash any more.",
    "Bug fixed. Verified on:\nSDK: 3.1.0",
    "The picture is shown. Working as expected.\nVerified on: SDK 3.1.0",
]
CONFIRMED_ONCE_MENDED = [
    "Verified on:\nSDK: 3.1.0",
    "Environment used for verification -\nSDK 3.1.0",
    "Works as expected. Tested with SDK 3.1.0",
    "Unable to reproduce with the newest build. Tested on a tablet.",
    "The image is not reversed. Works fine now.\nVerified with: SDK 3.1.0",
]
FAILED = [
    "Reopening, the app still crashes.",
    "Re-opening the ticket. The list cannot be scrolled:\nSDK 3.1.0",
    "Reopened. Nothing is drawn.",
]
FAILED_ONCE_MENDED = [
    "This still happens with SDK 3.1.0",
    "Still broken on my tablet.",
    "The issue is not fixed in 3.1.0.",
    "I am able to reproduce this with SDK 3.1.0",
    "FR failed, the toolbar is empty",
]
UNCLEAR = [
    ("Verified fixed on one device. Still crashes on the other.", Unclear.mixed),
    ("Verified the fix, but on the tablet the text is wrong.", Unclear.mixed),
    ("Reopening. Works fine on a phone, the tablet shows nothing.", Unclear.mixed),
    ("Reopening, I can confirm the fix in SDK 3.1.0", Unclear.mixed),
    ("The customer verified that it helps.", Unclear.hedged),
    ("This was verified by another team.", Unclear.hedged),
    ("Leaving it open until it is verified with the next release.", Unclear.hedged),
    ("The second row shows the wrong text.\nVerified on: SDK 3.1.0", Unclear.no_result),
]
NOTHING = [
    "Verified this is indeed a valid bug.",
    "Please verify with the attached app.",
    "Can somebody verify this?",
    "Needs to be checked, will verify tomorrow.",
    "{quote}Verified fixed{quote}\nThanks!",
    "{code}\n// verified fixed\n{code}\nSee above.",
    "> verified fixed\nGood to hear.",
    "Feel free to reopen.",
    "Reopening to add a label.",
    "To verify this fix, run the app and press the button.",
]


@pytest.mark.parametrize("text", CONFIRMED)
def test_who_says_that_a_fix_was_verified_confirms(text: str) -> None:
    claim = read_claim(said(text), fix_known=False)
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.confirmed
    assert claim.phrase


@pytest.mark.parametrize("text", CONFIRMED_ONCE_MENDED)
def test_plain_words_confirm_only_once_something_was_mended(text: str) -> None:
    claim = read_claim(said(text), fix_known=True)
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.confirmed
    assert not isinstance(read_claim(said(text), fix_known=False), Claim)


@pytest.mark.parametrize("text", FAILED)
def test_who_reopens_because_it_fails_says_that_it_failed(text: str) -> None:
    claim = read_claim(said(text), fix_known=False)
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.failed


@pytest.mark.parametrize("text", FAILED_ONCE_MENDED)
def test_a_failure_is_the_fix_s_only_once_something_was_mended(text: str) -> None:
    claim = read_claim(said(text), fix_known=True)
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.failed
    assert read_claim(said(text), fix_known=False) is Unclear.before_fix


@pytest.mark.parametrize(("text", "why"), UNCLEAR)
def test_what_is_not_plain_is_left_out_with_its_reason(text: str, why: Unclear) -> None:
    assert read_claim(said(text), fix_known=True) is why


@pytest.mark.parametrize("text", NOTHING)
def test_wishes_plans_quotes_and_code_claim_nothing(text: str) -> None:
    assert not isinstance(read_claim(said(text), fix_known=True), Claim)


def test_what_was_not_tried_is_not_in_the_rest_of_a_claim() -> None:
    claim = read_claim("Verified fix on SDK 3.1.0\nDid not verify the fix on SDK 3.2.0", fix_known=True)
    assert isinstance(claim, Claim)
    assert claim.rest == "Verified fix on SDK 3.1.0"
