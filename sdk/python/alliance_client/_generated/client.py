"""Every operation of the contract as a method."""

from .api.action_items import ActionItemsOperations, AsyncActionItemsOperations
from .api.comments import AsyncCommentsOperations, CommentsOperations
from .api.communities import AsyncCommunitiesOperations, CommunitiesOperations
from .api.components import AsyncComponentsOperations, ComponentsOperations
from .api.environments import AsyncEnvironmentsOperations, EnvironmentsOperations
from .api.events import AsyncEventsOperations, EventsOperations
from .api.health import AsyncHealthOperations, HealthOperations
from .api.me import AsyncMeOperations, MeOperations
from .api.members import AsyncMembersOperations, MembersOperations
from .api.objectives import AsyncObjectivesOperations, ObjectivesOperations
from .api.problems import AsyncProblemsOperations, ProblemsOperations
from .api.sign_in import AsyncSignInOperations, SignInOperations
from .api.sites import AsyncSitesOperations, SitesOperations
from .api.solutions import AsyncSolutionsOperations, SolutionsOperations
from .api.validations import AsyncValidationsOperations, ValidationsOperations


class Operations(
    ProblemsOperations,
    SolutionsOperations,
    ValidationsOperations,
    CommunitiesOperations,
    ComponentsOperations,
    MeOperations,
    ActionItemsOperations,
    EventsOperations,
    SitesOperations,
    CommentsOperations,
    EnvironmentsOperations,
    ObjectivesOperations,
    MembersOperations,
    SignInOperations,
    HealthOperations,
):
    """One method an operation."""


class AsyncOperations(
    AsyncProblemsOperations,
    AsyncSolutionsOperations,
    AsyncValidationsOperations,
    AsyncCommunitiesOperations,
    AsyncComponentsOperations,
    AsyncMeOperations,
    AsyncActionItemsOperations,
    AsyncEventsOperations,
    AsyncSitesOperations,
    AsyncCommentsOperations,
    AsyncEnvironmentsOperations,
    AsyncObjectivesOperations,
    AsyncMembersOperations,
    AsyncSignInOperations,
    AsyncHealthOperations,
):
    """One method an operation, to be awaited."""
