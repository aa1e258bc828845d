"""A sign-in and the refresh tokens that carried it on. Tokens are kept only as digests."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Described
from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from app.core.columns import Row
from app.domain.vocabulary import TokenType
from app.models.schema import Given, Shown


class SignIn(Row, table=True):
    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_member_id", "member_id", postgresql_where=text("ended_at IS NULL")),)

    member_id: UUID = Field(foreign_key="member.id")
    scope: str
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class RefreshToken(SQLModel, table=True):
    __tablename__ = "refresh_token"

    digest: bytes = Field(sa_type=LargeBinary, primary_key=True)
    sign_in_id: UUID = Field(foreign_key="sign_in.id", index=True)
    issued_at: datetime
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = None


class SignInThrottle(SQLModel, table=True):
    """Failed sign-ins of one account name, whether the account exists or not."""

    __tablename__ = "sign_in_throttle"

    account: bytes = Field(sa_type=LargeBinary, primary_key=True)
    failures: int
    last_failed_at: datetime
    open_at: datetime


class TokenIn(BaseModel):
    """A request for tokens, form-encoded as RFC 6749 has it; parameters that are not known are ignored."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {"grant_type": "password", "username": "ann@example.org", "password": "correct horse battery staple"},
                {"grant_type": "refresh_token", "refresh_token": "ar_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY"},
            ]
        },
    )

    grant_type: str = Described(min_length=1, max_length=100, description="`password` or `refresh_token`.")
    username: str | None = Described(None, max_length=1000, description="With `password`: the e-mail address.")
    password: str | None = Described(None, max_length=5000, description="With `password`.")
    refresh_token: str | None = Described(None, max_length=1000, description="With `refresh_token`; good for one use.")
    scope: str | None = Described(
        None,
        max_length=2000,
        description="What the token is to be used for, parted by single spaces; everything where nothing is said. A "
        "refresh can only narrow it.",
    )


class TokenShown(Shown):
    """An access token, and the refresh token that gets the next one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTk3In0.c2lnbmF0dXJl",
                    "token_type": "Bearer",
                    "expires_in": 900,
                    "refresh_token": "ar_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY",
                    "scope": "me:read problems:read",
                }
            ]
        },
    )

    access_token: str
    token_type: TokenType
    expires_in: int = Described(description="Seconds that the access token lives.")
    refresh_token: str = Described(description="Good for one use; a second use ends the sign-in.")
    scope: str


class RevocationIn(BaseModel):
    """A refresh or access token whose sign-in is to end (RFC 7009, 2.1)."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={"examples": [{"token": "ar_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY"}]},
    )

    token: str = Described(min_length=1, max_length=10_000)
    token_type_hint: str | None = Described(None, max_length=100, description="Not needed.")


class RegistrationIn(Given):
    """The first password of who was invited, or a new one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "invitation_token": "ai_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY",
                    "password": "correct horse battery staple",
                }
            ]
        }
    )

    invitation_token: str = Described(max_length=200)
    password: str = Described(max_length=5000, description="12 to 1,024 characters; nothing else is asked of it.")


class PasswordIn(Given):
    """The password one has, and the one to have."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"current_password": "correct horse battery staple", "new_password": "a lighthouse in the fog"}
            ]
        }
    )

    current_password: str = Described(max_length=5000)
    new_password: str = Described(max_length=5000, description="12 to 1,024 characters; nothing else is asked of it.")


class KeySetShown(Shown):
    """The public keys that access tokens are signed with (RFC 7517, 5)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "keys": [
                        {
                            "kty": "EC",
                            "crv": "P-256",
                            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                            "kid": "1",
                            "use": "sig",
                            "alg": "ES256",
                        }
                    ]
                }
            ]
        }
    )

    keys: list[dict[str, str]]


class ServerMetadataShown(Shown):
    """Where and how one signs in (RFC 8414)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "issuer": "https://alliance.example.org",
                    "token_endpoint": "https://alliance.example.org/api/v1/auth/token",
                    "revocation_endpoint": "https://alliance.example.org/api/v1/auth/revocation",
                    "jwks_uri": "https://alliance.example.org/.well-known/jwks.json",
                    "scopes_supported": ["me:read", "problems:read"],
                    "response_types_supported": [],
                    "grant_types_supported": ["password", "refresh_token"],
                    "token_endpoint_auth_methods_supported": ["none"],
                    "revocation_endpoint_auth_methods_supported": ["none"],
                }
            ]
        }
    )

    issuer: str
    token_endpoint: str
    revocation_endpoint: str
    jwks_uri: str
    scopes_supported: list[str]
    response_types_supported: list[str] = Described(description="Empty: there is no authorization endpoint.")
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    revocation_endpoint_auth_methods_supported: list[str]
