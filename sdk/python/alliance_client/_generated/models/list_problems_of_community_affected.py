from typing import Literal, cast

ListProblemsOfCommunityAffected = Literal["me"]


def check_list_problems_of_community_affected(value: str) -> ListProblemsOfCommunityAffected:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListProblemsOfCommunityAffected, value)
