# Addresses and networks as numbers, texts and sets.
import ipaddress as ip

a = ip.ip_address('192.168.1.7')
print(
    a,
    repr(a),
    int(a),
    a + 1,
    a - 1,
    a.is_private,
    a.is_global,
    a.is_multicast,
    a.is_loopback,
    a.packed,
    a.version,
    a.max_prefixlen,
    a.reverse_pointer,
    a.exploded,
    a.compressed,
    f'{a:b}',
    f'{a:x}',
    f'{a:#_X}',
    f'{a:>20s}|',
)
b = ip.ip_address('2001:db8::1')
print(
    b,
    repr(b),
    int(b),
    b.exploded,
    b.is_private,
    b.is_global,
    b.packed,
    b.reverse_pointer,
    b.ipv4_mapped,
    b.sixtofour,
    b.teredo,
)
for t in [
    '::',
    '::1',
    '1::',
    'fe80::1%eth0',
    '::ffff:1.2.3.4',
    '2001:0:0:1:0:0:0:1',
    '1:2:3:4:5:6:7:8',
    '2002:c000:204::',
    'ff02::1',
]:
    x = ip.ip_address(t)
    print(
        x,
        x.exploded if not '%' in str(x) else 0,
        x.is_link_local,
        x.is_reserved,
        x.is_unspecified,
        x.is_private,
        x.is_global,
        getattr(x, 'scope_id', 0),
    )
n = ip.ip_network('192.168.0.0/29')
print(
    n,
    repr(n),
    list(n),
    list(n.hosts()),
    n.num_addresses,
    n.netmask,
    n.hostmask,
    n.broadcast_address,
    n.prefixlen,
    n.with_netmask,
    n.with_hostmask,
    n[1],
    n[-1],
    a in n,
    ip.ip_address('192.168.0.3') in n,
)
print(
    list(n.subnets()),
    list(n.subnets(new_prefix=31)),
    n.supernet(),
    n.supernet(3),
    list(n.address_exclude(ip.ip_network('192.168.0.2/31'))),
)
print(
    n.overlaps(ip.ip_network('192.168.0.0/24')),
    n.subnet_of(ip.ip_network('192.168.0.0/24')),
    n.supernet_of(ip.ip_network('192.168.0.0/30')),
    n.compare_networks(ip.ip_network('10.0.0.0/8')),
    n < ip.ip_network('193.0.0.0/8'),
    n == ip.ip_network('192.168.0.0/255.255.255.248'),
    hash(n) == hash(ip.ip_network('192.168.0.0/29')),
)
i = ip.ip_interface('10.1.2.3/8')
print(i, repr(i), i.ip, i.network, i.netmask, i.with_netmask, i.with_hostmask, i.is_private)
print(list(ip.summarize_address_range(ip.ip_address('192.0.2.0'), ip.ip_address('192.0.2.130'))))
print(
    list(ip.collapse_addresses([ip.ip_network('192.0.2.0/25'), ip.ip_network('192.0.2.128/25')])),
    list(ip.collapse_addresses([ip.ip_address('1.1.1.1'), ip.ip_address('1.1.1.0')])),
)
print(
    sorted([ip.ip_address('10.0.0.2'), ip.ip_address('10.0.0.1')]),
    sorted([ip.ip_network('10.0.0.0/8'), ip.ip_address('1.1.1.1')], key=ip.get_mixed_type_key),
)
