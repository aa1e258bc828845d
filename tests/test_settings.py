"""Settings: what is wrong stops the start with a sentence that says which one and why."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.settings import PREFIX, Settings, SettingsError, load_settings
from app.core.settings_page import settings_page


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def test_everything_has_a_default_that_serves_on_this_machine_alone() -> None:
    settings = load_settings()
    assert settings.public_address == "http://127.0.0.1:8000"
    assert settings.data_dir == Path("var").absolute()
    assert settings.dsn is None
    assert settings.clock_offset == timedelta(0)


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_page_of_settings_is_the_one_in_docs() -> None:
    assert Path("docs/settings.md").read_text(encoding="utf-8") == settings_page(), "run `make docs`"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("ALLIANCE_PORT", "eighty", "integer"),
        ("ALLIANCE_PORT", "70000", "65535"),
        ("ALLIANCE_PUBLIC_URL", "alliance.example.org", "http"),
        ("ALLIANCE_PUBLIC_URL", "https://user@alliance.example.org", "user"),
        ("ALLIANCE_DATABASE_URL", "mysql://localhost/alliance", "postgresql://"),
        ("ALLIANCE_CLOCK_OFFSET", "tomorrow", "ISO 8601"),
        ("ALLIANCE_CLOCK_OFFSET", "nan", "ISO 8601"),
        ("ALLIANCE_CORS_ORIGINS", "https://front.example.org/path", "path"),
        ("ALLIANCE_LOG_FORMAT", "xml", "'text' or 'json'"),
        ("ALLIANCE_ADMINISTRATOR_EMAIL", "ann", "e-mail"),
    ],
)
def test_a_wrong_setting_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as refused:
        load_settings()
    assert why in str(refused.value)


def test_a_variable_that_is_no_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_POTR", "8001")
    with pytest.raises(SettingsError, match="ALLIANCE_POTR"):
        load_settings()


def test_several_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_PORT", "x")
    monkeypatch.setenv("ALLIANCE_WORKERS", "0")
    with pytest.raises(SettingsError, match=r"ALLIANCE_PORT.*ALLIANCE_WORKERS"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("ALLIANCE_ADMINISTRATOR_PASSWORD", "too-short"),
        ("ALLIANCE_ADMINISTRATOR_PASSWORD", "long enough, but nobody to give it to"),
        ("ALLIANCE_DATABASE_URL", "mysql://alliance:hush-hush@localhost/alliance"),
    ],
)
def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch, name: str, secret: str) -> None:
    monkeypatch.setenv(name, secret)
    with pytest.raises(SettingsError, match=name) as refused:
        load_settings()
    assert secret not in str(refused.value)
    assert "hush" not in str(refused.value)


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_ADMINISTRATOR_EMAIL", "ann@example.org")
    monkeypatch.setenv("ALLIANCE_ADMINISTRATOR_PASSWORD", "correct horse battery")
    monkeypatch.setenv("ALLIANCE_DATABASE_URL", "postgresql://alliance:hush-hush@localhost/alliance")
    settings = load_settings()
    assert "correct horse" not in repr(settings)
    assert "hush" not in repr(settings)
    assert settings.dsn == "postgresql://alliance:hush-hush@localhost/alliance"


@pytest.mark.parametrize(
    ("value", "offset"),
    [
        ("P30D", timedelta(days=30)),
        ("-PT1H", timedelta(hours=-1)),
        ("90", timedelta(seconds=90)),
        ("-1.5", timedelta(seconds=-1.5)),
        ("", timedelta(0)),
    ],
)
def test_the_clock_offset_is_a_duration_or_seconds(
    monkeypatch: pytest.MonkeyPatch, value: str, offset: timedelta
) -> None:
    monkeypatch.setenv("ALLIANCE_CLOCK_OFFSET", value)
    assert load_settings().clock_offset == offset


def test_origins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_CORS_ORIGINS", "https://a.example.org, http://localhost:5173/,")
    assert load_settings().cors_origins == ("https://a.example.org", "http://localhost:5173")


def test_the_public_address_has_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_PUBLIC_URL", "https://example.org/alliance/")
    assert load_settings().public_address == "https://example.org/alliance"
    assert load_settings(public_url=None, host="::1").public_address == "http://[::1]:8000"
