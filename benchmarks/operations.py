"""The operations: what is measured, each as the requests that a server gets for it."""

from dataclasses import dataclass

from benchmarks.asking import Asking
from benchmarks.changing import give_hot, give_spread, give_validation, post_problem, sign_in
from benchmarks.estate import OUTSIDER, READER_OF_FEW, READER_OF_MANY
from benchmarks.reading import (
    list_community,
    list_component,
    list_filtered,
    list_own_community,
    my_action_items,
    pages_of,
    read_assessment,
    read_problem,
    read_unchanged,
)

READ_MARK, WRITE_MARK = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Operation:
    """`mark`: the least that the floor's CPU divided by the service's should be; `usual_mark`: the least that the
    usual way's should be, where it is measured."""

    name: str
    title: str
    asking: Asking
    status: int = 200
    same_bytes: bool = False
    writes: bool = False
    usual_mark: float | None = None

    @property
    def mark(self) -> float:
        return WRITE_MARK if self.writes else READ_MARK


OPERATIONS = (
    Operation("read_problem", "Read a problem with its solutions", read_problem, same_bytes=True, usual_mark=6),
    Operation("read_assessment", "Read a solution's assessment", read_assessment, same_bytes=True),
    Operation("read_unchanged", "The same problem again: 304", read_unchanged, 304),
    Operation(
        "list_problems", "List problems, a stranger", pages_of(OUTSIDER, "/problems"), same_bytes=True, usual_mark=6
    ),
    Operation("list_of_few", "List problems, a member of few", pages_of(READER_OF_FEW, "/problems")),
    Operation("list_of_many", "List problems, a member of many", pages_of(READER_OF_MANY, "/problems")),
    Operation("list_community", "List a community's open problems", list_community, same_bytes=True),
    Operation("list_own", "The same of a closed one, a member of few", list_own_community, same_bytes=True),
    Operation("list_component", "List problems of a component", list_component, same_bytes=True),
    Operation("list_filtered", "List by community, component, state, a member of many", list_filtered, same_bytes=True),
    Operation("action_items", "List one's action items", my_action_items, same_bytes=True),
    Operation("feed", "Read the feed of events, a stranger", pages_of(OUTSIDER, "/events"), same_bytes=True),
    Operation("post_problem", "Post a problem", post_problem, 201, writes=True, usual_mark=4),
    Operation("give_validation", "Give a validation that changes the status", give_validation, 201, writes=True),
    Operation("give_spread", "Give validations, spread over many solutions", give_spread, 201, writes=True),
    Operation("give_hot", "The same, all on one solution", give_hot, 201, writes=True),
    Operation("sign_in", "Sign in by password", sign_in, writes=True),
)


def named(name: str) -> Operation:
    return next(each for each in OPERATIONS if each.name == name)
