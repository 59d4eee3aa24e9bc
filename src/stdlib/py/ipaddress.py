"""Addresses of the Internet and networks of them, of 32 bits (IPv4) or 128 (IPv6).

    192.168.1.7   an address, a number          192.168.0.0/16   a network: 16 bits that all its addresses share
"""

import functools

__all__ = ['ip_address', 'ip_network', 'ip_interface', 'IPv4Address', 'IPv4Network', 'IPv4Interface', 'IPv6Address',
           'IPv6Network', 'IPv6Interface', 'AddressValueError', 'NetmaskValueError', 'summarize_address_range',
           'collapse_addresses', 'get_mixed_type_key', 'v4_int_to_packed', 'v6_int_to_packed']

IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """A value that is no address."""


class NetmaskValueError(ValueError):
    """A value that is no mask."""


def _either(value, four, six, what, *more):
    for make in (four, six):
        try:
            return make(value, *more)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{value!r} does not appear to be an IPv4 or IPv6 {what}')


def ip_address(address):
    """An IPv4Address or IPv6Address."""
    return _either(address, IPv4Address, IPv6Address, 'address')


def ip_network(address, strict=True):
    """An IPv4Network or IPv6Network."""
    return _either(address, IPv4Network, IPv6Network, 'network', strict)


def ip_interface(address):
    """An IPv4Interface or IPv6Interface."""
    return _either(address, IPv4Interface, IPv6Interface, 'interface')


def v4_int_to_packed(address):
    """The four bytes of a number."""
    try:
        return address.to_bytes(4)
    except OverflowError:
        raise ValueError('Address negative or too large for IPv4') from None


def v6_int_to_packed(address):
    """The sixteen bytes of a number."""
    try:
        return address.to_bytes(16)
    except OverflowError:
        raise ValueError('Address negative or too large for IPv6') from None


def _find_range(addresses):
    """Pairs of the first and the last of addresses that follow each other."""
    addresses = iter(addresses)
    first = last = next(addresses)
    for address in addresses:
        if address._ip != last._ip + 1:
            yield first, last
            first = address
        last = address
    yield first, last


def summarize_address_range(first, last):
    """The networks that together are a range of addresses."""
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError('first and last must be IP addresses, not networks')
    if first.version != last.version:
        raise TypeError(f'{first} and {last} are not of the same version')
    if first > last:
        raise ValueError('last IP address must be greater than first')
    network = IPv4Network if first.version == 4 else IPv6Network
    bits, at, end = first._max_prefixlen, first._ip, last._ip
    while at <= end:
        zeros = bits if at == 0 else (at & -at).bit_length() - 1
        size = min(zeros, (end - at + 1).bit_length() - 1)
        yield network((at, bits - size))
        at += 1 << size
        if at - 1 == network._all_ones:
            break


def _collapsed(networks):
    waiting, subnets = list(networks), {}
    while waiting:
        network = waiting.pop()
        above = network.supernet()
        known = subnets.get(above)
        if known is None:
            subnets[above] = network
        elif known != network:
            del subnets[above]
            waiting.append(above)
    last = None
    for network in sorted(subnets.values()):
        if last is None or last.broadcast_address < network.broadcast_address:
            yield network
            last = network


def collapse_addresses(addresses):
    """As few networks as the given ones make together."""
    alone, networks = [], []
    for it in addresses:
        known = (alone or networks)[-1:]
        if known and known[0].version != it.version:
            raise TypeError(f'{it} and {known[0]} are not of the same version')
        if isinstance(it, _BaseAddress):
            alone.append(it)
        elif it._prefixlen == it._max_prefixlen:
            alone.append(getattr(it, 'ip', it.network_address))
        else:
            networks.append(it)
    for first, last in _find_range(sorted(set(alone))) if alone else ():
        networks.extend(summarize_address_range(first, last))
    return _collapsed(networks)


def get_mixed_type_key(obj):
    """A key to sort addresses and networks together."""
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj._get_address_key()
    return NotImplemented


