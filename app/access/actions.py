"""Who may do what: the domain's table of rights, the one source of `require` and of every `allowed_actions`.

An action is named for the operation of the API that does it. `who` lists the standings of which one is enough;
`when` the conditions, all of which must hold for the action to be offered (a service names the exact conflict).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from app.domain.errors import Forbidden


class Standing(StrEnum):
    """What a caller is to a thing that they may read."""

    reader = "reader"
    person = "person"
    member = "member"
    acting_coordinator = "acting_coordinator"
    author = "author"
    subject_author = "subject_author"
    owner = "owner"
    maker = "maker"
    keeper = "keeper"
    oneself = "oneself"
    administrator = "administrator"
    sponsor = "sponsor"


class Condition(StrEnum):
    """What is true of a thing just now."""

    active = "active"
    service_account = "service_account"
    retired = "retired"
    closed = "closed"
    answer = "answer"
    structured = "structured"
    adopted = "adopted"
    draft = "draft"
    proposed = "proposed"
    withdrawn = "withdrawn"
    superseded = "superseded"
    resolved = "resolved"
    requested = "requested"
    coordinator = "coordinator"
    joinable = "joinable"
    joined = "joined"
    accepted = "accepted"
    paused = "paused"
    carries_over = "carries_over"
    alone = "alone"


class Action(StrEnum):
    found_community = "found_community"
    change_community = "change_community"
    join_community = "join_community"
    add_member = "add_member"
    accept_membership = "accept_membership"
    refuse_membership = "refuse_membership"
    change_membership = "change_membership"
    remove_member = "remove_member"
    leave_community = "leave_community"
    post_problem = "post_problem"
    change_problem = "change_problem"
    offer_framing = "offer_framing"
    adopt_framing = "adopt_framing"
    close_problem = "close_problem"
    reopen_problem = "reopen_problem"
    mark_affected = "mark_affected"
    withdraw_affected_mark = "withdraw_affected_mark"
    post_solution = "post_solution"
    change_solution = "change_solution"
    revise_solution = "revise_solution"
    propose_solution = "propose_solution"
    withdraw_solution = "withdraw_solution"
    name_successor = "name_successor"
    remove_successor = "remove_successor"
    flag_solution = "flag_solution"
    give_validation = "give_validation"
    withdraw_validation = "withdraw_validation"
    carry_over_validation = "carry_over_validation"
    comment_on_problem = "comment_on_problem"
    comment_on_solution = "comment_on_solution"
    comment_on_validation = "comment_on_validation"
    link_ticket_to_problem = "link_ticket_to_problem"
    link_ticket_to_solution = "link_ticket_to_solution"
    link_ticket_to_validation = "link_ticket_to_validation"
    change_ticket_link = "change_ticket_link"
    remove_ticket_link = "remove_ticket_link"
    edit_comment = "edit_comment"
    withdraw_comment = "withdraw_comment"
    resolve_comment = "resolve_comment"
    unresolve_comment = "unresolve_comment"
    make_action_item = "make_action_item"
    change_action_item = "change_action_item"
    change_action_item_state = "change_action_item_state"
    make_environment = "make_environment"
    change_environment = "change_environment"
    retire_environment = "retire_environment"
    reinstate_environment = "reinstate_environment"
    make_connector = "make_connector"
    change_connector = "change_connector"
    accept_connector = "accept_connector"
    withdraw_connector_acceptance = "withdraw_connector_acceptance"
    pause_connector = "pause_connector"
    resume_connector = "resume_connector"
    make_site = "make_site"
    change_site = "change_site"
    retire_site = "retire_site"
    reinstate_site = "reinstate_site"
    make_component = "make_component"
    change_component = "change_component"
    retire_component = "retire_component"
    reinstate_component = "reinstate_component"
    add_release = "add_release"
    change_release = "change_release"
    set_objective = "set_objective"
    change_objective = "change_objective"
    retire_objective = "retire_objective"
    reinstate_objective = "reinstate_objective"
    make_member = "make_member"
    invite_member = "invite_member"
    change_member = "change_member"
    deactivate_member = "deactivate_member"
    reactivate_member = "reactivate_member"
    make_my_token = "make_my_token"
    make_token_of_member = "make_token_of_member"
    list_tokens_of_member = "list_tokens_of_member"
    revoke_token_of_member = "revoke_token_of_member"
    list_account_events = "list_account_events"
    list_audit_events = "list_audit_events"
    list_jobs = "list_jobs"
    retry_job = "retry_job"
    make_webhook = "make_webhook"
    change_webhook = "change_webhook"
    remove_webhook = "remove_webhook"
    pause_webhook = "pause_webhook"
    resume_webhook = "resume_webhook"
    rotate_webhook_secret = "rotate_webhook_secret"
    test_webhook = "test_webhook"
    replay_webhook = "replay_webhook"
    redeliver = "redeliver"


@dataclass(frozen=True, slots=True)
class Right:
    who: frozenset[Standing]
    when: tuple[tuple[Condition, bool], ...] = ()
    hint: str = ""


def _right(*who: Standing, only: Iterable[Condition] = (), unless: Iterable[Condition] = (), hint: str = "") -> Right:
    return Right(frozenset(who), (*((c, True) for c in only), *((c, False) for c in unless)), hint)


S, C = Standing, Condition
_ADMINISTRATOR = _right(S.administrator, hint="Ask an administrator.")
_OWN_WEBHOOK = _right(S.oneself, hint="Only its owner can.")
_COMMENT = _right(S.person, S.member, hint="A person comments, and a service account where it is a member.")
_JOIN = "Join the community first."
_LINK_TICKET = _right(S.member, hint=_JOIN)
_COORDINATOR = "Ask a coordinator of the community."

RIGHTS: Mapping[Action, Right] = {
    Action.found_community: _right(S.person, hint="A person founds a community."),
    Action.change_community: _right(S.acting_coordinator, hint=_COORDINATOR),
    Action.join_community: _right(S.reader, only=[C.joinable], unless=[C.joined]),
    Action.add_member: _right(S.acting_coordinator, hint=_COORDINATOR),
    Action.accept_membership: _right(S.acting_coordinator, only=[C.requested], hint=_COORDINATOR),
    Action.refuse_membership: _right(S.acting_coordinator, only=[C.requested], hint=_COORDINATOR),
    Action.change_membership: _right(S.acting_coordinator, S.oneself, unless=[C.requested], hint=_COORDINATOR),
    Action.remove_member: _right(S.acting_coordinator, unless=[C.requested, C.coordinator], hint=_COORDINATOR),
    Action.leave_community: _right(S.oneself),
    Action.post_problem: _right(S.member, hint=_JOIN),
    Action.change_problem: _right(S.author, S.acting_coordinator, unless=[C.closed], hint="Its author can."),
    Action.offer_framing: _right(S.member, unless=[C.closed, C.structured], hint=_JOIN),
    Action.adopt_framing: _right(
        S.author, S.acting_coordinator, unless=[C.closed, C.structured, C.adopted], hint="The problem's author can."
    ),
    Action.close_problem: _right(S.author, S.acting_coordinator, unless=[C.closed], hint="Its author can."),
    Action.reopen_problem: _right(S.author, S.acting_coordinator, only=[C.closed], hint="Its author can."),
    Action.mark_affected: _right(S.person, hint="A person says what their people have."),
    Action.withdraw_affected_mark: _right(S.oneself, unless=[C.withdrawn], hint="Only who made it can."),
    Action.post_solution: _right(S.member, unless=[C.closed], hint=_JOIN),
    Action.change_solution: _right(S.author, unless=[C.withdrawn], hint="Its authors can."),
    Action.revise_solution: _right(S.author, unless=[C.withdrawn], hint="Its authors can: offer them your words."),
    Action.propose_solution: _right(S.author, only=[C.draft], unless=[C.withdrawn], hint="Its authors can."),
    Action.withdraw_solution: _right(S.author, S.acting_coordinator, unless=[C.withdrawn], hint="Its authors can."),
    Action.name_successor: _right(S.author, S.acting_coordinator, unless=[C.withdrawn], hint="Its authors can."),
    Action.remove_successor: _right(
        S.author, S.acting_coordinator, only=[C.superseded], unless=[C.withdrawn], hint="Its authors can."
    ),
    Action.flag_solution: _right(S.reader),
    Action.give_validation: _right(
        S.person, unless=[C.draft, C.withdrawn], hint="No machine vouches: a person gives a validation."
    ),
    Action.withdraw_validation: _right(S.author, unless=[C.withdrawn], hint="Only who gave it can."),
    Action.carry_over_validation: _right(S.author, only=[C.carries_over], hint="Only who gave it can."),
    Action.comment_on_problem: _COMMENT,
    Action.comment_on_solution: _COMMENT,
    Action.comment_on_validation: _COMMENT,
    Action.link_ticket_to_problem: _LINK_TICKET,
    Action.link_ticket_to_solution: _LINK_TICKET,
    Action.link_ticket_to_validation: _LINK_TICKET,
    Action.change_ticket_link: _right(S.maker, S.acting_coordinator, hint="Who made it can."),
    Action.remove_ticket_link: _right(S.maker, S.acting_coordinator, hint="Who made it can."),
    Action.edit_comment: _right(S.author, unless=[C.withdrawn], hint="Only its author can."),
    Action.withdraw_comment: _right(S.author, unless=[C.withdrawn], hint="Only its author can."),
    Action.resolve_comment: _right(
        S.author, S.subject_author, S.acting_coordinator, unless=[C.resolved, C.withdrawn, C.answer], hint=_COORDINATOR
    ),
    Action.unresolve_comment: _right(
        S.author, S.subject_author, S.acting_coordinator, only=[C.resolved], hint=_COORDINATOR
    ),
    Action.make_action_item: _right(S.member, hint=_JOIN),
    Action.change_action_item: _right(S.maker, S.acting_coordinator, hint="Who made it can."),
    Action.change_action_item_state: _right(S.owner, S.maker, S.acting_coordinator, hint="Its owner can."),
    Action.make_environment: _right(S.person, hint="A person makes an environment."),
    Action.change_environment: _right(S.keeper, hint="Its keepers can."),
    Action.retire_environment: _right(S.keeper, unless=[C.retired], hint="Its keepers can."),
    Action.reinstate_environment: _right(S.keeper, only=[C.retired], hint="Its keepers can."),
    Action.make_connector: _ADMINISTRATOR,
    Action.change_connector: _ADMINISTRATOR,
    Action.accept_connector: _right(S.acting_coordinator, unless=[C.accepted], hint=_COORDINATOR),
    Action.withdraw_connector_acceptance: _right(S.acting_coordinator, only=[C.accepted], hint=_COORDINATOR),
    Action.pause_connector: _right(S.acting_coordinator, S.administrator, unless=[C.paused], hint=_COORDINATOR),
    Action.resume_connector: _right(S.acting_coordinator, S.administrator, only=[C.paused], hint=_COORDINATOR),
    Action.make_site: _ADMINISTRATOR,
    Action.change_site: _ADMINISTRATOR,
    Action.retire_site: _right(S.administrator, unless=[C.retired], hint="Ask an administrator."),
    Action.reinstate_site: _right(S.administrator, only=[C.retired], hint="Ask an administrator."),
    Action.make_component: _ADMINISTRATOR,
    Action.change_component: _ADMINISTRATOR,
    Action.retire_component: _right(S.administrator, unless=[C.retired], hint="Ask an administrator."),
    Action.reinstate_component: _right(S.administrator, only=[C.retired], hint="Ask an administrator."),
    Action.add_release: _right(S.administrator, unless=[C.retired], hint="Ask an administrator."),
    Action.change_release: _ADMINISTRATOR,
    Action.set_objective: _right(S.sponsor, S.administrator, hint="Ask a sponsor."),
    Action.change_objective: _right(S.sponsor, S.administrator, hint="Ask a sponsor."),
    Action.retire_objective: _right(S.sponsor, S.administrator, unless=[C.retired], hint="Ask a sponsor."),
    Action.reinstate_objective: _right(S.sponsor, S.administrator, only=[C.retired], hint="Ask a sponsor."),
    Action.make_member: _ADMINISTRATOR,
    Action.invite_member: _right(S.administrator, only=[C.active], hint="Ask an administrator."),
    Action.change_member: _ADMINISTRATOR,
    Action.deactivate_member: _right(S.administrator, only=[C.active], hint="Ask an administrator."),
    Action.reactivate_member: _right(S.administrator, unless=[C.active], hint="Ask an administrator."),
    Action.make_my_token: _right(S.person, hint="An administrator makes those of service accounts."),
    Action.make_token_of_member: _right(
        S.administrator, only=[C.active, C.service_account], hint="Ask an administrator."
    ),
    Action.list_tokens_of_member: _ADMINISTRATOR,
    Action.revoke_token_of_member: _ADMINISTRATOR,
    Action.list_account_events: _right(S.oneself, S.administrator, hint="It is between them and the administrators."),
    Action.list_audit_events: _ADMINISTRATOR,
    Action.list_jobs: _ADMINISTRATOR,
    Action.retry_job: _ADMINISTRATOR,
    Action.make_webhook: _right(S.reader),
    Action.change_webhook: _OWN_WEBHOOK,
    Action.remove_webhook: _OWN_WEBHOOK,
    Action.pause_webhook: _right(S.oneself, unless=[C.paused], hint="Only its owner can."),
    Action.resume_webhook: _right(S.oneself, only=[C.paused], hint="Only its owner can."),
    Action.rotate_webhook_secret: _OWN_WEBHOOK,
    Action.test_webhook: _OWN_WEBHOOK,
    Action.replay_webhook: _right(S.oneself, unless=[C.paused], hint="Only its owner can."),
    Action.redeliver: _OWN_WEBHOOK,
}

OFFERED: Mapping[str, tuple[Action, ...]] = {
    "community": (
        Action.change_community,
        Action.join_community,
        Action.add_member,
        Action.post_problem,
        Action.make_action_item,
    ),
    "membership": (
        Action.accept_membership,
        Action.refuse_membership,
        Action.change_membership,
        Action.remove_member,
        Action.leave_community,
    ),
    "problem": (
        Action.change_problem,
        Action.offer_framing,
        Action.close_problem,
        Action.reopen_problem,
        Action.mark_affected,
        Action.post_solution,
        Action.comment_on_problem,
        Action.link_ticket_to_problem,
    ),
    "framing": (Action.adopt_framing,),
    "affected_mark": (Action.withdraw_affected_mark,),
    "solution": (
        Action.change_solution,
        Action.revise_solution,
        Action.propose_solution,
        Action.withdraw_solution,
        Action.name_successor,
        Action.remove_successor,
        Action.flag_solution,
        Action.give_validation,
        Action.comment_on_solution,
        Action.link_ticket_to_solution,
    ),
    "validation": (
        Action.withdraw_validation,
        Action.carry_over_validation,
        Action.comment_on_validation,
        Action.link_ticket_to_validation,
    ),
    "comment": (
        Action.edit_comment,
        Action.withdraw_comment,
        Action.resolve_comment,
        Action.unresolve_comment,
    ),
    "ticket_link": (Action.change_ticket_link, Action.remove_ticket_link),
    "action_item": (Action.change_action_item, Action.change_action_item_state),
    "environment": (Action.change_environment, Action.retire_environment, Action.reinstate_environment),
    "connector": (
        Action.change_connector,
        Action.accept_connector,
        Action.withdraw_connector_acceptance,
        Action.pause_connector,
        Action.resume_connector,
    ),
    "site": (Action.change_site, Action.retire_site, Action.reinstate_site),
    "component": (
        Action.change_component,
        Action.retire_component,
        Action.reinstate_component,
        Action.add_release,
    ),
    "release": (Action.change_release,),
    "objective": (Action.change_objective, Action.retire_objective, Action.reinstate_objective),
    "member": (
        Action.change_member,
        Action.invite_member,
        Action.deactivate_member,
        Action.reactivate_member,
        Action.make_token_of_member,
        Action.list_tokens_of_member,
        Action.revoke_token_of_member,
        Action.list_account_events,
    ),
    "organization": (
        Action.found_community,
        Action.make_environment,
        Action.make_my_token,
        Action.make_site,
        Action.make_component,
        Action.set_objective,
        Action.make_member,
        Action.make_connector,
        Action.list_audit_events,
        Action.list_jobs,
        Action.make_webhook,
    ),
    "job": (Action.retry_job,),
    "webhook": (
        Action.change_webhook,
        Action.remove_webhook,
        Action.pause_webhook,
        Action.resume_webhook,
        Action.rotate_webhook_secret,
        Action.test_webhook,
        Action.replay_webhook,
        Action.redeliver,
    ),
}
"""What the `allowed_actions` of each noun speak of, in their order."""


def may(standings: Iterable[Standing], action: Action) -> bool:
    return not RIGHTS[action].who.isdisjoint({Standing.reader, *standings})


def require(standings: Iterable[Standing], action: Action) -> None:
    """Raises Forbidden, saying who can, where none of one's standings gives the right."""
    if not may(standings, action):
        right = RIGHTS[action]
        who = " or ".join(sorted(standing.replace("_", " ") for standing in right.who))
        raise Forbidden(f"{action.replace('_', ' ').capitalize()}: this is for the {who}. {right.hint}".strip())


