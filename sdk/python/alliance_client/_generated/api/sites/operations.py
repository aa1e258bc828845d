from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.site import Site
from ...models.site_in import SiteIn
from ...models.site_line import SiteLine
from ...models.site_page import SitePage
from ...models.site_patch import SitePatch
from . import change_site, list_sites, make_site, read_site, reinstate_site, retire_site


class SitesOperations(Asking):
    def list_sites(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        if_none_match: SitePage | None = None,
    ) -> Listing[SiteLine, SitePage]:
        """List sites

        To find where people work and things run, for a member's site or a new environment: in the order of their
        codes.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_sites.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                if_none_match=if_none_match,
            )
        )

    def make_site(
        self,
        body: SiteIn,
        *,
        idempotency_key: str | None = None,
    ) -> Site:
        """Make a site

        For administrators, before members and environments can be there. Its code is its own, upper and lower case
        being one; its time zone says when its people's days begin.

        Args:
            body: A place of the organization.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            make_site.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_site(
        self,
        site: UUID | str,
        *,
        if_none_match: Site | None = None,
    ) -> Site:
        """Read a site

        For the page of a site: with its time zone, and what you may do with it.

        Args:
            site: The site's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_site.request(
                site,
                if_none_match=if_none_match,
            )
        )

    def change_site(
        self,
        site: UUID | str,
        body: SitePatch,
        *,
        if_match: Site | str,
    ) -> Site:
        """Change a site

        For administrators, when a site is named otherwise or its region is drawn anew.

        Args:
            site: The site's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_site.request(
                site,
                body,
                if_match=if_match,
            )
        )

    def retire_site(
        self,
        site: UUID | str,
        *,
        if_match: Site | str | None = None,
    ) -> Site:
        """Retire a site

        For administrators, when it is given up: it takes no new environment. What is there stays, and stays readable.
        A site that is retired already is answered as it stands.

        Args:
            site: The site's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            retire_site.request(
                site,
                if_match=if_match,
            )
        )

    def reinstate_site(
        self,
        site: UUID | str,
        *,
        if_match: Site | str,
    ) -> Site:
        """Take a site's retirement back

        For administrators, when it is in use again. If-Match carries the site's tag.

        Args:
            site: The site's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            reinstate_site.request(
                site,
                if_match=if_match,
            )
        )


class AsyncSitesOperations(AsyncAsking):
    def list_sites(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        if_none_match: SitePage | None = None,
    ) -> AsyncListing[SiteLine, SitePage]:
        """List sites

        To find where people work and things run, for a member's site or a new environment: in the order of their
        codes.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_sites.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                if_none_match=if_none_match,
            )
        )

    async def make_site(
        self,
        body: SiteIn,
        *,
        idempotency_key: str | None = None,
    ) -> Site:
        """Make a site

        For administrators, before members and environments can be there. Its code is its own, upper and lower case
        being one; its time zone says when its people's days begin.

        Args:
            body: A place of the organization.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            make_site.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_site(
        self,
        site: UUID | str,
        *,
        if_none_match: Site | None = None,
    ) -> Site:
        """Read a site

        For the page of a site: with its time zone, and what you may do with it.

        Args:
            site: The site's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_site.request(
                site,
                if_none_match=if_none_match,
            )
        )

    async def change_site(
        self,
        site: UUID | str,
        body: SitePatch,
        *,
        if_match: Site | str,
    ) -> Site:
        """Change a site

        For administrators, when a site is named otherwise or its region is drawn anew.

        Args:
            site: The site's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_site.request(
                site,
                body,
                if_match=if_match,
            )
        )

    async def retire_site(
        self,
        site: UUID | str,
        *,
        if_match: Site | str | None = None,
    ) -> Site:
        """Retire a site

        For administrators, when it is given up: it takes no new environment. What is there stays, and stays readable.
        A site that is retired already is answered as it stands.

        Args:
            site: The site's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            retire_site.request(
                site,
                if_match=if_match,
            )
        )

    async def reinstate_site(
        self,
        site: UUID | str,
        *,
        if_match: Site | str,
    ) -> Site:
        """Take a site's retirement back

        For administrators, when it is in use again. If-Match carries the site's tag.

        Args:
            site: The site's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            reinstate_site.request(
                site,
                if_match=if_match,
            )
        )
