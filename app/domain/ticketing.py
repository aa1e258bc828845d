"""What a ticket of another system is to a community, by the rules of its connector: values in, values out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.keys import ProblemKey
from app.domain.vocabulary import Severity, SolutionStatus

TOLD = frozenset({SolutionStatus.validated, SolutionStatus.contested, SolutionStatus.stale})
"""What a solution has to become for those to be told whose tickets are linked with its problem."""

_KEY = re.compile(r"(?<![\w/.-])([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*-[1-9][0-9]{0,9})(?![\w-])")
_MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """All that is said holds; what is null is any. Words are compared without regard to case."""

    queue: str | None = None
    label: str | None = None
    severity: str | None = None

    def fits(self, queue: str, labels: Iterable[str], severity: str | None) -> bool:
        said = (
            (self.queue, [queue]),
            (self.label, labels),
            (self.severity, [] if severity is None else [severity]),
        )
        return all(wanted is None or wanted.casefold() in {each.casefold() for each in there} for wanted, there in said)


def selected(rules: Iterable[Rule], queue: str, labels: Iterable[str], severity: str | None) -> bool:
    """Does a ticket become a problem? Without rules none does."""
    labels = tuple(labels)
    return any(rule.fits(queue, labels, severity) for rule in rules)


def severity_here(severities: Mapping[str, str], theirs: str | None) -> Severity:
    """Ours for theirs, `moderate` where nothing is said of it."""
    known = {word.casefold(): Severity(ours) for word, ours in severities.items()}
    return known.get((theirs or "").casefold(), Severity.moderate)


def keys_in(text: str) -> list[ProblemKey]:
    """The keys of problems that a text may speak of, in their order, each once; the first twenty."""
    found: dict[ProblemKey, None] = {}
    for match in _KEY.finditer(text):
        key = ProblemKey.parse(match.group(1))
        if key is not None:
            found[key] = None
        if len(found) == _MOST_KEYS:
            break
    return list(found)


@dataclass(frozen=True, slots=True)
class Held:
    """What came of a solution with one component in one version: how many validations say so."""

    component: str
    version: str | None
    confirmed: int
    partial: int
    failed: int

    def __str__(self) -> str:
        said = ((self.confirmed, "confirmed"), (self.partial, "in part"), (self.failed, "failed"))
        counts = ", ".join(f"{count} {word}" for count, word in said if count)
        return f"{_plain(self.component)} {_plain(self.version or 'of unknown version')}: {counts}"


_SAID: Mapping[SolutionStatus, str] = {
    SolutionStatus.validated: "is validated: peers have tried it in their own environments and vouch for it",
    SolutionStatus.contested: "is contested: too many of those who tried it say that it failed",
    SolutionStatus.stale: "is stale: it was validated, but the evidence has grown old",
}


def note(
    status: SolutionStatus,
    title: str,
    problem: str,
    address: str,
    summary: str,
    held: Sequence[Held],
    limits: Sequence[str],
) -> str:
    """What a linked ticket is told of a solution, as Markdown: its status, where it holds, its limits."""
    lines = [f"The solution [{_plain(title)}]({address}) of {problem} {_SAID[status]}."]
    if summary.strip():
        lines += ["", summary.strip()]
    if held:
        lines += ["", "Tried with:", ""]
        lines += [f"- {each}" for each in held]
    if limits:
        lines += ["", "It failed outside what it is meant for:", ""]
        lines += [f"- {_plain(limit)}" for limit in limits]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """On one line, with nothing that Markdown takes for more than words."""
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", " ".join(text.split()))


def forwarded(author: str, problem: str, address: str, body: str) -> str:
    """A comment that is meant for the tickets of a problem, as Markdown."""
    return f"{_plain(author)} on [{problem}]({address}):\n\n{body.strip()}\n"


def first_words(name: str | None, system: str, key: str, url: str, body: str, most: int) -> str:
    """The statement of a problem that a ticket began; whose words they are is said where the author is no member."""
    head = f"Reported by {_plain(name)} in " if name else "From "
    tail = f"\n\n{head}[{_plain(system)} {_plain(key)}]({url})."
    words = body.strip() or "The ticket says no more than its title."
    return words[: most - len(tail)] + tail


def title_of(text: str, key: str, most: int) -> str:
    """One line for a title, whatever a ticket system takes for one."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line[:most].strip() or key
