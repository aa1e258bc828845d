from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.component import Component
from ...models.component_in import ComponentIn
from ...models.component_kind import ComponentKind
from ...models.component_line import ComponentLine
from ...models.component_page import ComponentPage
from ...models.component_patch import ComponentPatch
from ...models.release import Release
from ...models.release_in import ReleaseIn
from ...models.release_line import ReleaseLine
from ...models.release_page import ReleasePage
from ...models.release_patch import ReleasePatch
from . import (
    add_release,
    change_component,
    change_release,
    list_components,
    list_releases,
    make_component,
    read_component,
    read_release,
    reinstate_component,
    retire_component,
)


class ComponentsOperations(Asking):
    def list_components(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        kind: Sequence[ComponentKind] | None = None,
        vendor: Sequence[str] | None = None,
        name: Sequence[str] | None = None,
        if_none_match: ComponentPage | None = None,
    ) -> Listing[ComponentLine, ComponentPage]:
        """List components

        To find the component that a problem, an applicability or a configuration names: by vendor, name or kind, in
        the order of their names.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            kind: Of one of these kinds.
            vendor: Of one of these vendors, whatever the case.
            name: Of one of these names, whatever the case.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_components.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                kind=kind,
                vendor=vendor,
                name=name,
                if_none_match=if_none_match,
            )
        )

    def make_component(
        self,
        body: ComponentIn,
        *,
        idempotency_key: str | None = None,
    ) -> Component:
        """Make a component

        For administrators, before problems and configurations can name a product. Its version scheme is for good:
        `listed` where the vendor's versions have no order in themselves.

        Args:
            body: A product in use.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            make_component.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_component(
        self,
        component: UUID | str,
        *,
        if_none_match: Component | None = None,
    ) -> Component:
        """Read a component

        For the page of a product: with its newest releases, and what you may do with it.

        Args:
            component: The component's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_component.request(
                component,
                if_none_match=if_none_match,
            )
        )

    def change_component(
        self,
        component: UUID | str,
        body: ComponentPatch,
        *,
        if_match: Component | str,
    ) -> Component:
        """Change a component

        For administrators, when a product is sold or named otherwise, or an alias is to be found by. Its version
        scheme stays.

        Args:
            component: The component's id.
            body: What is to change; what is left out stays. The version scheme is for good.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_component.request(
                component,
                body,
                if_match=if_match,
            )
        )

    def retire_component(
        self,
        component: UUID | str,
        *,
        if_match: Component | str | None = None,
    ) -> Component:
        """Retire a component

        For administrators, when it is no longer in use: it takes no new release. What names it stays. A component
        that is retired already is answered as it stands.

        Args:
            component: The component's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            retire_component.request(
                component,
                if_match=if_match,
            )
        )

    def reinstate_component(
        self,
        component: UUID | str,
        *,
        if_match: Component | str,
    ) -> Component:
        """Take a component's retirement back

        For administrators, when it is in use again. If-Match carries the component's tag.

        Args:
            component: The component's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            reinstate_component.request(
                component,
                if_match=if_match,
            )
        )

    def list_releases(
        self,
        component: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ReleasePage | None = None,
    ) -> Listing[ReleaseLine, ReleasePage]:
        """List a component's releases

        When a component has more releases than it shows itself: in the order of their versions, the newest first.

        Args:
            component: The component's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_releases.request(
                component,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def add_release(
        self,
        component: UUID | str,
        body: ReleaseIn,
        *,
        idempotency_key: str | None = None,
    ) -> Release:
        """Add a release

        For administrators, so that configurations and applicabilities can name it. It gets its place among the others
        by the component's version scheme; versions of one place (`1.0` and `1.0.0`, where the scheme is `dotted`) are
        one release. Where the scheme is `listed` it is the newest, unless you name the one that it stands before.

        Args:
            component: The component's id.
            body: A version of a component that its vendor has released.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            add_release.request(
                component,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_release(
        self,
        release: UUID | str,
        *,
        if_none_match: Release | None = None,
    ) -> Release:
        """Read a release

        For the dates of one release, and its tag before you change it.

        Args:
            release: The release's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_release.request(
                release,
                if_none_match=if_none_match,
            )
        )

    def change_release(
        self,
        release: UUID | str,
        body: ReleasePatch,
        *,
        if_match: Release | str,
    ) -> Release:
        """Change a release's dates

        For administrators, when its dates become known. Its version and its place are for good.

        Args:
            release: The release's id.
            body: What is to change; what is left out stays. A version and its place are for good.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_release.request(
                release,
                body,
                if_match=if_match,
            )
        )


class AsyncComponentsOperations(AsyncAsking):
    def list_components(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        kind: Sequence[ComponentKind] | None = None,
        vendor: Sequence[str] | None = None,
        name: Sequence[str] | None = None,
        if_none_match: ComponentPage | None = None,
    ) -> AsyncListing[ComponentLine, ComponentPage]:
        """List components

        To find the component that a problem, an applicability or a configuration names: by vendor, name or kind, in
        the order of their names.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            kind: Of one of these kinds.
            vendor: Of one of these vendors, whatever the case.
            name: Of one of these names, whatever the case.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_components.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                kind=kind,
                vendor=vendor,
                name=name,
                if_none_match=if_none_match,
            )
        )

    async def make_component(
        self,
        body: ComponentIn,
        *,
        idempotency_key: str | None = None,
    ) -> Component:
        """Make a component

        For administrators, before problems and configurations can name a product. Its version scheme is for good:
        `listed` where the vendor's versions have no order in themselves.

        Args:
            body: A product in use.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            make_component.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_component(
        self,
        component: UUID | str,
        *,
        if_none_match: Component | None = None,
    ) -> Component:
        """Read a component

        For the page of a product: with its newest releases, and what you may do with it.

        Args:
            component: The component's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_component.request(
                component,
                if_none_match=if_none_match,
            )
        )

    async def change_component(
        self,
        component: UUID | str,
        body: ComponentPatch,
        *,
        if_match: Component | str,
    ) -> Component:
        """Change a component

        For administrators, when a product is sold or named otherwise, or an alias is to be found by. Its version
        scheme stays.

        Args:
            component: The component's id.
            body: What is to change; what is left out stays. The version scheme is for good.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_component.request(
                component,
                body,
                if_match=if_match,
            )
        )

    async def retire_component(
        self,
        component: UUID | str,
        *,
        if_match: Component | str | None = None,
    ) -> Component:
        """Retire a component

        For administrators, when it is no longer in use: it takes no new release. What names it stays. A component
        that is retired already is answered as it stands.

        Args:
            component: The component's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            retire_component.request(
                component,
                if_match=if_match,
            )
        )

    async def reinstate_component(
        self,
        component: UUID | str,
        *,
        if_match: Component | str,
    ) -> Component:
        """Take a component's retirement back

        For administrators, when it is in use again. If-Match carries the component's tag.

        Args:
            component: The component's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            reinstate_component.request(
                component,
                if_match=if_match,
            )
        )

    def list_releases(
        self,
        component: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ReleasePage | None = None,
    ) -> AsyncListing[ReleaseLine, ReleasePage]:
        """List a component's releases

        When a component has more releases than it shows itself: in the order of their versions, the newest first.

        Args:
            component: The component's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_releases.request(
                component,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def add_release(
        self,
        component: UUID | str,
        body: ReleaseIn,
        *,
        idempotency_key: str | None = None,
    ) -> Release:
        """Add a release

        For administrators, so that configurations and applicabilities can name it. It gets its place among the others
        by the component's version scheme; versions of one place (`1.0` and `1.0.0`, where the scheme is `dotted`) are
        one release. Where the scheme is `listed` it is the newest, unless you name the one that it stands before.

        Args:
            component: The component's id.
            body: A version of a component that its vendor has released.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            add_release.request(
                component,
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_release(
        self,
        release: UUID | str,
        *,
        if_none_match: Release | None = None,
    ) -> Release:
        """Read a release

        For the dates of one release, and its tag before you change it.

        Args:
            release: The release's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_release.request(
                release,
                if_none_match=if_none_match,
            )
        )

    async def change_release(
        self,
        release: UUID | str,
        body: ReleasePatch,
        *,
        if_match: Release | str,
    ) -> Release:
        """Change a release's dates

        For administrators, when its dates become known. Its version and its place are for good.

        Args:
            release: The release's id.
            body: What is to change; what is left out stays. A version and its place are for good.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_release.request(
                release,
                body,
                if_match=if_match,
            )
        )
