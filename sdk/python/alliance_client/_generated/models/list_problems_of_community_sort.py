from typing import Literal, cast

ListProblemsOfCommunitySort = Literal["-created_at", "-updated_at"]


def check_list_problems_of_community_sort(value: str) -> ListProblemsOfCommunitySort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListProblemsOfCommunitySort, value)
