"""The schemas of the contract."""

from .account_event import AccountEvent
from .account_event_data import AccountEventData
from .account_event_page import AccountEventPage
from .action_item import ActionItem
from .action_item_in import ActionItemIn
from .action_item_line import ActionItemLine
from .action_item_order import ActionItemOrder
from .action_item_page import ActionItemPage
from .action_item_patch import ActionItemPatch
from .action_item_ref import ActionItemRef
from .action_item_state import ActionItemState
from .affected_mark import AffectedMark
from .affected_mark_in import AffectedMarkIn
from .affected_mark_line import AffectedMarkLine
from .affected_mark_page import AffectedMarkPage
from .api_token import ApiToken
from .api_token_in import ApiTokenIn
from .api_token_made import ApiTokenMade
from .api_token_page import ApiTokenPage
from .assessment_change import AssessmentChange
from .assessment_counts import AssessmentCounts
from .assessment_line import AssessmentLine
from .assessment_page import AssessmentPage
from .assessment_reason import AssessmentReason
from .audit_event import AuditEvent
from .audit_event_data import AuditEventData
from .audit_event_page import AuditEventPage
from .candidate import Candidate
from .closure import Closure
from .closure_in import ClosureIn
from .closure_reason import ClosureReason
from .comment import Comment
from .comment_in import CommentIn
from .comment_line import CommentLine
from .comment_page import CommentPage
from .comment_patch import CommentPatch
from .comment_revision import CommentRevision
from .comment_revision_page import CommentRevisionPage
from .comment_subject import CommentSubject
from .community import Community
from .community_in import CommunityIn
from .community_line import CommunityLine
from .community_order import CommunityOrder
from .community_page import CommunityPage
from .community_patch import CommunityPatch
from .community_ref import CommunityRef
from .component import Component
from .component_in import ComponentIn
from .component_kind import ComponentKind
from .component_line import ComponentLine
from .component_page import ComponentPage
from .component_patch import ComponentPatch
from .component_ref import ComponentRef
from .connected_ticket import ConnectedTicket
from .connected_ticket_order import ConnectedTicketOrder
from .connected_ticket_page import ConnectedTicketPage
from .connector import Connector
from .connector_closures import ConnectorClosures
from .connector_config import ConnectorConfig
from .connector_health import ConnectorHealth
from .connector_in import ConnectorIn
from .connector_in_closures import ConnectorInClosures
from .connector_in_config import ConnectorInConfig
from .connector_in_secret import ConnectorInSecret
from .connector_in_severities import ConnectorInSeverities
from .connector_in_states import ConnectorInStates
from .connector_kind import ConnectorKind
from .connector_line import ConnectorLine
from .connector_order import ConnectorOrder
from .connector_page import ConnectorPage
from .connector_patch import ConnectorPatch
from .connector_patch_closures import ConnectorPatchClosures
from .connector_patch_config import ConnectorPatchConfig
from .connector_patch_secret import ConnectorPatchSecret
from .connector_patch_severities import ConnectorPatchSeverities
from .connector_patch_states import ConnectorPatchStates
from .connector_severities import ConnectorSeverities
from .connector_state import ConnectorState
from .connector_states import ConnectorStates
from .counts_reason import CountsReason
from .coverage import Coverage
from .coverage_cell import CoverageCell
from .coverage_evidence import CoverageEvidence
from .coverage_limit import CoverageLimit
from .decision_kind import DecisionKind
from .decision_rule import DecisionRule
from .decision_rule_in import DecisionRuleIn
from .delivery import Delivery
from .delivery_line import DeliveryLine
from .delivery_page import DeliveryPage
from .delivery_state import DeliveryState
from .delivery_taken import DeliveryTaken
from .delivery_try import DeliveryTry
from .environment import Environment
from .environment_in import EnvironmentIn
from .environment_line import EnvironmentLine
from .environment_order import EnvironmentOrder
from .environment_page import EnvironmentPage
from .environment_patch import EnvironmentPatch
from .environment_ref import EnvironmentRef
from .error_document import ErrorDocument
from .error_place import ErrorPlace
from .event import Event
from .event_data import EventData
from .event_kind import EventKind
from .event_page import EventPage
from .external_reference import ExternalReference
from .external_reference_in import ExternalReferenceIn
from .feed_order import FeedOrder
from .feed_start import FeedStart
from .flag import Flag
from .flag_in import FlagIn
from .flag_kind import FlagKind
from .flag_page import FlagPage
from .framing import Framing
from .framing_in import FramingIn
from .framing_line import FramingLine
from .framing_page import FramingPage
from .health import Health
from .health_check import HealthCheck
from .health_status import HealthStatus
from .home import Home
from .home_event import HomeEvent
from .home_event_data import HomeEventData
from .imported_from import ImportedFrom
from .installed import Installed
from .installed_in import InstalledIn
from .invitation import Invitation
from .job import Job
from .job_kind import JobKind
from .job_page import JobPage
from .job_state import JobState
from .joining import Joining
from .key_set import KeySet
from .key_set_keys_item import KeySetKeysItem
from .left_behind import LeftBehind
from .linked_kind import LinkedKind
from .me import Me
from .member import Member
from .member_in import MemberIn
from .member_kind import MemberKind
from .member_line import MemberLine
from .member_made import MemberMade
from .member_order import MemberOrder
from .member_page import MemberPage
from .member_patch import MemberPatch
from .member_ref import MemberRef
from .membership import Membership
from .membership_in import MembershipIn
from .membership_line import MembershipLine
from .membership_order import MembershipOrder
from .membership_page import MembershipPage
from .membership_patch import MembershipPatch
from .membership_state import MembershipState
from .missing_kind import MissingKind
from .missing_piece import MissingPiece
from .my_role import MyRole
from .my_validation import MyValidation
from .notification import Notification
from .objective import Objective
from .objective_in import ObjectiveIn
from .objective_line import ObjectiveLine
from .objective_order import ObjectiveOrder
from .objective_page import ObjectivePage
from .objective_patch import ObjectivePatch
from .objective_ref import ObjectiveRef
from .organization_role import OrganizationRole
from .origin import Origin
from .origin_in import OriginIn
from .origin_kind import OriginKind
from .outcome import Outcome
from .password_in import PasswordIn
from .problem import Problem
from .problem_form import ProblemForm
from .problem_in import ProblemIn
from .problem_line import ProblemLine
from .problem_order import ProblemOrder
from .problem_page import ProblemPage
from .problem_patch import ProblemPatch
from .problem_ref import ProblemRef
from .problem_revision import ProblemRevision
from .problem_revision_page import ProblemRevisionPage
from .problem_state import ProblemState
from .process import Process
from .process_in import ProcessIn
from .process_version import ProcessVersion
from .process_version_page import ProcessVersionPage
from .reach import Reach
from .reason_code import ReasonCode
from .registration_in import RegistrationIn
from .release import Release
from .release_in import ReleaseIn
from .release_line import ReleaseLine
from .release_page import ReleasePage
from .release_patch import ReleasePatch
from .replay_in import ReplayIn
from .requirement import Requirement
from .requirement_in import RequirementIn
from .results import Results
from .revision_in import RevisionIn
from .revocation_in import RevocationIn
from .role import Role
from .server_metadata import ServerMetadata
from .severity import Severity
from .site import Site
from .site_in import SiteIn
from .site_line import SiteLine
from .site_page import SitePage
from .site_patch import SitePatch
from .site_ref import SiteRef
from .solution import Solution
from .solution_assessment import SolutionAssessment
from .solution_in import SolutionIn
from .solution_kind import SolutionKind
from .solution_line import SolutionLine
from .solution_order import SolutionOrder
from .solution_page import SolutionPage
from .solution_patch import SolutionPatch
from .solution_ref import SolutionRef
from .solution_revision import SolutionRevision
from .solution_revision_line import SolutionRevisionLine
from .solution_revision_page import SolutionRevisionPage
from .solution_status import SolutionStatus
from .stream_ticket import StreamTicket
from .subject import Subject
from .subject_kind import SubjectKind
from .successor_in import SuccessorIn
from .supplied import Supplied
from .ticket_link import TicketLink
from .ticket_link_in import TicketLinkIn
from .ticket_link_line import TicketLinkLine
from .ticket_link_page import TicketLinkPage
from .ticket_link_patch import TicketLinkPatch
from .ticket_rule import TicketRule
from .ticket_rule_in import TicketRuleIn
from .ticket_subject import TicketSubject
from .ticket_use import TicketUse
from .to_validate import ToValidate
from .token import Token
from .token_error import TokenError
from .token_error_code import TokenErrorCode
from .token_in import TokenIn
from .token_type import TokenType
from .try_outcome import TryOutcome
from .validation import Validation
from .validation_in import ValidationIn
from .validation_line import ValidationLine
from .validation_order import ValidationOrder
from .validation_page import ValidationPage
from .validation_policy import ValidationPolicy
from .validation_policy_in import ValidationPolicyIn
from .version_scheme import VersionScheme
from .visibility import Visibility
from .waiting import Waiting
from .webhook import Webhook
from .webhook_in import WebhookIn
from .webhook_line import WebhookLine
from .webhook_made import WebhookMade
from .webhook_page import WebhookPage
from .webhook_patch import WebhookPatch
from .webhook_state import WebhookState
from .whose import Whose
from .withdrawal_in import WithdrawalIn

