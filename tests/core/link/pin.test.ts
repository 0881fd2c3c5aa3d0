import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfLink, readPin, scopeOfLink, withoutPin, writePin } from '#lib/core/link/pin.ts';
import { liveAddress, pinAddress, readLink, writeLink } from '#lib/core/link/read-link.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const PIN = { asOf: '2026-11-20', dataVersion: 3, modelVersion: '1.4.0', seed: 7 };

describe('the pin of a link', () => {
  it('reads as a person would say it', () => {
    expect(writePin(PIN)).toBe('2026-11-20,d3,m1.4.0,s7');
    expect(writePin({ ...PIN, seed: null })).toBe('2026-11-20,d3,m1.4.0');
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(anyPin, (pin) => {
        if (pin !== null) expect(readPin(writePin(pin))).toEqual({ value: pin });
      }),
    );
  });

  it.each([
    '',
    '3',
    '2026-11-20',
    '2026-11-20,d3',
    '2026-02-30,d3,m1.4.0',
    '2026-11-20,d0,m1.4.0',
    '2026-11-20,d-1,m1.4.0',
    '2026-11-20,d3.5,m1.4.0',
    '2026-11-20,d3,m1.4',
    '2026-11-20,d3,m<b>',
    '2026-11-20,d3,m1.4.0,s9007199254740993',
    '2026-11-20,d3,m1.4.0,s7,x1',
    '2026-11-20,d3,m1.4.0,s7\n',
  ])('refuses "%s", half of a pin too', (raw) => {
    expect(readPin(raw)).toEqual({ message: expect.stringContaining('2026-11-20,d3,m1.4.0,s7') as string });
  });

  it('asks the services for its version, and for its day unless the link has one of its own', () => {
    expect(scopeOfLink({ asOf: null, pin: null })).toEqual({});
    expect(scopeOfLink({ asOf: '2026-05-01', pin: null })).toEqual({ asOf: '2026-05-01' });
    expect(scopeOfLink({ asOf: null, pin: PIN })).toEqual({ asOf: '2026-11-20', dataVersion: 3 });
    expect(scopeOfLink({ asOf: '2026-05-01', pin: PIN })).toEqual({ asOf: '2026-05-01', dataVersion: 3 });
    expect(dayOfLink({ asOf: null, pin: PIN }, '2027-01-01')).toBe('2026-11-20');
    expect(dayOfLink({ asOf: null, pin: null }, '2027-01-01')).toBe('2027-01-01');
  });
});

describe('addresses with a pin', () => {
  it('are of version 2, which releases before pins refuse whole; live ones stay of version 1', () => {
    expect(writeLink([['x', '1']], null)).toBe('?x=1&v=1');
    expect(pinAddress('https://host/a?x=1&v=1#there', PIN)).toBe(
      'https://host/a?x=1&pin=2026-11-20,d3,m1.4.0,s7&v=2',
    );
    expect(pinAddress('https://host/a', { ...PIN, seed: null })).toBe(
      'https://host/a?pin=2026-11-20,d3,m1.4.0&v=2',
    );
  });

  it('take one pin in the place of another, and are live again without it', () => {
    const pinned = pinAddress('https://host/a?x=1&asOf=2026-05-01&pin=2025-01-01,d1,m1.0.0&v=2', PIN);
    expect(new URL(pinned).searchParams.getAll('pin')).toEqual([writePin(PIN)]);
    const pairs = [...new URL(pinned).searchParams];
    expect(liveAddress('/a', pairs)).toBe('/a?x=1&asOf=2026-05-01&v=1');
    expect(liveAddress('/a', withoutPin([['pin', writePin(PIN)]]))).toBe('/a');
  });

  it('are refused by a page that does not know pins, rather than shown live in silence', () => {
    const { faults } = readLink([...new URL(pinAddress('https://host/a', PIN)).searchParams], {});
    expect(faults).toEqual([expect.objectContaining({ param: 'pin' })]);
  });
});
