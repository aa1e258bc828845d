"""What the database refuses, in the words of the domain: constraint name -> the typed error."""

from collections.abc import Callable

from asyncpg import IntegrityConstraintViolationError, InvalidParameterValueError

from app.domain.errors import (
    ComponentExists,
    EmailTaken,
    Refusal,
    ReleaseExists,
    SiteCodeTaken,
    SlugTaken,
    SystemTaken,
    UnknownTimeZone,
    at,
)

REFUSALS: dict[str, Callable[[], Refusal]] = {
    "uq_site_code": lambda: SiteCodeTaken(
        "Another site has this code; upper and lower case are one.", at("#/code", "Taken.")
    ),
    "uq_component_vendor_name": lambda: ComponentExists(
        "This vendor has a component of this name already: use that one, or add the name to its aliases.",
        at("#/name", "Taken."),
    ),
    "uq_release_component_id_version_key": lambda: ReleaseExists(
        "The component has this release already, perhaps written otherwise.", at("#/component_version", "It is there.")
    ),
    "uq_community_slug": lambda: SlugTaken("Another community has this slug: choose another."),
    "uq_connector_system": lambda: SystemTaken(
        "Another connector has this name for its ticket system.", at("#/system", "Taken.")
    ),
    "uq_identity_email": lambda: EmailTaken(
        "Another member has this e-mail address.", at("#/email", "It belongs to another member.")
    ),
}


def refusal_of(error: IntegrityConstraintViolationError) -> Refusal | None:
    """The typed error of a constraint that callers can run into; None for one that only a defect can break."""
    made = REFUSALS.get(error.constraint_name or "")
    return made() if made else None


def refusal_of_value(error: InvalidParameterValueError) -> Refusal | None:
    """The same for a value that the database has no meaning for: a time zone (SQLSTATE 22023, from its own reader of
    time zones), since its list can be older or newer than ours."""
    if "time zone" not in str(error) and "TimezoneName" not in (error.server_source_function or ""):
        return None
    return UnknownTimeZone(
        "The database does not know this time zone: name one of the IANA database, such as Europe/Zurich.",
        at("#/time_zone", "Unknown."),
    )