_ALSO_NEEDED: Mapping[Standing, Standing] = {
    Standing.member: Standing.member,
    Standing.acting_coordinator: Standing.member,
    Standing.administrator: Standing.administrator,
    Standing.sponsor: Standing.sponsor,
}


def narrower(standings: Iterable[Standing], through: Iterable[Standing]) -> frozenset[Standing]:
    """What a person is to a thing where a service account, which is `through` to it, acts for them: what a role gives
    has to be given to both; who one is, and what one wrote, is the person's alone."""
    given = {Standing.reader, *through}
    return frozenset(standing for standing in standings if _ALSO_NEEDED.get(standing, Standing.reader) in given)


def asked(noun: str) -> tuple[Standing | Condition, ...]:
    """The flags on which the actions of a noun rest, in a fixed order."""
    rights = [RIGHTS[action] for action in OFFERED[noun]]
    standings = {standing for right in rights for standing in right.who} - {Standing.reader}
    conditions = {condition for right in rights for condition, _ in right.when}
    return (*(s for s in Standing if s in standings), *(c for c in Condition if c in conditions))


def offered(noun: str, flags: Iterable[Standing | Condition]) -> list[Action]:
    """The actions of a noun for one who has these standings while these conditions hold."""
    held = set(flags)
    standings = [flag for flag in held if isinstance(flag, Standing)]
    return [
        action
        for action in OFFERED[noun]
        if may(standings, action) and all((condition in held) is wanted for condition, wanted in RIGHTS[action].when)
    ]


def graph(noun: str) -> dict[str, list[Action]]:
    """`offered` for every combination of its flags, by the flags as a row of bits: the rule as a value, for SQL."""
    flags = asked(noun)
    return {
        "".join("01"[bit] for bit in bits): offered(noun, [flag for flag, bit in zip(flags, bits, strict=True) if bit])
        for bits in product((False, True), repeat=len(flags))
    }