class _Base:
    """What addresses and networks share."""

    __slots__ = ()

    @property
    def exploded(self):
        """The text with all its zeros."""
        return self._explode()

    @property
    def compressed(self):
        """The text as short as it gets."""
        return str(self)

    @property
    def reverse_pointer(self):
        """The name to ask a name server for."""
        return self._reverse_pointer()

    @property
    def version(self):
        """4 or 6."""
        return self._version

    def __reduce__(self):
        return type(self), (str(self),)


class _Four:
    """The text of addresses of 32 bits."""

    __slots__ = ()
    _version, _max_prefixlen, _all_ones = 4, 32, 2 ** 32 - 1

    @property
    def max_prefixlen(self):
        """How many bits an address has."""
        return 32

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        octets = text.split('.')
        if len(octets) != 4:
            raise AddressValueError(f'Expected 4 octets in {text!r}')
        number = 0
        for octet in octets:
            problem = None
            if not octet:
                problem = 'Empty octet not permitted'
            elif not (octet.isascii() and octet.isdigit()):
                problem = f'Only decimal digits permitted in {octet!r}'
            elif len(octet) > 3:
                problem = f'At most 3 characters permitted in {octet!r}'
            elif octet != '0' and octet[0] == '0':
                problem = f'Leading zeros are not permitted in {octet!r}'
            elif int(octet) > 255:
                problem = f'Octet {int(octet)} (> 255) not permitted'
            if problem:
                raise AddressValueError(f'{problem} in {text!r}')
            number = number << 8 | int(octet)
        return number

    @classmethod
    def _text(cls, number):
        return '.'.join(map(str, number.to_bytes(4)))

    @classmethod
    def _prefix_of(cls, text):
        """The length of a prefix, out of a length, a netmask or a hostmask."""
        if isinstance(text, int):
            if not 0 <= text <= 32:
                _bad_mask(text)
            return text
        if text.isascii() and text.isdigit():
            return _length(text, 32)
        try:
            number = cls._parse(text)
        except AddressValueError:
            _bad_mask(text)
        for mask in (number, number ^ cls._all_ones):
            zeros = 32 if mask == 0 else (mask & -mask).bit_length() - 1
            if mask >> zeros == (1 << 32 - zeros) - 1:
                return 32 - zeros
        _bad_mask(text)


class _Six:
    """The text of addresses of 128 bits."""

    __slots__ = ()
    _version, _max_prefixlen, _all_ones = 6, 128, 2 ** 128 - 1

    @property
    def max_prefixlen(self):
        """How many bits an address has."""
        return 128

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        parts = text.split(':')
        if len(parts) < 3:
            raise AddressValueError(f'At least 3 parts expected in {text!r}')
        if '.' in parts[-1]:
            try:
                four = IPv4Address(parts.pop())._ip
            except AddressValueError as error:
                raise AddressValueError(f'{error} in {text!r}') from None
            parts += [f'{four >> 16:x}', f'{four & 0xffff:x}']
        if len(parts) > 9:
            raise AddressValueError(f'At most 8 colons permitted in {text!r}')
        gap = None
        for place in range(1, len(parts) - 1):
            if not parts[place]:
                if gap is not None:
                    raise AddressValueError(f"At most one '::' permitted in {text!r}")
                gap = place
        if gap is not None:
            high, low = gap, len(parts) - gap - 1
            if not parts[0]:
                high -= 1
                if high:
                    raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
            if not parts[-1]:
                low -= 1
                if low:
                    raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
            missing = 8 - high - low
            if missing < 1:
                raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
            words = parts[gap - high:gap] + ['0'] * missing + parts[gap + 1:gap + 1 + low]
        else:
            if len(parts) != 8:
                raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
            if not parts[0]:
                raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
            if not parts[-1]:
                raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
            words = parts
        number = 0
        for word in words:
            if not word or set(word) - set('0123456789abcdefABCDEF'):
                raise AddressValueError(f'Only hex digits permitted in {word!r} in {text!r}')
            if len(word) > 4:
                raise AddressValueError(f'At most 4 characters permitted in {word!r} in {text!r}')
            number = number << 16 | int(word, 16)
        return number

    @classmethod
    def _words(cls, number):
        return [f'{number >> shift & 0xffff:x}' for shift in range(112, -1, -16)]

    @classmethod
    def _text(cls, number):
        words = cls._words(number)
        best, start = 0, 0
        place = 0
        while place < 8:
            end = place
            while end < 8 and words[end] == '0':
                end += 1
            if end - place > best:
                best, start = end - place, place
            place = end + 1
        if best < 2:
            return ':'.join(words)
        return ':'.join(words[:start]) + '::' + ':'.join(words[start + best:])

    @classmethod
    def _prefix_of(cls, text):
        if isinstance(text, int):
            if not 0 <= text <= 128:
                _bad_mask(text)
            return text
        return _length(text, 128)


