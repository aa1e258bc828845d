from typing import Literal, cast

SubjectKind = Literal[
    "action_item",
    "affected_mark",
    "comment",
    "community",
    "component",
    "connector",
    "environment",
    "flag",
    "framing",
    "job",
    "member",
    "membership",
    "objective",
    "problem",
    "process",
    "release",
    "site",
    "solution",
    "ticket_link",
    "validation",
]


def check_subject_kind(value: str) -> SubjectKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(SubjectKind, value)
