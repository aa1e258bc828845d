"""Every kind of job, and every consumer of the feed: the one place where they are registered."""

from collections.abc import Mapping
from typing import Final

from app.domain.vocabulary import JobKind
from app.jobs import ticket_polls, tickets_out, webhooks
from app.jobs.doing import Kind
from app.jobs.feed import Consumer
from app.services.webhooks import CONSUMER as WEBHOOKS

KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(JobKind.deliver_webhook, webhooks.send),
        Kind(JobKind.catch_up_webhook, webhooks.catch_up),
        Kind(
            JobKind.poll_tickets,
            ticket_polls.poll,
            seconds=ticket_polls.SECONDS,
            attempts=None,
            longest_pause=ticket_polls.LONGEST_PAUSE,
        ),
        Kind(JobKind.look_at_ticket, tickets_out.look),
        Kind(JobKind.tell_ticket, tickets_out.tell),
    )
}

CONSUMERS: Final[Mapping[str, Consumer]] = {
    consumer.name: consumer
    for consumer in (Consumer(WEBHOOKS, webhooks.tell), Consumer(tickets_out.CONSUMER, tickets_out.told))
}
