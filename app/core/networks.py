"""Which addresses of the internet protocol lie outside: where a program may send what somebody else has named.

The lists are those of IANA's registries of special purposes (IPv4 and IPv6), and written out here, since what the
standard library knows of them differs from release to release. What is not global is inside; so are the addresses by
which providers of machines tell a machine its secrets, wherever they lie.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_INSIDE_4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
_GLOBAL_6: Final = IPv6Network("2000::/3")
_INSIDE_6: Final = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Of what is global: protocols (Teredo among them), documentation, 6to4."""
_MAPPED_6: Final = tuple(map(IPv6Network, ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "::/96")))
"""What holds an IPv4 address in its last 32 bits and is carried there: mapped, translated, NAT64, compatible."""


def may_be_reached(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Whether it lies outside, or inside a network that is `allowed`."""
    meant = _meant(address)
    if any(each.version == network.version and each in network for each in (address, meant) for network in allowed):
        return True
    if isinstance(meant, IPv4Address):
        return not any(meant in network for network in _INSIDE_4)
    return meant in _GLOBAL_6 and not any(meant in network for network in _INSIDE_6)


def _meant(address: Address) -> Address:
    """Where a packet to this address comes out. ("::" and "::1" are no IPv4 addresses, and inside as such ones too.)"""
    if isinstance(address, IPv6Address) and any(address in network for network in _MAPPED_6):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
