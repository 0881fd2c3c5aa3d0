import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SOURCES_LINK,
  readSourcesLink,
  refusePage,
  refuseUnknown,
  writeSourcesLink,
  type SourcesLink,
} from '#lib/core/catalogue/sources-link.ts';

const read = (query: string) => readSourcesLink(new URLSearchParams(query));
const KNOWN = { tables: ['event'], who: ['Micron'], ids: ['0123456789ab'], asOf: '2026-11-24' };

describe('the address of the Sources page', () => {
  it('reads what it writes', () => {
    const link: SourcesLink = {
      asOf: '2026-10-01',
      pin: null,
      table: 'event',
      who: 'Micron',
      grade: 'press',
      words: 'HBM & DRAM',
      only: 'conflicts',
      order: 'newest',
      page: 3,
      open: '0123456789ab',
      since: '2026-09-01',
    };
    const written = new URL(writeSourcesLink(link, 'ledger'), 'https://example.com');
    expect(written.hash).toBe('#ledger');
    expect(readSourcesLink(written.searchParams)).toEqual({ link, faults: [] });
  });

  it('is bare by default, and ignores fields that a form left empty', () => {
    expect(writeSourcesLink(DEFAULT_SOURCES_LINK)).toBe('/sources');
    expect(read('q=&table=&only=&s=')).toEqual({ link: DEFAULT_SOURCES_LINK, faults: [] });
  });

  it.each(['grade=best', 'only=all', 'page=0', 'page=1.5', 'open=xyz', 'since=soon', 's=oldest', 'zz=1'])(
    'refuses %s by name',
    (query) => {
      const { link, faults } = read(query);
      expect(link).toEqual(DEFAULT_SOURCES_LINK);
      expect(faults.map(({ param }) => param)).toEqual([query.split('=')[0]]);
    },
  );

  it('refuses what the ledger of the date does not hold', () => {
    const asked = read('table=gossip&who=Nobody&open=ba9876543210&since=2026-12-01');
    const { link, faults } = refuseUnknown(asked, KNOWN);
    expect(link).toEqual(DEFAULT_SOURCES_LINK);
    expect(faults.map(({ param }) => param)).toEqual(['table', 'who', 'open', 'since']);
    const good = read('table=event&who=Micron&open=0123456789ab&since=2026-11-24');
    expect(refuseUnknown(good, KNOWN)).toEqual(good);
  });

  it('shows the last page for one past it, and says so', () => {
    expect(refusePage(read('page=9'), 2)).toMatchObject({ link: { page: 2 }, faults: [{ param: 'page' }] });
    expect(refusePage(read('page=2'), 2).faults).toEqual([]);
  });
});
