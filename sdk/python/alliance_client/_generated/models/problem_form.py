from typing import Literal, cast

ProblemForm = Literal["structured", "unstructured"]


def check_problem_form(value: str) -> ProblemForm:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ProblemForm, value)