__all__ = [
    "AccountEvent",
    "AccountEventData",
    "AccountEventPage",
    "ActionItem",
    "ActionItemIn",
    "ActionItemLine",
    "ActionItemOrder",
    "ActionItemPage",
    "ActionItemPatch",
    "ActionItemRef",
    "ActionItemState",
    "AffectedMark",
    "AffectedMarkIn",
    "AffectedMarkLine",
    "AffectedMarkPage",
    "ApiToken",
    "ApiTokenIn",
    "ApiTokenMade",
    "ApiTokenPage",
    "AssessmentChange",
    "AssessmentCounts",
    "AssessmentLine",
    "AssessmentPage",
    "AssessmentReason",
    "AuditEvent",
    "AuditEventData",
    "AuditEventPage",
    "Candidate",
    "Closure",
    "ClosureIn",
    "ClosureReason",
    "Comment",
    "CommentIn",
    "CommentLine",
    "CommentPage",
    "CommentPatch",
    "CommentRevision",
    "CommentRevisionPage",
    "CommentSubject",
    "Community",
    "CommunityIn",
    "CommunityLine",
    "CommunityOrder",
    "CommunityPage",
    "CommunityPatch",
    "CommunityRef",
    "Component",
    "ComponentIn",
    "ComponentKind",
    "ComponentLine",
    "ComponentPage",
    "ComponentPatch",
    "ComponentRef",
    "ConnectedTicket",
    "ConnectedTicketOrder",
    "ConnectedTicketPage",
    "Connector",
    "ConnectorClosures",
    "ConnectorConfig",
    "ConnectorHealth",
    "ConnectorIn",
    "ConnectorInClosures",
    "ConnectorInConfig",
    "ConnectorInSecret",
    "ConnectorInSeverities",
    "ConnectorInStates",
    "ConnectorKind",
    "ConnectorLine",
    "ConnectorOrder",
    "ConnectorPage",
    "ConnectorPatch",
    "ConnectorPatchClosures",
    "ConnectorPatchConfig",
    "ConnectorPatchSecret",
    "ConnectorPatchSeverities",
    "ConnectorPatchStates",
    "ConnectorSeverities",
    "ConnectorState",
    "ConnectorStates",
    "CountsReason",
    "Coverage",
    "CoverageCell",
    "CoverageEvidence",
    "CoverageLimit",
    "DecisionKind",
    "DecisionRule",
    "DecisionRuleIn",
    "Delivery",
    "DeliveryLine",
    "DeliveryPage",
    "DeliveryState",
    "DeliveryTaken",
    "DeliveryTry",
    "Environment",
    "EnvironmentIn",
    "EnvironmentLine",
    "EnvironmentOrder",
    "EnvironmentPage",
    "EnvironmentPatch",
    "EnvironmentRef",
    "ErrorDocument",
    "ErrorPlace",
    "Event",
    "EventData",
    "EventKind",
    "EventPage",
    "ExternalReference",
    "ExternalReferenceIn",
    "FeedOrder",
    "FeedStart",
    "Flag",
    "FlagIn",
    "FlagKind",
    "FlagPage",
    "Framing",
    "FramingIn",
    "FramingLine",
    "FramingPage",
    "Health",
    "HealthCheck",
    "HealthStatus",
    "Home",
    "HomeEvent",
    "HomeEventData",
    "ImportedFrom",
    "Installed",
    "InstalledIn",
    "Invitation",
    "Job",
    "JobKind",
    "JobPage",
    "JobState",
    "Joining",
    "KeySet",
    "KeySetKeysItem",
    "LeftBehind",
    "LinkedKind",
    "Me",
    "Member",
    "MemberIn",
    "MemberKind",
    "MemberLine",
    "MemberMade",
    "MemberOrder",
    "MemberPage",
    "MemberPatch",
    "MemberRef",
    "Membership",
    "MembershipIn",
    "MembershipLine",
    "MembershipOrder",
    "MembershipPage",
    "MembershipPatch",
    "MembershipState",
    "MissingKind",
    "MissingPiece",
    "MyRole",
    "MyValidation",
    "Notification",
    "Objective",
    "ObjectiveIn",
    "ObjectiveLine",
    "ObjectiveOrder",
    "ObjectivePage",
    "ObjectivePatch",
    "ObjectiveRef",
    "OrganizationRole",
    "Origin",
    "OriginIn",
    "OriginKind",
    "Outcome",
    "PasswordIn",
    "Problem",
    "ProblemForm",
    "ProblemIn",
    "ProblemLine",
    "ProblemOrder",
    "ProblemPage",
    "ProblemPatch",
    "ProblemRef",
    "ProblemRevision",
    "ProblemRevisionPage",
    "ProblemState",
    "Process",
    "ProcessIn",
    "ProcessVersion",
    "ProcessVersionPage",
    "Reach",
    "ReasonCode",
    "RegistrationIn",
    "Release",
    "ReleaseIn",
    "ReleaseLine",
    "ReleasePage",
    "ReleasePatch",
    "ReplayIn",
    "Requirement",
    "RequirementIn",
    "Results",
    "RevisionIn",
    "RevocationIn",
    "Role",
    "ServerMetadata",
    "Severity",
    "Site",
    "SiteIn",
    "SiteLine",
    "SitePage",
    "SitePatch",
    "SiteRef",
    "Solution",
    "SolutionAssessment",
    "SolutionIn",
    "SolutionKind",
    "SolutionLine",
    "SolutionOrder",
    "SolutionPage",
    "SolutionPatch",
    "SolutionRef",
    "SolutionRevision",
    "SolutionRevisionLine",
    "SolutionRevisionPage",
    "SolutionStatus",
    "StreamTicket",
    "Subject",
    "SubjectKind",
    "SuccessorIn",
    "Supplied",
    "TicketLink",
    "TicketLinkIn",
    "TicketLinkLine",
    "TicketLinkPage",
    "TicketLinkPatch",
    "TicketRule",
    "TicketRuleIn",
    "TicketSubject",
    "TicketUse",
    "Token",
    "TokenError",
    "TokenErrorCode",
    "TokenIn",
    "TokenType",
    "ToValidate",
    "TryOutcome",
    "Validation",
    "ValidationIn",
    "ValidationLine",
    "ValidationOrder",
    "ValidationPage",
    "ValidationPolicy",
    "ValidationPolicyIn",
    "VersionScheme",
    "Visibility",
    "Waiting",
    "Webhook",
    "WebhookIn",
    "WebhookLine",
    "WebhookMade",
    "WebhookPage",
    "WebhookPatch",
    "WebhookState",
    "Whose",
    "WithdrawalIn",
]
