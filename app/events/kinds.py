"""The kinds of events, `noun.past_participle`, and what the data of each may hold: ids, states, versions, counts and
names of changed fields, never a text that a person wrote."""

from collections.abc import Mapping
from enum import StrEnum


class EventKind(StrEnum):
    """What happened: a noun and what was done to it."""

    site_made = "site.made"
    site_changed = "site.changed"
    site_retired = "site.retired"
    site_reinstated = "site.reinstated"
    component_made = "component.made"
    component_changed = "component.changed"
    component_retired = "component.retired"
    component_reinstated = "component.reinstated"
    release_added = "release.added"
    release_changed = "release.changed"
    environment_made = "environment.made"
    environment_changed = "environment.changed"
    environment_retired = "environment.retired"
    environment_reinstated = "environment.reinstated"
    objective_set = "objective.set"
    objective_changed = "objective.changed"
    objective_retired = "objective.retired"
    objective_reinstated = "objective.reinstated"
    member_added = "member.added"
    member_changed = "member.changed"
    member_deactivated = "member.deactivated"
    member_reactivated = "member.reactivated"
    member_invited = "member.invited"
    member_registered = "member.registered"
    member_signed_in = "member.signed_in"
    member_signed_out = "member.signed_out"
    member_password_changed = "member.password_changed"
    member_sign_in_ended = "member.sign_in_ended"
    member_token_made = "member.token_made"
    member_token_revoked = "member.token_revoked"
    member_webhook_made = "member.webhook_made"
    member_webhook_changed = "member.webhook_changed"
    member_webhook_removed = "member.webhook_removed"
    member_webhook_paused = "member.webhook_paused"
    member_webhook_resumed = "member.webhook_resumed"
    member_webhook_replayed = "member.webhook_replayed"
    member_webhook_secret_changed = "member.webhook_secret_changed"
    community_founded = "community.founded"
    community_changed = "community.changed"
    membership_requested = "membership.requested"
    membership_begun = "membership.begun"
    membership_accepted = "membership.accepted"
    membership_refused = "membership.refused"
    membership_changed = "membership.changed"
    membership_ended = "membership.ended"
    problem_posted = "problem.posted"
    problem_changed = "problem.changed"
    problem_closed = "problem.closed"
    problem_reopened = "problem.reopened"
    problem_state_changed = "problem.state_changed"
    problem_root_changed = "problem.root_changed"
    framing_offered = "framing.offered"
    framing_adopted = "framing.adopted"
    affected_mark_made = "affected_mark.made"
    affected_mark_changed = "affected_mark.changed"
    affected_mark_withdrawn = "affected_mark.withdrawn"
    solution_posted = "solution.posted"
    solution_changed = "solution.changed"
    solution_revised = "solution.revised"
    solution_proposed = "solution.proposed"
    solution_withdrawn = "solution.withdrawn"
    solution_successor_named = "solution.successor_named"
    solution_successor_removed = "solution.successor_removed"
    solution_status_changed = "solution.status_changed"
    flag_raised = "flag.raised"
    validation_given = "validation.given"
    validation_withdrawn = "validation.withdrawn"
    validation_carried_over = "validation.carried_over"
    comment_posted = "comment.posted"
    comment_edited = "comment.edited"
    comment_withdrawn = "comment.withdrawn"
    comment_resolved = "comment.resolved"
    comment_unresolved = "comment.unresolved"
    ticket_link_made = "ticket_link.made"
    ticket_link_changed = "ticket_link.changed"
    ticket_link_removed = "ticket_link.removed"
    action_item_made = "action_item.made"
    action_item_changed = "action_item.changed"
    action_item_state_changed = "action_item.state_changed"
    action_item_left_without_owner = "action_item.left_without_owner"
    connector_made = "connector.made"
    connector_changed = "connector.changed"
    connector_accepted = "connector.accepted"
    connector_acceptance_withdrawn = "connector.acceptance_withdrawn"
    connector_paused = "connector.paused"
    connector_resumed = "connector.resumed"
    job_retried = "job.retried"


PERSONAL = frozenset(
    {
        EventKind.member_invited,
        EventKind.member_registered,
        EventKind.member_signed_in,
        EventKind.member_signed_out,
        EventKind.member_password_changed,
        EventKind.member_sign_in_ended,
        EventKind.member_token_made,
        EventKind.member_token_revoked,
        EventKind.member_webhook_made,
        EventKind.member_webhook_changed,
        EventKind.member_webhook_removed,
        EventKind.member_webhook_paused,
        EventKind.member_webhook_resumed,
        EventKind.member_webhook_replayed,
        EventKind.member_webhook_secret_changed,
        EventKind.job_retried,
    }
)
"""Outside the feed: what is of an account is read by its member and by administrators, what is of a job by these."""

_CHANGED = frozenset({"version", "fields"})
_WEBHOOK = frozenset({"webhook_id"})

