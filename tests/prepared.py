"""Every statement that the program prepares, those included that a list makes when it is first asked."""

import gc
import importlib
import pkgutil
from collections.abc import Collection, Iterator
from types import ModuleType

import app
from app.core.statements import Statement
from app.queries.listing import Listing
from app.queries.view import View


def modules() -> list[ModuleType]:
    """All of the program's, imported."""
    names = [found.name for found in pkgutil.walk_packages(app.__path__, "app.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def statements() -> list[Statement]:
    """All there are, each text once."""
    modules()
    made = [*_pages(), *(each for each in gc.get_objects() if isinstance(each, Statement))]
    return list({statement.sql: statement for statement in made}.values())


def read_statements(but_of: Collection[str] = ()) -> list[Statement]:
    """Those of `app.queries`, but for some of its modules: pages of lists, views, and what stands there by itself."""
    found = [*_pages(), *(each.statement for each in gc.get_objects() if isinstance(each, View))]
    for module in modules():
        if module.__name__.startswith("app.queries.") and module.__name__ not in but_of:
            found += [each for each in vars(module).values() if isinstance(each, Statement)]
    return list({statement.sql: statement for statement in found}.values())


def _pages() -> Iterator[Statement]:
    """A page of each list, at each place and in each order, without filters, with each of them, with all."""
    modules()
    for listing in [each for each in gc.get_objects() if isinstance(each, Listing)]:
        filters = [frozenset[str](), *(frozenset({name}) for name in listing.filters), frozenset(listing.filters)]
        across = [] if listing.within and listing.visible is not None else [None]
        for place in [*across, *listing.within]:
            for order in listing.orders:
                for asked in filters:
                    for after in (False, True):
                        yield listing.page(place, asked, order, after=after).statement
