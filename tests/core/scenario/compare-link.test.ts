import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addScenario,
  applyEdit,
  duplicateScenario,
  removeScenario,
  resetScenario,
} from '#lib/core/scenario/compare-edits.ts';
import {
  COMPARED_OUTPUTS,
  comparePairs,
  DEFAULT_COMPARE_LINK,
  nameScenarios,
  readCompareLink,
  writeCompareLink,
  type CompareLink,
} from '#lib/core/scenario/compare-link.ts';
import { curatedWorld, ordinaryScenario } from '#tests/support/exposure-world.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const TODAY = '2026-11-23';
const world = curatedWorld(TODAY);

const read = (query: string) => readCompareLink(new URLSearchParams(query), TODAY);

/** "-0" and "0" are one number in a link. */
const plainZero = (link: CompareLink): CompareLink => ({
  ...link,
  scenarios: link.scenarios.map(({ name, scenario }) => ({
    name,
    scenario: Object.fromEntries(
      Object.entries(scenario).map(([field, value]) => [field, value === 0 ? 0 : value]),
    ),
  })),
});

const anyLink: fc.Arbitrary<CompareLink> = fc
  .record({
    asOf: fc.constantFrom(null, '2026-05-01', '2025-12-31'),
    pin: anyPin,
    scenarios: fc.array(
      fc.record({
        name: fc.constantFrom(null, 'Bear', '50 %, no rebound', 'a&b=c', 'Ünder:stress, 1'),
        scenario: fc.oneof(ordinaryScenario, fc.constant({ savingPath: 'fleet' as const })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    output: fc.constantFrom(...COMPARED_OUTPUTS),
    pick: fc.nat(2),
  })
  .map(({ asOf, pin, scenarios, output, pick }) => ({
    asOf,
    pin,
    scenarios,
    output,
    against: scenarios.length < 2 ? 1 : 1 + (pick % (scenarios.length - 1)),
  }));

describe('link of compared scenarios', () => {
  it('reads back every link exactly as it was written', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const { link: back, edit, faults } = read(writeCompareLink(link, TODAY));
        expect(faults).toEqual([]);
        expect(edit).toBeNull();
        expect(plainZero(back)).toEqual(plainZero(link));
      }),
    );
  });

  it('is empty for the presets, readable for the rest, with the version last', () => {
    expect(writeCompareLink(DEFAULT_COMPARE_LINK, TODAY)).toBe('');
    expect(read('').link).toEqual(DEFAULT_COMPARE_LINK);
    const link: CompareLink = {
      asOf: '2026-11-20',
      pin: null,
      scenarios: [
        { name: 'Bear', scenario: { memorySaving: 0.5, usageElasticity: 0 } },
        { name: null, scenario: {} },
        { name: null, scenario: { savingPath: 'fleet', horizonQuarters: 13 } },
      ],
      against: 2,
      output: 'total.changePct',
    };
    expect(writeCompareLink(link, TODAY)).toBe(
      '?a=x:0.5,e:0&na=Bear&b=&c=s:fleet,h:2029Q4&with=c&out=total.changePct&asOf=2026-11-20&v=1',
    );
  });

  it('says nothing of presets that only got a name', () => {
    const [first, ...rest] = DEFAULT_COMPARE_LINK.scenarios;
    const link = { ...DEFAULT_COMPARE_LINK, scenarios: [{ ...first, name: 'House', scenario: {} }, ...rest] };
    expect(writeCompareLink(link, TODAY)).toBe('?na=House&v=1');
    expect(read('na=House&v=1').link).toEqual(link);
  });

  it('closes gaps between letters, and counts the pair by its letter', () => {
    const { link, faults } = read('a=&c=x:0.5&d=s:fleet&with=d');
    expect(faults).toEqual([]);
    expect(link.scenarios.map(({ scenario }) => scenario)).toEqual([
      {},
      { memorySaving: 0.5 },
      { savingPath: 'fleet' },
    ]);
    expect(link.against).toBe(2);
    expect(comparePairs(link, TODAY).map(([name]) => name)).toEqual(['a', 'b', 'c', 'with']);
  });

  it.each([
    ['a=x:0.5,zz:1', 'a, zz', '1'],
    ['a=x:half', 'a, x', 'half'],
    ['b=x', 'b', 'x'],
    ['b=x:1:2', 'b', 'x:1:2'],
    ['a=x:0.1,x:0.2', 'a, x', '0.2'],
    ['a=v:1', 'a, v', '1'],
    ['a=asOf:2026-01-01', 'a, asOf', '2026-01-01'],
    ['a=h:2025Q1', 'a, h', '2025Q1'],
    ['a=&with=a', 'with', 'a'],
    ['a=&b=&with=d', 'with', 'd'],
    ['out=total', 'out', 'total'],
    ['a=&nb=Bear', 'nb', 'Bear'],
    [`na=${'n'.repeat(33)}`, 'na', 'n'.repeat(33)],
    ['na=', 'na', ''],
    ['zz=1', 'zz', '1'],
    ['a=&a=x:0.5', 'a', 'x:0.5'],
    ['v=9', 'v', '9'],
    ['asOf=tomorrow', 'asOf', 'tomorrow'],
  ])('refuses a part of "%s" by name and value', (query, param, raw) => {
    expect(read(query).faults).toEqual([expect.objectContaining({ param, raw })]);
  });

  it('keeps what can be read beside what cannot', () => {
    expect(read('a=x:0.5,zz:1&b=e:2').link.scenarios.map(({ scenario }) => scenario)).toEqual([
      { memorySaving: 0.5 },
      { usageElasticity: 2 },
    ]);
  });

  it('names presets, letters the rest, and lets no two be alike', () => {
    expect(nameScenarios(DEFAULT_COMPARE_LINK.scenarios)).toEqual([
      'Base',
      'Fleet',
      '50 %, no rebound',
      '50 %, ten times the calls',
    ]);
    const plain = { name: null, scenario: {} };
    expect(nameScenarios([plain, { name: null, scenario: { memorySaving: 0.1 } }, plain])).toEqual([
      'Base (A)',
      'Scenario B',
      'Base (C)',
    ]);
  });
});