def _bad_mask(text):
    raise NetmaskValueError(f'{text!r} is not a valid netmask') from None


def _length(text, most):
    if not (text.isascii() and text.isdigit()) or int(text) > most:
        _bad_mask(text)
    return int(text)


@functools.total_ordering
class _BaseAddress(_Base):
    __slots__ = ()

    def _number(self, address):
        """The number that a number, bytes or a text stand for."""
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError(f'{address} (< 0) is not permitted as an IPv{self._version} address')
            if address > self._all_ones:
                raise AddressValueError(f'{address} (>= 2**{self._max_prefixlen}) is not permitted as an '
                                        f'IPv{self._version} address')
            return address
        if isinstance(address, bytes):
            if len(address) * 8 != self._max_prefixlen:
                raise AddressValueError(f'{address!r} (len {len(address)} != {self._max_prefixlen // 8}) is not '
                                        f'permitted as an IPv{self._version} address')
            return int.from_bytes(address)
        text = str(address)
        if '/' in text:
            raise AddressValueError(f"Unexpected '/' in {text!r}")
        return self._parse(text)

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self._version == other._version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        if self._version != other._version:
            raise TypeError(f'{self} and {other} are not of the same version')
        return self._ip < other._ip

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    def __str__(self):
        return self._text(self._ip)

    def __hash__(self):
        return hash(hex(self._ip))

    def _get_address_key(self):
        return self._version, self

    def __format__(self, spec):
        if not spec or spec[-1] == 's':
            return format(str(self), spec)
        kind = spec[-1]
        if kind not in 'bnxX':
            return super().__format__(spec)
        if kind == 'n':
            kind = 'b' if self._version == 4 else 'x'
        body = spec[:-1]
        if any(sign not in '#_0' for sign in body):
            return super().__format__(spec)
        width = self._max_prefixlen if kind == 'b' else self._max_prefixlen // 4
        if '_' in body:
            width += width // 4 - 1
        if '#' in body:
            width += 2
        return format(self._ip, f'{"#" if "#" in body else ""}0{width}{"_" if "_" in body else ""}{kind}')

    @property
    def packed(self):
        """The address's bytes."""
        return self._ip.to_bytes(self._max_prefixlen // 8)

    def _within(self, networks):
        return any(self in network for network in networks)

    @property
    def is_multicast(self):
        """Whether it is for groups."""
        return self._within(_RANGES[self._version]['multicast'])

    @property
    def is_private(self):
        """Whether it is not of the public Internet."""
        return self._within(_RANGES[self._version]['private'])

    @property
    def is_global(self):
        """Whether it is of the public Internet."""
        return not self.is_private and not (self._version == 4 and self in IPv4Network('100.64.0.0/10'))

    @property
    def is_reserved(self):
        """Whether it is kept for later."""
        return self._within(_RANGES[self._version]['reserved'])

    @property
    def is_unspecified(self):
        """Whether it is all zeros."""
        return self._ip == 0

    @property
    def is_loopback(self):
        """Whether it is this machine."""
        return self._within(_RANGES[self._version]['loopback'])

    @property
    def is_link_local(self):
        """Whether it is of one link only."""
        return self._within(_RANGES[self._version]['link_local'])


class IPv4Address(_Four, _BaseAddress):
    """An address of 32 bits."""

    __slots__ = ('_ip', '__weakref__')

    def __init__(self, address):
        self._ip = self._number(address)

    def _explode(self):
        return str(self)

    def _reverse_pointer(self):
        return '.'.join(reversed(str(self).split('.'))) + '.in-addr.arpa'

    @property
    def ipv6_mapped(self):
        """The address as IPv6 sees it."""
        return IPv6Address(f'::ffff:{self}')


class IPv6Address(_Six, _BaseAddress):
    """An address of 128 bits, perhaps with a scope: `fe80::1%eth0`."""

    __slots__ = ('_ip', '_scope_id', '__weakref__')

    def __init__(self, address):
        self._scope_id = None
        if not isinstance(address, (int, bytes)):
            text = str(address)
            if '%' in text and '/' not in text:
                address, _, self._scope_id = text.partition('%')
                if not self._scope_id or '%' in self._scope_id:
                    raise AddressValueError(f'Invalid IPv6 address: "{text!r}"')
        self._ip = self._number(address)

    def _explode(self):
        return ':'.join(word.zfill(4) for word in self._words(self._ip)) + self._scope()

    def _scope(self):
        return f'%{self._scope_id}' if self._scope_id else ''

    def __str__(self):
        return self._text(self._ip) + self._scope()

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, '_scope_id', None)

    def _reverse_pointer(self):
        return '.'.join(reversed(self._explode().replace(':', ''))) + '.ip6.arpa'

    @property
    def scope_id(self):
        """Which link an address of a link is of."""
        return self._scope_id

    @property
    def is_site_local(self):
        """Whether it is of one site only."""
        return self in IPv6Network('fec0::/10')

    @property
    def is_private(self):
        """Whether it is not of the public Internet."""
        four = self.ipv4_mapped
        return four.is_private if four is not None else self._within(_RANGES[6]['private'])

    @property
    def ipv4_mapped(self):
        """The IPv4 address that this one stands for, or None."""
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        """The server and the client of a tunnel, or None."""
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)

    @property
    def sixtofour(self):
        """The IPv4 address within, or None."""
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None


