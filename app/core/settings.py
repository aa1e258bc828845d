"""What the program can be told from outside: one class, environment variables `ALLIANCE_…`.

`load_settings()` is the only way in. A wrong or unknown variable is refused before anything starts, with a sentence
that names it; a secret's value is never repeated. `docs/settings.md` is made from the descriptions here.
"""

import os
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "ALLIANCE_"


class SettingsError(Exception):
    """One sentence for each setting that is wrong: which one, and why."""


class LogFormat(StrEnum):
    text = "text"
    json = "json"


class LogLevel(StrEnum):
    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"


class Settings(BaseSettings):
    """Everything the program can be told; each field is the environment variable of its name after `ALLIANCE_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address to listen on. `0.0.0.0` listens on every IPv4 address of the machine.",
    )
    port: int = Field(default=8000, ge=1, le=65535, description="TCP port to listen on.")
    public_url: str | None = Field(
        default=None,
        description="Address under which clients reach the service, such as `https://alliance.example.org`; links, "
        "locations and the issuer of tokens are built from it. Without it: `http://HOST:PORT`.",
    )
    data_dir: Path = Field(
        default=Path("var"),
        description="Folder for all that is kept: the embedded PostgreSQL (`postgres/`), its log "
        "(`postgres/log/`) and the signing keys (`keys/`). A relative path starts at the working directory.",
    )
    backup_dir: Path | None = Field(
        default=None,
        description="Folder for the backups of the embedded PostgreSQL and the archive of its write-ahead log, best on "
        "another disk. Without it: `backups/` in DATA_DIR.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="A PostgreSQL (16 or newer) of your own: `postgresql://user:password@host:5432/database`. "
        "Without it an embedded one is started in DATA_DIR.",
    )
    database_pool_size: int = Field(
        default=10,
        ge=1,
        le=1000,
        description="Most connections that each worker process opens for reading, and again as many for writing; one "
        "more hears of changes.",
    )
    lock_timeout_seconds: float = Field(
        default=5.0,
        gt=0,
        le=300,
        description="Seconds that a statement waits for a lock before the request is refused with 503.",
    )
    statement_timeout_seconds: float = Field(
        default=15.0,
        gt=0,
        le=3600,
        description="Seconds after which PostgreSQL cancels a statement of a request.",
    )
    administrator_email: str | None = Field(
        default=None,
        min_length=3,
        max_length=254,
        description="E-mail address of the first administrator, for a first start with nobody watching. Used only "
        "while there is no administrator, and only together with ADMINISTRATOR_PASSWORD.",
    )
    administrator_password: SecretStr | None = Field(
        default=None,
        description="Password of the first administrator, 12 to 1024 characters; stored only as a hash.",
    )
    access_token_minutes: int = Field(
        default=15, ge=1, le=1440, description="Minutes that an access token is good for."
    )
    refresh_token_days: int = Field(
        default=30, ge=1, le=365, description="Days that a refresh token is good for; each use makes a new one."
    )
    idempotency_hours: int = Field(
        default=48, ge=24, le=8760, description="Hours for which the answer to an `Idempotency-Key` is kept."
    )
    max_body_bytes: int = Field(
        default=1024 * 1024,
        ge=1024,
        le=1024 * 1024 * 1024,
        description="Bytes that the body of a request may have; a larger one is refused with 413.",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins of browser front ends that may call the service, separated by commas, such as "
        "`https://front.example.org,http://localhost:5173`.",
    )
    sweep_seconds: float = Field(
        default=20.0,
        gt=0,
        le=60,
        description="Seconds between two looks for solutions whose evidence has expired.",
    )
    clock_offset: timedelta = Field(
        default=timedelta(0),
        description="Added to the database's clock wherever the instant of a change is taken, for rehearsals and "
        "tests: an ISO 8601 duration (`P30D`, `-PT1H`) or seconds. Zero in earnest.",
    )
    workers: int = Field(
        default=1, ge=1, le=256, description="Server processes. With 1, requests are served by the program itself."
    )
    background_workers: int = Field(
        default=1,
        ge=0,
        le=64,
        description="Processes beside the server that do what follows from changes: webhooks, ticket systems. With 0 "
        "none is started here; run `python -m app worker` yourself, or it waits.",
    )
    outgoing_allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(),
        description="Networks inside the organization that may be sent to where a member or an administrator names an "
        "address (webhooks, ticket systems), separated by commas, such as `10.20.0.0/16,fd12:3456::/32`. Without it "
        "nothing is sent but to addresses that are reached from everywhere.",
    )
    outgoing_seconds: float = Field(
        default=15.0,
        gt=0,
        le=300,
        description="Seconds that whoever receives a webhook has for the whole answer. A ticket system has thirty.",
    )
    webhook_patience_days: float = Field(
        default=5.0,
        gt=0,
        le=30,
        description="Days of nothing but failures after which a webhook is stopped, and its owner told.",
    )
    graceful_seconds: int = Field(
        default=10,
        ge=0,
        le=600,
        description="Seconds that requests under way are given to end when the program is stopped.",
    )
    drain_seconds: float = Field(
        default=1.0,
        ge=0,
        le=600,
        description="Seconds for which, after SIGTERM, `/health/ready` answers 503 while everything is still served, "
        "so that who distributes requests sends no more of them here: a little more than the time between two of its "
        "questions. Ctrl-C does not wait.",
    )
    receive_seconds: float = Field(
        default=30.0,
        gt=0,
        le=3600,
        description="Seconds within which the head of a request has arrived, and after it the body; a slower body is "
        "refused with 408, and a connection with a slower head is closed.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="TCP port on which Prometheus reads `/metrics`. Without it nothing is counted.",
    )
    metrics_host: str = Field(
        default="127.0.0.1", min_length=1, description="Address of that port: whoever reaches it may read it."
    )
    traces_url: str | None = Field(
        default=None,
        description="Collector that traces are sent to by OTLP over HTTP, such as `http://127.0.0.1:4318`. Without it "
        "nothing is traced.",
    )
    log_format: LogFormat = Field(
        default=LogFormat.text,
        description="`text`: a line to read. `json`: one JSON object a line, for a log collector.",
    )
    log_level: LogLevel = Field(
        default=LogLevel.info, description="Least weight of what is logged: `debug`, `info`, `warning` or `error`."
    )

    @property
    def public_address(self) -> str:
        """Where clients reach the service, without a slash at its end."""
        if self.public_url is not None:
            return self.public_url
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def dsn(self) -> str | None:
        """The address of the organization's own PostgreSQL, password included; None means the embedded one."""
        return None if self.database_url is None else self.database_url.get_secret_value()

    @property
    def backups(self) -> Path:
        """Where backups of the embedded PostgreSQL and the archive of its log lie."""
        return self.data_dir / "backups" if self.backup_dir is None else self.backup_dir

    @field_validator("public_url", "traces_url")
    @classmethod
    def _an_address(cls, given: str | None) -> str | None:
        return None if given is None else _web_address(given, path_allowed=True)

    @field_validator("cors_origins", "outgoing_allowed_networks", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_web_address(origin, path_allowed=False) for origin in given)

    @field_validator("database_url")
    @classmethod
    def _a_postgresql(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not given.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("it must begin with postgresql://")
        return given

    @field_validator("clock_offset", mode="before")
    @classmethod
    def _seconds(cls, given: object) -> object:
        if isinstance(given, str):
            try:
                return timedelta(seconds=float(given))
            except (ValueError, OverflowError):
                if not given.lstrip("+-").startswith("P"):
                    raise ValueError("it must be an ISO 8601 duration, such as PT1H, or seconds") from None
        return given

    @field_validator("data_dir", "backup_dir")
    @classmethod
    def _absolute(cls, given: Path | None) -> Path | None:
        return None if given is None else given.expanduser().absolute()

    @field_validator("administrator_email")
    @classmethod
    def _an_e_mail(cls, given: str | None) -> str | None:
        if given is not None and (given.count("@") != 1 or given.startswith("@") or given.endswith("@")):
            raise ValueError("it must be an e-mail address")
        return given

    @field_validator("administrator_password")
    @classmethod
    def _long_enough(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not 12 <= len(given) <= 1024:
            raise ValueError("it must have 12 to 1024 characters")
        return given

    @model_validator(mode="after")
    def _administrator_whole(self) -> Self:
        if (self.administrator_email is None) != (self.administrator_password is None):
            raise ValueError(
                "ALLIANCE_ADMINISTRATOR_EMAIL and ALLIANCE_ADMINISTRATOR_PASSWORD are given together or not at all"
            )
        return self


def load_settings(**given: Any) -> Settings:
    """The settings of this process: `given` first (options of the command line), then the environment, then the
    defaults. SettingsError says what is wrong with which variable."""
    known = {variable(name) for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise SettingsError(
            "; ".join(f"{name} is not a setting of this program (docs/settings.md lists them)" for name in unknown)
        )
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(fault["loc"], fault["msg"]) for fault in error.errors())) from None


def variable(name: str) -> str:
    """The environment variable of a field of `Settings`."""
    return PREFIX + name.upper()


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    why = message.removeprefix("Value error, ")
    return f"{variable(str(location[0]))} is wrong: {why}" if location else why


def _web_address(given: str, *, path_allowed: bool) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must begin with http:// or https:// and name a host")
    if parts.username or parts.query or parts.fragment or not (path_allowed or parts.path in ("", "/")):
        raise ValueError("it must have no user, query or fragment" + ("" if path_allowed else ", and no path"))
    return given.rstrip("/")