describe('edits of compared scenarios', () => {
  const three = read('a=&b=x:0.5&c=s:fleet&with=c').link;

  it('copies to the end while there is room', () => {
    const four = duplicateScenario(three, 1);
    expect(four?.scenarios[3]?.scenario).toEqual({ memorySaving: 0.5 });
    expect(four === null ? null : duplicateScenario(four, 0)).toBeNull();
    expect(addScenario(three, { name: null, scenario: {} })?.scenarios).toHaveLength(4);
  });

  it('removes all but the last one, and keeps the pair where it can', () => {
    expect(removeScenario(three, 1)).toMatchObject({
      against: 1,
      scenarios: [{}, { scenario: { savingPath: 'fleet' } }],
    });
    expect(removeScenario(three, 2)?.against).toBe(1);
    const one = read('a=x:0.5').link;
    expect(removeScenario(one, 0)).toBeNull();
  });

  it('resets a column that has something set, and no other', () => {
    expect(resetScenario(three, 0)).toBeNull();
    expect(resetScenario(three, 1)?.scenarios[1]).toEqual({ name: null, scenario: {} });
  });

  const edit = (field: string, text: string, column = 1) => applyEdit(world, three, { column, field, text });

  it('sets an input, back to its default by nothing or by the default itself', () => {
    expect(edit('e', '0')).toMatchObject({
      ok: true,
      value: { scenarios: [{}, { scenario: { memorySaving: 0.5, usageElasticity: 0 } }, {}] },
    });
    for (const text of ['', '0.28']) {
      const done = edit('x', text);
      expect(done.ok && done.value.scenarios[1]?.scenario).toEqual({});
    }
  });

  it('lets what excludes each other replace each other', () => {
    const done = edit('s', 'fleet');
    expect(done.ok && done.value.scenarios[1]?.scenario).toEqual({ savingPath: 'fleet' });
    const back = edit('x', '0.4', 2);
    expect(back.ok && back.value.scenarios[2]?.scenario).toEqual({ memorySaving: 0.4 });
  });

  it('renames, and refuses what it cannot read', () => {
    const named = edit('name', 'Bear');
    expect(named.ok && named.value.scenarios[1]?.name).toBe('Bear');
    expect(edit('x', 'half')).toMatchObject({ ok: false, error: [{ param: 'b, x', raw: 'half' }] });
    expect(edit('zz', '1')).toMatchObject({ ok: false, error: [{ param: 'f', raw: 'zz' }] });
    expect(edit('name', 'n'.repeat(33))).toMatchObject({ ok: false });
  });

  it('reads an edit from the address of a form, for a column that is there', () => {
    expect(read('a=&b=x:0.5&col=b&f=e&to=0').edit).toEqual({ column: 1, field: 'e', text: '0' });
    expect(read('a=&col=b&f=e&to=0').edit).toBeNull();
    expect(read('col=d&f=e&to=').edit).toEqual({ column: 3, field: 'e', text: '' });
  });
});