@functools.total_ordering
class _BaseNetwork(_Base):
    __slots__ = ()

    def __init__(self, address, strict=True):
        if isinstance(address, (int, bytes)):
            where, mask = address, self._max_prefixlen
        elif isinstance(address, tuple):
            where, mask = address if len(address) > 1 else (address[0], self._max_prefixlen)
        else:
            parts = str(address).split('/')
            if len(parts) > 2:
                raise AddressValueError(f"Only one '/' permitted in {address!r}")
            where, mask = parts if len(parts) == 2 else (parts[0], self._max_prefixlen)
        given = self._address_class(where)
        self._prefixlen = self._prefix_of(mask)
        self.netmask = self._address_class(self._all_ones ^ self._all_ones >> self._prefixlen)
        self.network_address = self._address_class(given._ip & self.netmask._ip)
        if strict and given._ip != self.network_address._ip:
            raise ValueError(f'{given}/{self._prefixlen} has host bits set')
        self._given = given

    @property
    def prefixlen(self):
        """How many bits the addresses share."""
        return self._prefixlen

    @property
    def hostmask(self):
        """The bits that they do not share."""
        return self._address_class(self._all_ones >> self._prefixlen)

    @property
    def broadcast_address(self):
        """The last address."""
        return self._address_class(self.network_address._ip | self.hostmask._ip)

    @property
    def num_addresses(self):
        """How many addresses there are."""
        return 1 << self._max_prefixlen - self._prefixlen

    @property
    def with_prefixlen(self):
        """The text with the length of the prefix."""
        return f'{self.network_address}/{self._prefixlen}'

    @property
    def with_netmask(self):
        """The text with the mask."""
        return f'{self.network_address}/{self.netmask}'

    @property
    def with_hostmask(self):
        """The text with the mask of the hosts."""
        return f'{self.network_address}/{self.hostmask}'

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    def __str__(self):
        return self.with_prefixlen

    def _explode(self):
        return f'{self.network_address.exploded}/{self._prefixlen}'

    def _reverse_pointer(self):
        return f'{self.network_address.reverse_pointer}'

    def hosts(self):
        """The addresses of machines: all but the first and the last."""
        first, last = self.network_address._ip, self.broadcast_address._ip
        if self._prefixlen < self._max_prefixlen - 1:
            first, last = first + 1, last - (1 if self._version == 4 else 0)
        made = map(self._address_class, range(first, last + 1))
        return list(made) if self._prefixlen >= self._max_prefixlen - 1 else made

    def __iter__(self):
        return map(self._address_class, range(self.network_address._ip, self.broadcast_address._ip + 1))

    def __getitem__(self, index):
        number = self.network_address._ip + index
        if index < 0:
            number = self.broadcast_address._ip + index + 1
        if not self.network_address._ip <= number <= self.broadcast_address._ip:
            raise IndexError('address out of range')
        return self._address_class(number)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        if self._version != other._version:
            raise TypeError(f'{self} and {other} are not of the same version')
        return (self.network_address._ip, self.netmask._ip) < (other.network_address._ip, other.netmask._ip)

    def __eq__(self, other):
        try:
            return (self._version == other._version and self.network_address == other.network_address
                    and self._prefixlen == other._prefixlen)
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash((self.network_address._ip, self._prefixlen))

    def __contains__(self, other):
        if self._version != other._version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        """Whether they share addresses."""
        return (other.network_address in self or other.broadcast_address in self
                or self.network_address in other or self.broadcast_address in other)

    def address_exclude(self, other):
        """The networks that are left without another."""
        if self._version != other._version:
            raise TypeError(f'{self} and {other} are not of the same version')
        if not isinstance(other, _BaseNetwork):
            raise TypeError(f'{other} is not a network object')
        if not other.subnet_of(self):
            raise ValueError(f'{other} not contained in {self}')
        if other == self:
            return
        other = type(self)(other.with_prefixlen)
        left, right = self.subnets()
        while left != other and right != other:
            if other.subnet_of(left):
                yield right
                left, right = left.subnets()
            else:
                yield left
                left, right = right.subnets()
        yield right if left == other else left

    def compare_networks(self, other):
        """-1, 0 or 1: which comes first."""
        if self._version != other._version:
            raise TypeError(f'{self} and {other} are not of the same type')
        mine, its = self._get_networks_key(), other._get_networks_key()
        return (mine > its) - (mine < its)

    def _get_networks_key(self):
        return self._version, self.network_address, self.netmask

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The networks that this one is made of."""
        if self._prefixlen == self._max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError('new prefix must be longer')
            if prefixlen_diff != 1:
                raise ValueError('cannot set prefixlen_diff and new_prefix')
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError('prefix length diff must be > 0')
        length = self._prefixlen + prefixlen_diff
        if length > self._max_prefixlen:
            raise ValueError(f'prefix length diff {length} is invalid for netblock {self}')
        step = 1 << self._max_prefixlen - length
        for number in range(self.network_address._ip, self.broadcast_address._ip + 1, step):
            yield type(self)((number, length))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network that this one is a part of."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError('new prefix must be shorter')
            if prefixlen_diff != 1:
                raise ValueError('cannot set prefixlen_diff and new_prefix')
            prefixlen_diff = self._prefixlen - new_prefix
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError(f'current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of '
                             f'{prefixlen_diff}')
        mask = self._all_ones ^ self._all_ones >> length
        return type(self)((self.network_address._ip & mask, length))

    def subnet_of(self, other):
        """Whether all addresses are another's too."""
        if self._version != other._version:
            raise TypeError(f'{self} and {other} are not of the same version')
        return (other.network_address._ip <= self.network_address._ip
                and other.broadcast_address._ip >= self.broadcast_address._ip)

    def supernet_of(self, other):
        """Whether all addresses of another are its own too."""
        if self._version != other._version:
            raise TypeError(f'{self} and {other} are not of the same version')
        return other.subnet_of(self)


