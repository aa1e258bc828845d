from typing import Literal, cast

CountsReason = Literal[
    "author", "counts", "earlier_line", "no_evidence", "not_a_person", "observer", "outside_applicability", "withdrawn"
]


def check_counts_reason(value: str) -> CountsReason:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(CountsReason, value)
