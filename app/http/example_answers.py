"""The one world of which all examples tell: how its things are called, and what the example of an answer has otherwise
than the example of its noun, since after a verb a thing is not as before."""

from typing import Any

Json = dict[str, Any]

REFERENCES: dict[str, Json] = {
    "CommunityRef": {"id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b", "slug": "network", "name": "Network professionals"},
    "ComponentRef": {"id": "0197a1b2-cccc-7e5f-8a9b-0c1d2e3f4a5b", "vendor": "Contoso", "name": "VPN client"},
    "EnvironmentRef": {"id": "0197a1b2-2222-7e5f-8a9b-0c1d2e3f4a5b", "name": "Desktops Geneva"},
    "MemberRef": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
    "ProblemRef": {
        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
        "key": "network-42",
        "title": "The VPN drops when a laptop changes its access point",
    },
    "SiteRef": {"id": "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b", "code": "GVA", "name": "Geneva"},
    "SolutionRef": {"id": "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b", "title": "Pin the MTU"},
}
"""The same thing is called the same in every example."""

_LATER = "2026-03-03T08:00:00.000000Z"
_ANN = REFERENCES["MemberRef"]
_NAMED_BEFORE = {
    "id": "0197a1b2-1110-7e5f-8a9b-0c1d2e3f4a5b",
    "key": "network-17",
    "title": "No tunnel after the May update",
}
_CHANGED = {"version": 2, "updated_at": _LATER}
_ON_SOLUTION = {"subject": {"kind": "solution", "id": REFERENCES["SolutionRef"]["id"]}}
_ON_VALIDATION = {"subject": {"kind": "validation", "id": "0197a1b2-aaaa-7e5f-8a9b-0c1d2e3f4a5b"}}
_NEW_PROBLEM = {
    "solution_count": 0,
    "solutions": [],
    "reach": {"people": 1, "sites": 1, "machines": 0},
    "ticket_count": 0,
    "affected_by_me": False,
    "external_reference": None,
}
_NEW_CONNECTOR = {
    "state": "waiting",
    "health": {"polled_at": None, "succeeded_at": None, "failed_at": None, "last_error": None},
    "accepted_by": None,
    "accepted_at": None,
    "allowed_actions": ["change_connector", "pause_connector"],
}
_OWN_WEBHOOK = ["change_webhook", "remove_webhook", "rotate_webhook_secret", "test_webhook", "redeliver"]

