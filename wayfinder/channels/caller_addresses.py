"""Who calls: from which address, and from which site's page."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from environs import Env

from wayfinder.channels.refusals import Refusal, SettingInvalid

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def trusted_proxies() -> tuple[Network, ...]:
    """Return the networks whose word on the caller's address is believed, of WAYFINDER_TRUSTED_PROXIES.

    Raises:
        SettingInvalid: one of them is no address and no network.
    """
    return tuple(map(_network, Env().list("WAYFINDER_TRUSTED_PROXIES", [])))


def _network(address: str) -> Network:
    try:
        return ipaddress.ip_network(address.strip())
    except ValueError as failure:
        raise SettingInvalid(
            f"WAYFINDER_TRUSTED_PROXIES: {failure}. Write addresses or networks, for example 127.0.0.1, 10.0.0.0/8."
        ) from None


def client_address(peer: str, forwarded_for: Iterable[str], trusted: tuple[Network, ...]) -> str:
    """Return the address that a request came from.

    `forwarded_for` are the X-Forwarded-For headers, to which each proxy appends whom it heard from. They are
    believed from the right, as long as the one who says so is a trusted proxy: what stands further left anybody can write.

    >>> client_address("10.0.0.1", ["6.6.6.6, 203.0.113.9"], (ipaddress.ip_network("10.0.0.0/8"),))
    '203.0.113.9'
    """
    address = peer
    for hop in reversed(",".join(forwarded_for).split(",")):
        if not _is_one_of(address, trusted) or not _is_address(hop.strip()):
            break
        address = hop.strip()
    return address


def household(address: str) -> str:
    """Return what is counted as one caller: an IPv4 address, or the /64 network that an IPv6 customer has.

    >>> household("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    >>> household("::ffff:203.0.113.9")
    '203.0.113.9'
    """
    if not _is_address(address):
        return address
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def check_origin(origin: str | None, host: str, sites: frozenset[str]) -> None:
    """Let our own page pass, the sites that may embed us, and callers that are no page at all.

    Raises:
        Refusal: 403, `origin` is another site.
    """
    if origin is None or origin.lower() in sites:
        return
    # A proxy that ends TLS makes https of the page and http of ours, so the scheme isn't compared.
    if host and _host_of(origin) == host.lower():
        return
    raise Refusal(
        403,
        "origin_not_allowed",
        f"Pages of {origin[:200]} may not use this server.",
        "Add the site to WAYFINDER_SITES, if it should.",
    )


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # such as http://[::1
        return None


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_one_of(address: str, networks: tuple[Network, ...]) -> bool:
    return _is_address(address) and any(ipaddress.ip_address(address) in network for network in networks)
