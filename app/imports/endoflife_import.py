"""Brings endoflife.date's products into the catalogue: components and their releases, by the services that the API
calls, as an administrator."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from app.access.found import FoundComponent, FoundOrganization
from app.access.sought_in_organization import component_at, organization
from app.core.database import Database
from app.domain.errors import Invalid
from app.domain.versions import Dotted
from app.domain.vocabulary import SubjectKind, VersionScheme
from app.imports.batches import Batches, in_batches
from app.imports.endoflife import BadEntry, ProductRead, ReleaseRead
from app.imports.tally import Listener, Tally
from app.models.component import ComponentIn, ReleaseIn
from app.services import components
from app.services.catalogue import Listed, listed, named, of_vendors, releases_of
from app.services.imported import Ledger
from app.work import Work

SOURCE = "endoflife.date"
BATCH_SIZE = 20
MOST_IDENTIFIERS = 50


async def import_products(
    database: Database,
    entries: Iterable[ProductRead | BadEntry],
    administrator_id: UUID,
    listener: Listener,
    *,
    clock_offset: timedelta = timedelta(0),
) -> Tally:
    """Makes the components and releases that are not there yet. A component that is there, under this name or an alias,
    is left as people keep it, and gets the releases that it lacks."""
    ledger = Ledger(SOURCE)

    async def begin(work: Work, products: Sequence[ProductRead]) -> _Batch:
        found = await work.find_for(administrator_id, organization())
        await ledger.look_up(work, [(SubjectKind.component, product.entry) for product in products])
        return _Batch(work, ledger, found, await of_vendors(work, [product.vendor for product in products], SOURCE))

    batches = Batches(
        database, clock_offset, ledger, begin=begin, place=lambda product: product.entry, listener=listener
    )
    whole, done = Tally(), 0
    for batch in in_batches(entries, BATCH_SIZE):
        for entry in batch:
            if isinstance(entry, BadEntry):
                listener.refused(entry.entry, entry.reason)
                whole.left_out["entries that are no product"] += 1
        products = [entry for entry in batch if isinstance(entry, ProductRead)]
        if products:
            whole.add(await batches.run(products))
        done += len(batch)
        listener.advanced(done, whole)
    return whole


class _Batch:
    """The administrator, locked, and the components of the vendors at hand."""

    def __init__(self, work: Work, ledger: Ledger, found: FoundOrganization, listed: list[Listed]) -> None:
        self._work, self._ledger, self._organization, self._listed = work, ledger, found, listed

    async def take(self, product: ProductRead) -> Tally:
        tally = Tally()
        component_id = self._ledger.of(SubjectKind.component, product.entry)
        if component_id is None:
            component_id = named(self._listed, product.vendor, product.name, product.aliases)
            if component_id is None:
                component_id = self._make(product)
                tally.made["components"] += 1
                if (more := len(product.identifiers) - MOST_IDENTIFIERS) > 0:
                    tally.left_out["identifiers above what a component takes"] += more
            else:
                tally.there["components"] += 1
            self._ledger.enter(self._work, SubjectKind.component, product.entry, component_id)
        else:
            tally.there["components"] += 1
        await self._add_releases(component_id, product, tally)
        return tally

    def _make(self, product: ProductRead) -> UUID:
        given = ComponentIn(
            vendor=product.vendor,
            name=product.name,
            kind=product.kind,
            aliases=list(product.aliases),
            identifiers=list(product.identifiers[:MOST_IDENTIFIERS]),
            version_scheme=product.version_scheme,
        )
        component = components.make(self._work, self._organization, given)
        self._listed.append(listed(component.id, given.vendor, given.name, given.aliases, taken=True))
        return component.id

    async def _add_releases(self, component_id: UUID, product: ProductRead, tally: Tally) -> None:
        """Newest first, so that where the order is that of the file each has what it stands before."""
        held = await releases_of(self._work, component_id)
        if held.keys() >= {release.component_version for release in product.releases}:
            tally.there["releases"] += len(product.releases)
            return
        found = await self._work.find_for(self._organization.id, component_at(str(component_id)))
        if found.retired_at is not None:
            tally.left_out["releases of a component that is retired"] += len(product.releases) - len(held)
            return
        keys, newer = set(held.values()), None
        for release in reversed(product.releases):
            version = release.component_version
            try:
                if version not in held and self._is_new(found, version, keys):
                    given = _release(release, newer if found.version_scheme is VersionScheme.listed else None)
                    keys.add((await components.add_release(self._work, found, given)).version_key)
                    tally.made["releases"] += 1
                else:
                    tally.there["releases"] += 1
            except Invalid:
                tally.left_out["releases whose version cannot be read"] += 1
                continue
            newer = version

    def _is_new(self, found: FoundComponent, version: str, keys: set[str]) -> bool:
        """Equal versions are one release, however they are written."""
        return found.version_scheme is VersionScheme.listed or Dotted().key(version) not in keys


def _release(read: ReleaseRead, before: str | None) -> ReleaseIn:
    """As a caller would write it."""
    return ReleaseIn.model_validate(
        {
            "component_version": read.component_version,
            "released_on": _written(read.released_on),
            "end_of_support_on": _written(read.end_of_support_on),
            "before": before,
        }
    )


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
