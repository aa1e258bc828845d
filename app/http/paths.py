"""What stands in a path. An address that cannot be one is answered like one that leads nowhere: 404."""

from typing import Annotated

from fastapi import Path


def _id(what: str) -> object:
    return Path(description=f"The {what}'s id.", max_length=100)


CommunityAddress = Annotated[str, Path(description="The community's id or slug (`network`).", max_length=100)]
ProcessVersionNumber = Annotated[str, Path(description="The number of the version, from 1.", max_length=100)]
ProblemAddress = Annotated[str, Path(description="The problem's id or key (`network-42`).", max_length=100)]
MemberAddress = Annotated[str, _id("member")]
ApiTokenAddress = Annotated[str, _id("token")]
SiteAddress = Annotated[str, _id("site")]
ComponentAddress = Annotated[str, _id("component")]
ReleaseAddress = Annotated[str, _id("release")]
EnvironmentAddress = Annotated[str, _id("environment")]
ObjectiveAddress = Annotated[str, _id("objective")]
MarkedEnvironment = Annotated[
    str, Path(description="The environment's id; `none` for a mark without environment.", max_length=100)
]
FramingAddress = Annotated[str, _id("framing")]
SolutionAddress = Annotated[str, _id("solution")]
ValidationAddress = Annotated[str, _id("validation")]
CommentAddress = Annotated[str, _id("comment")]
TicketLinkAddress = Annotated[str, _id("ticket link")]
ConnectorAddress = Annotated[str, _id("connector")]
ActionItemAddress = Annotated[str, _id("action item")]
JobAddress = Annotated[str, _id("job")]
WebhookAddress = Annotated[str, _id("webhook")]
DeliveryAddress = Annotated[str, _id("delivery")]