OF_ANSWERS: dict[str, Json] = {
    "accept_connector": _CHANGED,
    "accept_membership": _CHANGED,
    "adopt_framing": {**_CHANGED, "revision": 2, "form": "structured"},
    "carry_over_validation": {
        "id": "0197a1b2-aaab-7e5f-8a9b-0c1d2e3f4a5b",
        "created_at": _LATER,
        "updated_at": _LATER,
        "revision": 2,
        "carried_from_id": "0197a1b2-aaaa-7e5f-8a9b-0c1d2e3f4a5b",
    },
    "close_problem": {
        **_CHANGED,
        "state": "closed",
        "closure": {
            "reason": "duplicate",
            "comment": "The same update.",
            "duplicate_of": _NAMED_BEFORE,
            "closed_by": _ANN,
            "closed_at": _LATER,
        },
        "root": _NAMED_BEFORE,
        "allowed_actions": ["reopen_problem", "comment_on_problem"],
    },
    "comment_on_solution": _ON_SOLUTION,
    "comment_on_validation": _ON_VALIDATION,
    "deactivate_member": {
        **_CHANGED,
        "active": False,
        "allowed_actions": ["change_member", "reactivate_member", "list_account_events"],
    },
    "found_community": {
        "id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b",
        "slug": "network",
        "name": "Network professionals",
        "visibility": "open",
        "purpose": "Solve the network problems that no site can solve alone.",
        "member_count": 1,
        "problem_count": 0,
        "my_role": "coordinator",
        "coordinators": [_ANN],
        "request_count": 0,
        "process": {
            "id": "0197a1b2-5556-7e5f-8a9b-0c1d2e3f4a5b",
            "process_version": 1,
            "norms": "",
            "joining": "request",
            "validation_policy": {
                "quorum": 2,
                "min_sites": 2,
                "min_environments": 2,
                "evidence_required": True,
                "max_failure_share": 0.25,
                "min_failures": 2,
                "expires_after_days": 365,
            },
            "decision_rule": {
                "kind": "consent",
                "turnout_share": 0.5,
                "voting_days": 14,
                "results": "always",
                "secret_appointments": True,
                "active_within_days": 180,
            },
            "adopted_at": "2026-11-02T08:00:00.000000Z",
            "adopted_by": _ANN,
        },
        "allowed_actions": ["change_community", "add_member", "leave_community", "post_problem", "make_action_item"],
    },
    "link_ticket_to_solution": _ON_SOLUTION,
    "link_ticket_to_validation": _ON_VALIDATION,
    "list_comments_on_solution": _ON_SOLUTION,
    "list_comments_on_validation": _ON_VALIDATION,
    "list_ticket_links_of_solution": _ON_SOLUTION,
    "list_ticket_links_of_validation": _ON_VALIDATION,
    "make_component": {"release_count": 0, "releases": []},
    "make_connector": _NEW_CONNECTOR,
    "make_member": {"site": None},
    "name_successor": {
        **_CHANGED,
        "status": "superseded",
        "successor": {"id": "0197a1b2-6666-7e5f-8a9b-0c1d2e3f4a5b", "title": "Update to the fixed client"},
        "successor_reason": "It needs no restart.",
        "allowed_actions": ["name_successor", "remove_successor", "comment_on_solution"],
    },
    "pause_connector": {
        **_CHANGED,
        "state": "paused",
        "paused_by": _ANN,
        "paused_at": _LATER,
        "allowed_actions": ["change_connector", "resume_connector"],
    },
    "pause_webhook": {**_CHANGED, "state": "paused", "allowed_actions": [*_OWN_WEBHOOK, "resume_webhook"]},
    "post_problem": _NEW_PROBLEM,
    "post_solution": {
        "version": 1,
        "created_at": "2026-02-01T10:00:00.000000Z",
        "updated_at": "2026-02-01T10:00:00.000000Z",
        "status": "draft",
        "cause": "",
        "rollback": "",
        "risk": "",
        "applicability": [],
        "validator_count": 0,
        "validators": [],
        "proposed_at": None,
        "allowed_actions": ["change_solution", "revise_solution", "propose_solution", "withdraw_solution"],
    },
    "propose_solution": {
        "version": 2,
        "updated_at": "2026-02-01T10:30:00.000000Z",
        "validator_count": 0,
        "validators": [],
        "allowed_actions": ["change_solution", "revise_solution", "withdraw_solution", "name_successor"],
    },
    "read_liveness": {"checks": []},
    "redeliver": {"state": "waiting", "ended_at": None},
    "replay_webhook": {**_CHANGED, "state": "catching_up"},
    "resolve_comment": {
        **_CHANGED,
        "resolved_at": _LATER,
        "resolved_by": _ANN,
        "allowed_actions": ["edit_comment", "withdraw_comment", "unresolve_comment"],
    },
    "retry_job": {"state": "waiting", "due_at": _LATER, "attempts": 0, "done_at": None},
    "revise_solution": {"version": 5, "updated_at": _LATER, "revision": 2, "applicability": []},
    "test_webhook": {
        "event_id": None,
        "kind": "webhook.test",
        "subject_id": "019a4cb1-0000-7e0f-a1b2-c3d4e5f6a7b8",
        "state": "waiting",
        "ended_at": None,
        "tries": [],
        "event": None,
    },
    "withdraw_comment": {**_CHANGED, "body": None, "withdrawn_at": _LATER, "allowed_actions": []},
    "withdraw_connector_acceptance": {
        **_NEW_CONNECTOR,
        **_CHANGED,
        "allowed_actions": ["accept_connector", "pause_connector"],
    },
    "withdraw_solution": {
        "version": 5,
        "updated_at": _LATER,
        "status": "withdrawn",
        "withdrawn_at": _LATER,
        "withdrawal_reason": "It worked by chance: see the comments.",
        "allowed_actions": ["comment_on_solution"],
    },
    "withdraw_validation": {
        **_CHANGED,
        "counts": False,
        "counts_reason": "withdrawn",
        "withdrawn_at": _LATER,
        "withdrawal_reason": "It worked by chance: see the comments.",
        "allowed_actions": ["comment_on_validation"],
    },
    **{
        f"retire_{noun}": {**_CHANGED, "retired_at": _LATER, "allowed_actions": [f"change_{noun}", f"reinstate_{noun}"]}
        for noun in ("component", "environment", "objective", "site")
    },
}
"""Operation id -> the fields that are otherwise; of a list, those of its items."""

AFTER_CHANGE: Json = _CHANGED
"""What every `PATCH` does, beside what was sent."""
