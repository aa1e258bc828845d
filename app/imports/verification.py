"""Whether a comment says that its author verified a fix, or that it still fails: from what people wrote, preferring
to leave out over to misread.

Each sentence is asked what it claims. A question, a wish, a condition or somebody else's word claims nothing, and a
comment that says both is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.vocabulary import Outcome


class Unclear(StrEnum):
    """Why a comment with such words was not read as an outcome."""

    hedged = "hedged"
    """It asks, plans, wishes, or tells what somebody else said."""
    mixed = "mixed"
    """It says that it works and that it does not."""
    no_result = "no_result"
    """It says what was tried, but not plainly what came of it."""
    before_fix = "before_fix"
    """It says that it fails, or what was tried, when nobody had said yet that anything was mended."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a comment claims, and the words that do; `rest` is its text without what it says was not tried, or of
    other versions than those."""

    outcome: Outcome
    phrase: str
    rest: str


_SENTENCE = re.compile(r"\n+|(?<=[.!?;])\s+(?=[A-Z@(\[]|$)")

_HEDGED = re.compile(
    r"\?|\b(?:please|pls|if|whether|unless|once|until|should|shall|will|would|could you|can you|can someone|someone"
    r"|anyone|need(?:s|ed)? to|want to|let me know|let us know|feel free|how to|steps to|used? to|in order to|try to"
    r"|going to|may|might|maybe|hopefully|expect|assuming|suppose|supposed|before|when)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:verified|validated|tested|confirmed) (?:fixed )?by\b(?! (?:running|using|building|following|looking|creating"
    r"|checking|testing|adding|the |a |viewing|installing|opening|clicking|code|console|log|doing|launching))"
    r"|\b(?:customer|client|user|he|she|they|reporter|community|qe|qa|dev|developer|@\w+|\[~\w+\]|has been|have been"
    r"|was|were|to be|be|being|get|got|often|for)\s+(?:also\s+|already\s+|just\s+)?(?:verified|validated)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|n't|never|cannot|can't|couldn't|unable to|without|haven't|hasn't|didn't|wasn't|un-?)\s+"
    r"(?:\w+\s+){0,2}(?:verif|validat|tested|been (?:verif|test))",
    re.IGNORECASE,
)

_ELSEWHERE = re.compile(
    r"\b(?:regression|previous(?:ly)?|older|earlier|introduced|was working|worked|used to work|compared to)\b",
    re.IGNORECASE,
)

_GOOD = (
    r"fix(?:ed|es)?|working|works?|resolved|implemented|functioning|functional|correct(?:ly)?|good|no longer"
    r"|completed?|done|feature|improvement|expected|solved|passed"
)
_VERIFIED_GOOD = re.compile(
    r"\b(?:verified|validated)[ ,:-]+(?:(?:and|the|this|that|it|its|it's|is|are|was|as|bug|issue|ticket|defect|to be"
    r"|be|again|now|both|all|has been|been|closed?|closing|also|new|above|code|app|test|we|can|properly|attached"
    rf"|successfully|in|on|expected|correct)[ ,:&-]+){{0,6}}(?:{_GOOD})\b"
    r"|\b(?:fix(?:es|ed)?|feature|improvement|behaviou?r)\s+(?:(?:is|was|has been|have been|and|as|now|been)\s+)*"
    r"(?:verified|validated)\b"
    r"|\bFR (?:has )?pass(?:ed)?\b|\bconfirm(?:ed)? (?:the )?fix\b"
    r"|\b(?:closed|closing|reclosing|resolved|working|fixed)[^.\n]{0,40}\b(?:as|and)"
    r" verified\b|\b(?:verified|validated)\b[ ,:&-]*(?:and )?clos(?:ed|ing)\b",
    re.IGNORECASE,
)
_VERIFIED = re.compile(
    r"\b(?:verified|validated|re-?verified)\b|\bverification (?:environment|details)\b"
    r"|\b(?:environment|env|config\w*|builds?|versions?)\b[^.\n]{0,15}\bused for verification\b"
    r"|\b(?:i|we) (?:can |have |just |also |already )*verif(?:y|ied)\b|^can verify\b"
    r"|\benvironment for verification\b|\bverifying (?:as|this as|that (?:it|this|the))\b",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(?:re-?)?tested\b|\b(?:re-?)?checked (?:with|on|in|using|this|it|the)\b|\btest(?:ed)?(?:ing)? "
    r"(?:environment|performed|on|with)\b|\benvironment\s*(?:used)?\s*:|\bconfigurations? used\b|\bused environment\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\bwork(?:s|ed|ing)? (?:\w+ )?(?:fine|as (?:expected|designed|intended|it should)|well|correctly|properly"
    r"|perfectly|good|great|now|ok(?:ay)?)\b|\b(?:is|are|now) (?:now )?(?:working|fixed|resolved)\b"
    r"|\bas expected\b|\bno longer\b|\b(?:issue|bug|problem|crash|error|defect) (?:has been |is |was |got )?(?:now )?"
    r"(?:fixed|resolved|solved|gone)\b|\b(?:clos(?:e|ing|ed)|re-?closing|mark(?:ing|ed))\b[^.\n]{0,30}\b(?:as )?fixed\b"
    r"|\bbug fixed\b|\bfix (?:works|confirmed)\b|\bissue fixed\b|\b(?:does|did|do)(?:n't| not) (?:crash|occur|happen"
    r"|reproduce|leak|hang|fail|throw|appear)\w*\b|\bno (?:crash|error|issue|problem|exception|leak|more)\w*\b"
    r"|\b(?:not|n't|unable to|cannot|can't|couldn't) (?:be |able to )?reproduc\w*|\bwithout (?:any )?(?:error|issue"
    r"|problem|crash)\w*|\bsuccessfully\b|\b(?:correct|right|proper)ly\b|\bclosing\b|\bclosed\b"
    r"|\bworks for (?:me|both)\b|\bfires? (?:as|correctly|fine|now)\b|\bpass(?:es|ed)\b"
    r"|(?<!not )(?<!n't )(?<!be )(?<!been )(?<!get )\bfixed\b",
    re.IGNORECASE,
)

_CLOSED = re.compile(
    r"\b(?:re-?)?clos(?:ing|ed)\b[^.\n]{0,30}\bfix(?:ed)?\b|\bmark\w*[^.\n]{0,20} as fixed\b", re.IGNORECASE
)
_STILL = re.compile(
    r"\bstill (?:(?!not\b|only\b)[\w']+ ){0,4}?(?:fail\w*|occur\w*|happen\w*|broken|crash\w*|reproduc\w*|exist\w*"
    r"|present|persist\w*|valid|an? issue|an? problem|an? bug|the issue|the problem|the (?:same|error|bug)|same"
    r"|issues?|problems?|errors?|getting|seeing|see|leak\w*|there|affect\w*|hangs?|stuck|incorrect|wrong)\b"
    r"|\bstill (?:[\w']+ ){0,3}?(?:not|doesn't|don't|isn't|can't|cannot|unable|won't|no)\b"
    r"|\b(?:does|do|did|is|are|was|has|have)(?: not|n't) (?:been |get |getting |yet |fully |completely |actually )*"
    r"(?:fix(?:ed)?|resolved?|solved?|working|work)\b(?! as of)"
    r"|\bverified not (?:yet )?(?:fixed|working|functioning|resolved)\b|\bnot fixed\b"
    r"|\b(?:issue|bug|problem|crash|error)s? (?:also |again |now )?(?:persists?|remains?|exists|reproduces"
    r"|is reproducible|reappear\w*|reoccur\w*|(?:is|has) (?:back|returned))\b|\bFR fail(?:ed|s)?\b"
    r"|\bfix (?:does|did)(?: not|n't) work\b"
    r"|\bverified (?:that )?(?:(?:it|this|the|bug|issue|problem|does|is) )*(?:still|fail(?:s|ed|ing)?|broken"
    r"|occur(?:s|ring)|crash(?:es|ing)?|reproducible)\b|\bvalidation failed\b",
    re.IGNORECASE,
)
_REPRODUCED = re.compile(
    r"\b(?:(?:able|possible) to|can|could|still|i|we) (?:still |also |consistently |easily )*reproduced?\b"
    r"|\breproduced (?:on|with|in|the|this|using)\b"
    r"|\b(?:issue|bug|problem) (?:is |can be )?(?:still )?reproduc(?:ible|ed)\b",
    re.IGNORECASE,
)
_NOT_REPRODUCED = re.compile(
    r"\b(?:not|n't|unable|cannot|couldn't|no longer|never|without|tried to|attempt\w*)\b[^.\n]{0,25}\breproduc"
    r"|\bcannot reproduce\b",
    re.IGNORECASE,
)
_REOPENED = re.compile(
    r"(?:^|[-,.!:;]\s*|\b(?:so|hence|thus|and|am|i'm|therefore|i)\s+)re-?open(?:ing|ed)\b"
    r"(?!\s+(?:(?:this|the|bug|issue|ticket|it|and|in order)\s+)*(?:to|for|due to label)\s+(?!fail|still))",
    re.IGNORECASE,
)
_ADMINISTERED = re.compile(
    r"\b(?:was|were|accident\w*|mistak\w*|fix version|label|clos(?:e|ing) (?:again|it again)|re-?clos\w*|wrong"
    r" resolution|resolve it as|cherry|backport|merge\b|manual|milestone|docs?\b|documentation)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:not|cannot|fails?|failed|failing|crash(?:es|ed|ing)?|errors?|exceptions?|incorrect(?:ly)?|wrong(?:ly)?|instead"
    r"|however|but|broken|unable|still|missing|no response|actual results?|problem|except|partial(?:ly)?|inconsistent"
    r"|regression|(?:valid|real|a) bug|remains?|does nothing|hangs?|blank|unexpected)\b|n't\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:but|however|except|although|though|unless|only)\b[^.\n]{0,160}?(?:\b(?:not|cannot|fail\w*|crash\w*|still"
    r"|broken|error\w*|issue\w*|wrong|problem\w*|bug|incorrect\w*|missing|unable|differen\w*|leak\w*|doubt\w*)\b|n't\b)"
    r"|\b(?:issue|bug|problem)s? (?:still|is still|are still)\b"
    r"|\bdoes(?:n't| not) (?:look|seem) (?:right|fixed|correct)\b"
    r"|\bpartial(?:ly)? (?:fixed|verified|working)\b|\bnew (?:issue|bug|problem|crash)\b|\bactual results?\b",
    re.IGNORECASE,
)
_MENTIONS = re.compile(r"verif|validat|\bFR (?:pass|fail)|\bstill\b|re-?open|reproduc|not fixed", re.IGNORECASE)

ANNOUNCED = re.compile(
    r"\b(?:fixed|merged|resolved|committed|pushed|landed|cherry-?picked|pull request|changesets?|closes|fixes|"
    r"resolving|resolves|PR (?:merged|sent|submitted)|backported|pr:|state:(?:resolved|fixed))\b|/pull/\d+|/commit/",
    re.IGNORECASE,
)
"""Words by which somebody tells that something was mended."""


def mentions_outcome(text: str) -> bool:
    """Whether a comment has any of the words at all; one without them is an ordinary comment."""
    return _MENTIONS.search(text) is not None


def read_claim(text: str, fix_known: bool) -> Claim | Unclear | None:
    """What a comment claims, by its author's own words (`said`). `fix_known`: whether the record shows that
    something had been mended by then, which plain words need ("verified on", "still occurs": of what?)."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]
    good = verified = tested = result = failed = reopened = reproduced = ""
    hedged = False
    for sentence in sentences:
        if _HEDGED.search(sentence) or _OTHERS.search(sentence) or _NEGATED.search(sentence):
            claims = _VERIFIED.search(sentence) or _STILL.search(sentence) or _REOPENED.search(sentence)
            hedged = hedged or claims is not None
            if not (_VERIFIED_GOOD.match(sentence) and not _OTHERS.search(sentence) and "?" not in sentence):
                continue
        good = good or _words(_VERIFIED_GOOD, sentence)
        verified = verified or _words(_VERIFIED, sentence)
        tested = tested or _words(_TESTED, sentence)
        result = result or _words(_RESULT, sentence)
        failed = failed or _words(_STILL, sentence)
        if not _ADMINISTERED.search(sentence):
            reopened = reopened or _words(_REOPENED, sentence)
        if not _NOT_REPRODUCED.search(sentence):
            reproduced = reproduced or _words(_REPRODUCED, sentence)
    if failed or reopened or reproduced:
        return _failure(good or result, failed, reopened, reproduced, fix_known, _rest(sentences))
    if good:
        return Unclear.mixed if _CONTRAST.search(text) else Claim(Outcome.confirmed, good, _rest(sentences))
    if verified or (tested and result):
        return _success(text, verified, tested, result, fix_known, _rest(sentences))
    return Unclear.hedged if hedged else None


