"""What is done with components and their releases."""

from app.access.actions import Action
from app.access.found import FoundComponent, FoundOrganization, FoundRelease
from app.core.ids import new_id
from app.domain.errors import ComponentRetired, Invalid, ReleaseExists, at
from app.domain.versions import Listed, Scheme, rank_between
from app.events.kinds import EventKind
from app.events.record import record
from app.models.component import Component, ComponentIn, ComponentPatch, Release, ReleaseIn, ReleasePatch
from app.services.applicabilities import schemes_of
from app.work import Work


def make(work: Work, found: FoundOrganization, given: ComponentIn) -> Component:
    found.require(Action.make_component)
    component = Component(id=new_id(), created_at=work.now, updated_at=work.now, **given.model_dump())
    work.add(component)
    record(work, EventKind.component_made, component.id)
    return component


def change(work: Work, found: FoundComponent, given: ComponentPatch) -> None:
    found.require(Action.change_component)
    values = {name: value for name, value in given.model_dump().items() if value != getattr(found, name)}
    if values:
        work.change(Component, found.id, **values)
        record(work, EventKind.component_changed, found.id, version=found.version + 1, fields=sorted(values))


async def add_release(work: Work, found: FoundComponent, given: ReleaseIn) -> Release:
    """A release gets its place among the others by the component's scheme; equal versions are one."""
    found.require(Action.add_release)
    if found.retired_at is not None:
        raise ComponentRetired("The component is retired: take its retirement back before you add a release.")
    release = Release(
        id=new_id(),
        created_at=work.now,
        updated_at=work.now,
        component_id=found.id,
        component_version=given.component_version,
        version_key=await _place(work, found, given),
        released_on=given.released_on,
        end_of_support_on=given.end_of_support_on,
    )
    work.add(release)
    record(work, EventKind.release_added, release.id, component_id=found.id)
    return release


def change_release(work: Work, found: FoundRelease, given: ReleasePatch) -> None:
    found.require(Action.change_release)
    values = {name: value for name, value in given.model_dump().items() if value != getattr(found, name)}
    if values:
        work.change(Release, found.id, **values)
        record(
            work,
            EventKind.release_changed,
            found.id,
            component_id=found.component_id,
            version=found.version + 1,
            fields=sorted(values),
        )


def key_of(version: str, scheme: Scheme, pointer: str) -> str:
    """The place of a version that stands in the body at `pointer`. Raises UnreadableVersion or UnknownVersion there."""
    try:
        return scheme.key(version)
    except Invalid as refusal:
        raise type(refusal)(refusal.detail, at(pointer, refusal.detail)) from None


async def _place(work: Work, found: FoundComponent, given: ReleaseIn) -> str:
    scheme = (await schemes_of(work, [found.id]))[found.id]
    if not isinstance(scheme, Listed):
        if given.before is not None:
            raise Invalid(
                "The versions of this component have their order in themselves: leave `before` out.",
                at("#/before", "Only where the component's releases are listed."),
            )
        return key_of(given.component_version, scheme, "#/component_version")
    if given.component_version in scheme.ranks:
        raise ReleaseExists("The component has this release already.", at("#/component_version", "It is there."))
    ranks = sorted(scheme.ranks.values())
    if given.before is None:
        return rank_between(ranks[-1] if ranks else None, None)
    after = key_of(given.before, scheme, "#/before")
    earlier = ranks[: ranks.index(after)]
    return rank_between(earlier[-1] if earlier else None, after)
