import { describe, expect, it } from 'vitest';

import { isPublicAddress } from '#lib/outbound/public-address.ts';

/** Special-purpose blocks of the IANA registries (RFC 6890 and its updates): first, last and an address inside. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'this network': ['0.0.0.0', '0.1.2.3', '0.255.255.255'],
  private: ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  'shared (CGNAT)': ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  loopback: ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1'],
  'link-local': ['169.254.0.0', '169.254.169.254', '169.254.255.255', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
  'IETF protocols': ['192.0.0.0', '192.0.0.8', '192.0.0.170', '2001:1::1', '2001:1ff::1'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.255', '2001:db8::1', '3fff::1', '3fff:fff::1'],
  '6to4 relay': ['192.88.99.1'],
  benchmarking: ['198.18.0.0', '198.19.255.255', '2001:2::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  reserved: ['240.0.0.0', '254.1.1.1', '255.255.255.255'],
  unspecified: ['::'],
  'unique-local': ['fc00::1', 'fd00::1', 'fd12:3456:789a::1'],
  'site-local': ['fec0::1'],
  discard: ['100::1'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '0:0:0:0:0:ffff:a00:1'],
  'IPv4-compatible': ['::127.0.0.1', '::8.8.8.8'],
  'IPv4-translated': ['::ffff:0:127.0.0.1'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1'],
  '6to4': ['2002:7f00:1::1', '2002:808:808::1'],
  Teredo: ['2001::1', '2001:0:ffff::1'],
  ORCHID: ['2001:10::1', '2001:20::1'],
  'segment routing': ['5f00::1'],
  'not handed out': ['1::1', '4000::1', '8000::1', 'c000::1', 'e000::1'],
  'no address': [
    '',
    'localhost',
    'example.org',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.4/8',
    ':::1',
    '[::1]',
  ],
};

/** Just beside those blocks, and a few well-known ones. */
const TAKEN = [
  ...[
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
  ],
  ...[
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.167.1.1',
  ],
  ...[
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '198.51.99.1',
    '203.0.112.1',
    '203.0.114.1',
    '223.255.255.255',
  ],
  ...[
    '8.8.8.8',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '2001:200::1',
    '2001:db7::1',
    '2001:db9::1',
    '2003::1',
  ],
  ...['2000::1', '3ffe:ffff::1'],
];

describe('isPublicAddress', () => {
  it.each(Object.entries(REFUSED).flatMap(([block, all]) => all.map((address) => [block, address] as const)))(
    'refuses %s: %s',
    (_, address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );

  it.each(TAKEN)('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