def _of_both_ends(name):
    def both(self):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)
    return property(both)


for _name in ('is_multicast', 'is_private', 'is_global', 'is_reserved', 'is_unspecified', 'is_loopback',
              'is_link_local'):
    setattr(_BaseNetwork, _name, _of_both_ends(_name))


class IPv4Network(_Four, _BaseNetwork):
    """A network of addresses of 32 bits."""

    _address_class = IPv4Address


class IPv6Network(_Six, _BaseNetwork):
    """A network of addresses of 128 bits."""

    _address_class = IPv6Address
    is_site_local = _of_both_ends('is_site_local')


class _Interface:
    """An address and the network that it is in."""

    def _setup(self, address, network):
        self.network = network(address, strict=False)
        self.netmask, self._prefixlen = self.network.netmask, self.network._prefixlen

    @property
    def hostmask(self):
        """The bits that the network's addresses do not share."""
        return self.network.hostmask

    @property
    def with_prefixlen(self):
        """The text with the length of the prefix."""
        return f'{self.ip}/{self._prefixlen}'

    @property
    def with_netmask(self):
        """The text with the mask."""
        return f'{self.ip}/{self.netmask}'

    @property
    def with_hostmask(self):
        """The text with the mask of the hosts."""
        return f'{self.ip}/{self.hostmask}'

    def __str__(self):
        return self.with_prefixlen

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self.network == getattr(other, 'network', None)

    def __lt__(self, other):
        less = super().__lt__(other)
        if less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    __reduce__ = _Base.__reduce__


