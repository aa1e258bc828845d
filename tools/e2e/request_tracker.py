"""A real Request Tracker 5 of its own, from Debian's packages: its database, its configuration and its log lie in one
folder, and nothing of the machine's own configuration is touched."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

PACKAGES = ("request-tracker5", "rt5-db-sqlite", "rt5-standalone")
ROOT_PASSWORD = "password"
_SERVER = "/usr/share/request-tracker5/libexec/rt-server"
_PATIENCE = 120.0

_CONFIGURATION = """\
Set($rtname, 'e2e');
Set($Organization, 'e2e.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt5.sqlite');
Set($LogToFile, 'info');
Set($LogDir, '{folder}');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'testfile');
Set($Timezone, 'America/New_York');
Set($WebSessionClass, undef);
1;
"""

_TOKEN = """\
use strict;
use warnings;
use lib '/usr/local/share/request-tracker5/lib', '/usr/share/request-tracker5/lib';
use RT;
RT::LoadConfig();
RT::Init();
my $system = RT->SystemUser;
my $user = RT::User->new($system);
my ($made, $why) = $user->Create(
    Name => 'alliance', RealName => 'Alliance', EmailAddress => 'alliance@e2e.example', Privileged => 1,
);
die $why unless $made;
for my $name ('Network', 'Elsewhere') {
    my $queue = RT::Queue->new($system);
    ($made, $why) = $queue->Create(Name => $name);
    die $why unless $made;
    next if $name eq 'Elsewhere';
    my @rights = qw(
        SeeQueue ShowTicket ShowTicketComments CommentOnTicket ReplyToTicket ModifyTicket SeeCustomField
    );
    for my $right (@rights) {
        ($made, $why) = $user->PrincipalObj->GrantRight(Right => $right, Object => $queue);
        die $why unless $made;
    }
    my $field = RT::CustomField->new($system);
    ($made, $why) = $field->Create(
        Name => 'Severity', Type => 'SelectSingle', Queue => $queue->Id, LookupType => 'RT::Queue-RT::Ticket',
    );
    die $why unless $made;
    $field->AddValue(Name => $_) for qw(Low High);
}
my $root = RT::User->new($system);
$root->Load('root');
for my $owner ($user, $root) {
    my $token = RT::AuthToken->new($system);
    my ($ok, $message, $secret) = $token->Create(Owner => $owner->Id, Description => 'e2e');
    die $message unless $ok;
    print "$secret\\n";
}
"""


@dataclass(frozen=True)
class Served:
    """Where it is, the token of the account that is Alliance's, and of the one that may do everything."""

    address: str
    token: str
    root_token: str


def install() -> None:
    """Installs the packages where they are not. Raises where one is neither there nor root."""
    if all(_is_installed(name) for name in PACKAGES):
        return
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    choices = "request-tracker5 request-tracker5/dbconfig-install boolean false\n"
    subprocess.run(["debconf-set-selections"], input=choices, text=True, check=True)
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=surroundings)
    command = ["apt-get", "-qq", "--yes", "--no-install-recommends", "install", *PACKAGES]
    subprocess.run(command, check=True, env=surroundings, stdout=subprocess.DEVNULL)


def _is_installed(name: str) -> bool:
    asked = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", name]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.stdout == "installed"


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Served]:
    """A new one, with a queue `Network` that the account sees and a queue `Elsewhere` that it does not."""
    port = _free_port()
    configuration = folder / "RT_SiteConfig.pm"
    configuration.write_text(_CONFIGURATION.format(port=port, folder=folder), encoding="utf-8")
    surroundings = os.environ | {"RT_SITE_CONFIG": str(configuration), "RT_SITE_CONFIG_DIR": str(folder / "none")}
    _run(["rt-setup-database-5", "--action", "init", "--skip-create", "--dba-password", ""], surroundings)
    tokens = _run(["perl", "-e", _TOKEN], surroundings).split()
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [_SERVER, "--port", str(port), "--host", "127.0.0.1"],
            env=surroundings,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(server, f"http://127.0.0.1:{port}/REST/2.0/rt", folder)
        yield Served(f"http://127.0.0.1:{port}", *tokens[-2:])
    finally:
        os.killpg(server.pid, 15)
        server.wait(30)


def _run(command: list[str], surroundings: dict[str, str]) -> str:
    done = subprocess.run(
        [_command(command[0]), *command[1:]], env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def _command(name: str) -> str:
    """Debian keeps an administrator's commands beside those that all find."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        raise RuntimeError(f"{name} is not installed.")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str, folder: Path) -> None:
    """Until it answers, be it that it does not know us."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=20):
                return
        except OSError as refused:
            if getattr(refused, "code", None) == 401:
                return
        time.sleep(0.2)
    raise RuntimeError(f"It did not start: {(folder / 'server.log').read_text(errors='replace')[-3000:]}")
