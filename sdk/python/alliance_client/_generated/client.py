"""Every operation of the contract as a method."""

from .api.action_items.operations import ActionItemsOperations, AsyncActionItemsOperations
from .api.comments.operations import AsyncCommentsOperations, CommentsOperations
from .api.communities.operations import AsyncCommunitiesOperations, CommunitiesOperations
from .api.components.operations import AsyncComponentsOperations, ComponentsOperations
from .api.connectors.operations import AsyncConnectorsOperations, ConnectorsOperations
from .api.environments.operations import AsyncEnvironmentsOperations, EnvironmentsOperations
from .api.events.operations import AsyncEventsOperations, EventsOperations
from .api.health.operations import AsyncHealthOperations, HealthOperations
from .api.jobs.operations import AsyncJobsOperations, JobsOperations
from .api.me.operations import AsyncMeOperations, MeOperations
from .api.members.operations import AsyncMembersOperations, MembersOperations
from .api.objectives.operations import AsyncObjectivesOperations, ObjectivesOperations
from .api.problems.operations import AsyncProblemsOperations, ProblemsOperations
from .api.sign_in.operations import AsyncSignInOperations, SignInOperations
from .api.sites.operations import AsyncSitesOperations, SitesOperations
from .api.solutions.operations import AsyncSolutionsOperations, SolutionsOperations
from .api.ticket_links.operations import AsyncTicketLinksOperations, TicketLinksOperations
from .api.tokens.operations import AsyncTokensOperations, TokensOperations
from .api.validations.operations import AsyncValidationsOperations, ValidationsOperations
from .api.webhooks.operations import AsyncWebhooksOperations, WebhooksOperations


class Operations(
    ProblemsOperations,
    SolutionsOperations,
    ValidationsOperations,
    CommunitiesOperations,
    ComponentsOperations,
    MeOperations,
    ActionItemsOperations,
    EventsOperations,
    WebhooksOperations,
    JobsOperations,
    SitesOperations,
    CommentsOperations,
    TicketLinksOperations,
    EnvironmentsOperations,
    ObjectivesOperations,
    ConnectorsOperations,
    MembersOperations,
    TokensOperations,
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
    AsyncWebhooksOperations,
    AsyncJobsOperations,
    AsyncSitesOperations,
    AsyncCommentsOperations,
    AsyncTicketLinksOperations,
    AsyncEnvironmentsOperations,
    AsyncObjectivesOperations,
    AsyncConnectorsOperations,
    AsyncMembersOperations,
    AsyncTokensOperations,
    AsyncSignInOperations,
    AsyncHealthOperations,
):
    """One method an operation, to be awaited."""