def _rest(sentences: Sequence[str]) -> str:
    return "\n".join(
        sentence for sentence in sentences if not _NEGATED.search(sentence) and not _ELSEWHERE.search(sentence)
    )


def _words(pattern: re.Pattern[str], sentence: str) -> str:
    found = pattern.search(sentence)
    return found[0].strip(" ,.:;-") if found else ""


def _failure(worked: str, failed: str, reopened: str, reproduced: str, fix_known: bool, rest: str) -> Claim | Unclear:
    if worked:
        return Unclear.mixed
    if reopened:
        said_of_it = failed or reproduced
        return Claim(Outcome.failed, f"{reopened} … {said_of_it}" if said_of_it else reopened, rest)
    if not fix_known:
        return Unclear.before_fix
    return Claim(Outcome.failed, failed or reproduced, rest)


def _success(text: str, verified: str, tested: str, result: str, fix_known: bool, rest: str) -> Claim | Unclear:
    if not (fix_known or (verified and (_CLOSED.search(text) or (result and not _TROUBLE.search(text))))):
        return Unclear.before_fix
    if _CONTRAST.search(text):
        return Unclear.mixed
    if not result and _TROUBLE.search(text):
        return Unclear.no_result
    phrase = verified or tested
    return Claim(Outcome.confirmed, f"{phrase} … {result}" if result else phrase, rest)