DATA: Mapping[EventKind, frozenset[str]] = {
    EventKind.site_changed: _CHANGED,
    EventKind.component_changed: _CHANGED,
    EventKind.release_added: frozenset({"component_id"}),
    EventKind.release_changed: _CHANGED | {"component_id"},
    EventKind.environment_made: frozenset({"site_id", "recorded_at"}),
    EventKind.environment_changed: _CHANGED,
    EventKind.objective_changed: _CHANGED,
    EventKind.member_added: frozenset({"kind", "organization_role", "recorded_at"}),
    EventKind.member_changed: _CHANGED | {"organization_role"},
    EventKind.member_invited: frozenset({"expires_at"}),
    EventKind.member_signed_in: frozenset({"sign_in_id"}),
    EventKind.member_signed_out: frozenset({"sign_in_id"}),
    EventKind.member_sign_in_ended: frozenset({"sign_in_id", "cause"}),
    EventKind.member_token_made: frozenset({"token_id", "scopes", "expires_at"}),
    EventKind.member_token_revoked: frozenset({"token_id"}),
    EventKind.member_webhook_made: _WEBHOOK,
    EventKind.member_webhook_changed: _CHANGED | _WEBHOOK,
    EventKind.member_webhook_removed: _WEBHOOK,
    EventKind.member_webhook_paused: _WEBHOOK | {"state", "failing_since"},
    EventKind.member_webhook_resumed: _WEBHOOK,
    EventKind.member_webhook_replayed: _WEBHOOK,
    EventKind.member_webhook_secret_changed: _WEBHOOK,
    EventKind.community_founded: frozenset({"visibility", "process_version"}),
    EventKind.community_changed: _CHANGED,
    EventKind.membership_requested: frozenset({"member_id", "role"}),
    EventKind.membership_begun: frozenset({"member_id", "role", "recorded_at"}),
    EventKind.membership_accepted: frozenset({"member_id", "role"}),
    EventKind.membership_refused: frozenset({"member_id"}),
    EventKind.membership_changed: frozenset({"member_id", "role", "previous"}),
    EventKind.membership_ended: frozenset({"member_id", "by"}),
    EventKind.problem_posted: frozenset({"number", "severity", "form", "parent_id", "recorded_at"}),
    EventKind.problem_changed: _CHANGED | {"revision"},
    EventKind.problem_closed: frozenset({"reason", "duplicate_of_id", "previous", "recorded_at"}),
    EventKind.problem_reopened: frozenset({"state"}),
    EventKind.problem_state_changed: frozenset({"state", "previous", "solution_id"}),
    EventKind.problem_root_changed: frozenset({"root_id", "previous_id"}),
    EventKind.framing_offered: frozenset({"problem_id"}),
    EventKind.framing_adopted: frozenset({"problem_id", "revision"}),
    EventKind.affected_mark_made: frozenset({"problem_id", "environment_id", "machines"}),
    EventKind.affected_mark_changed: _CHANGED | {"problem_id", "machines"},
    EventKind.affected_mark_withdrawn: frozenset({"problem_id", "environment_id"}),
    EventKind.solution_posted: frozenset({"problem_id", "kind", "derived_from_id", "recorded_at"}),
    EventKind.solution_changed: _CHANGED,
    EventKind.solution_revised: frozenset({"revision", "carries"}),
    EventKind.solution_proposed: frozenset({"recorded_at"}),
    EventKind.solution_successor_named: frozenset({"successor_id"}),
    EventKind.solution_successor_removed: frozenset({"successor_id"}),
    EventKind.solution_status_changed: frozenset({"problem_id", "status", "previous", "process_version"}),
    EventKind.flag_raised: frozenset({"solution_id", "kind", "action_item_id"}),
    EventKind.validation_given: frozenset(
        {"solution_id", "environment_id", "outcome", "revision", "harm", "recorded_at"}
    ),
    EventKind.validation_withdrawn: frozenset({"solution_id"}),
    EventKind.validation_carried_over: frozenset({"solution_id", "carried_from_id", "revision"}),
    EventKind.comment_posted: frozenset({"subject_kind", "subject_id", "in_reply_to_id", "recorded_at"}),
    EventKind.comment_edited: frozenset({"revision"}),
    EventKind.ticket_link_made: frozenset({"subject_kind", "subject_id", "problem_id"}),
    EventKind.ticket_link_changed: _CHANGED,
    EventKind.ticket_link_removed: frozenset({"subject_kind", "subject_id", "problem_id"}),
    EventKind.action_item_made: frozenset({"owner_id", "origin_kind", "origin_id"}),
    EventKind.action_item_changed: _CHANGED | {"owner_id"},
    EventKind.action_item_state_changed: frozenset({"state", "previous"}),
    EventKind.action_item_left_without_owner: frozenset({"owner_id", "cause"}),
    EventKind.connector_made: frozenset({"kind"}),
    EventKind.connector_changed: _CHANGED,
    EventKind.job_retried: frozenset({"kind", "state", "attempts"}),
}
"""What the data of an event may hold; a kind that is not named here has none."""