class IPv4Interface(_Interface, IPv4Address):
    """An address of 32 bits and its network."""

    def __init__(self, address):
        self._setup(address, IPv4Network)
        super().__init__(self.network._given)

    @property
    def ip(self):
        """The address alone."""
        return IPv4Address(self._ip)


class IPv6Interface(_Interface, IPv6Address):
    """An address of 128 bits and its network."""

    def __init__(self, address):
        self._setup(address, IPv6Network)
        super().__init__(self.network._given)

    @property
    def ip(self):
        """The address alone."""
        return IPv6Address(self._ip)


_RANGES = {
    4: {
        'multicast': ['224.0.0.0/4'],
        'private': ['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/29',
                    '192.0.0.170/31', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24',
                    '203.0.113.0/24', '240.0.0.0/4', '255.255.255.255/32'],
        'reserved': ['240.0.0.0/4'],
        'loopback': ['127.0.0.0/8'],
        'link_local': ['169.254.0.0/16'],
    },
    6: {
        'multicast': ['ff00::/8'],
        'private': ['::1/128', '::/128', '::ffff:0:0/96', '100::/64', '2001::/23', '2001:2::/48', '2001:db8::/32',
                    '2001:10::/28', 'fc00::/7', 'fe80::/10'],
        'reserved': ['::/8', '100::/8', '200::/7', '400::/6', '800::/5', '1000::/4', '4000::/3', '6000::/3',
                     '8000::/3', 'a000::/3', 'c000::/3', 'e000::/4', 'f000::/5', 'f800::/6', 'fe00::/9'],
        'loopback': ['::1/128'],
        'link_local': ['fe80::/10'],
    },
}
for _version, _network in ((4, IPv4Network), (6, IPv6Network)):
    for _name, _texts in _RANGES[_version].items():
        _RANGES[_version][_name] = [_network(_text) for _text in _texts]
