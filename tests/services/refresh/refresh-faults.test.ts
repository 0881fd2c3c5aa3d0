import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import type { FakeFault } from '#tests/support/fake-source.ts';
import { CONSENT_PAGE, type YahooFaultKind } from '#tests/support/yahoo-faults.ts';

import { driveFault, printFaults, type FaultRow } from './faults/fault-row.ts';
import {
  startEcbRig,
  startEdgarRig,
  startOpenRouterRig,
  type StartOfficialRig,
} from './faults/official-rigs.ts';
import { startYahooRig, type YahooTarget } from './faults/yahoo-rig.ts';

/**
 * The suite of faults: every source, every fault that can meet it, over HTTP and down to the database; what is stored,
 * what is kept apart, what Health shows and that the run after it makes good. The table is printed from the rows that
 * the assertions saw.
 */

type Expected = Omit<FaultRow, 'source' | 'fault' | 'data' | 'why'> & { readonly why: RegExp };

/** The source is away for the moment: the run waits and then goes on. */
const waits = (why: RegExp, { nextTry = 'after 60 s', brings = '1 new' } = {}): Expected => ({
  ...{
    stored: 'nothing',
    keptApart: 'none',
    run: 'waits',
    sourceState: 'failed the last time',
    why,
    nextTry,
  },
  then: `same run: succeeded, ${brings}`,
});

/** Asking again would not help: the run has failed, that of the next slot does it. */
const failed = (why: RegExp, { keptApart = 'none', brings = '1 new' } = {}): Expected => ({
  ...{ stored: 'nothing', keptApart, run: 'failed', sourceState: 'failed the last time', why },
  ...{ nextTry: 'next slot', then: `next slot: succeeded, ${brings}` },
});

/** An answer came, of which perhaps not all is believed. */
const done = (stored: string, keptApart: string, why: RegExp, brings: string): Expected => ({
  ...{ stored, keptApart, run: 'done', sourceState: 'ready', why },
  ...{ nextTry: 'next slot', then: `next slot: succeeded, ${brings}` },
});

const NOTHING_TO_SAY = /^$/;
const ONE = '1, to be corrected';
const ONE_TO_DECIDE = '1, 1 to accept or keep out';
const TWO_TO_DECIDE = '2, 2 to accept or keep out';

const JUMP = { kind: 'hundredfold-jump', row: 6, factor: 100 } as const;
const SPLIT = { kind: 'split-day', row: -1, numerator: 4, denominator: 1 } as const;
const insteadOf = (value: unknown): YahooFaultKind => ({ kind: 'instead-of-close', row: 6, value });
const duplicate = (isDifferent: boolean): YahooFaultKind => ({ kind: 'duplicate-day', row: 6, isDifferent });

const OWN_WAIT = { kind: 'status', status: 429, retryAfter: '1800' } as const;
const AFTER_HALF_AN_HOUR = { nextTry: 'after 1800 s' };

/** Rows of a chart: the five sessions that are read again, one before them, and the new one, which is the seventh. */
const YAHOO: readonly (readonly [string, YahooTarget, YahooFaultKind, Expected])[] = [
  ['429 with Retry-After: 1800', 'chart', OWN_WAIT, waits(/429 and asks to wait 1800 s/, AFTER_HALF_AN_HOUR)],
  ['429 without Retry-After', 'chart', { kind: 'status', status: 429 }, waits(/429: too many requests/)],
  ['503', 'chart', { kind: 'status', status: 503 }, waits(/503: it is out of order/)],
  ['401', 'chart', { kind: 'status', status: 401 }, failed(/401: it does not serve this server/)],
  ['404', 'chart', { kind: 'status', status: 404 }, failed(/404: it does not have what was asked for/)],
  ['empty 200', 'chart', { kind: 'body', body: '' }, waits(/sent an empty answer/)],
  ['truncated JSON', 'chart', { kind: 'truncated' }, waits(/is cut off or no JSON/)],
  ['consent page', 'chart', { kind: 'consent-page' }, failed(/asks for consent to its cookies/)],
  ['connection reset', 'chart', { kind: 'reset' }, waits(/broke off \(ECONNRESET\)/)],
  ['hang', 'chart', { kind: 'hang' }, waits(/did not answer in full within 0\.3 s/)],
  [
    'renamed field',
    'chart',
    { kind: 'renamed', from: 'close', to: 'closing' },
    failed(/Nothing that came for \w+ can be used: The column is missing or was renamed/, { keptApart: ONE }),
  ],
  [
    'wrong currency',
    'chart',
    { kind: 'wrong-currency', currency: 'EUR' },
    failed(/The listing is in USD, Yahoo says another currency/, { keptApart: ONE }),
  ],
  ['split day, past not restated', 'chart', SPLIT, done('1 new', 'none', NOTHING_TO_SAY, '1 revised')],
  ['hundredfold jump', 'chart', JUMP, done('nothing', ONE_TO_DECIDE, /^A hundredfold jump/, '1 new')],
  ['null bar', 'chart', { kind: 'null-bars', rows: [6] }, done('nothing', 'none', NOTHING_TO_SAY, '1 new')],
  ['infinity', 'chart', insteadOf('Infinity'), done('nothing', ONE, /^It is infinite/, '1 new')],
  ['empty object', 'chart', insteadOf({}), done('nothing', ONE, /^It is an object/, '1 new')],
  ['duplicate day, the same', 'chart', duplicate(false), done('1 new', 'none', NOTHING_TO_SAY, 'nothing')],
  [
    'duplicate day, different',
    'chart',
    duplicate(true),
    done('nothing', TWO_TO_DECIDE, /^Yahoo gives this day more than once/, '1 new'),
  ],
  [
    'clock skew: a bar of the future',
    'chart',
    { kind: 'future-bars', days: 3 },
    done('1 new', ONE, /^The day is in the future/, 'nothing'),
  ],
  [
    'crumb "Too Many Requests"',
    'crumb',
    { kind: 'body', body: 'Too Many Requests' },
    waits(/says with status 200 that there were too many requests/),
  ],
  ['401 for the crumb', 'crumb', { kind: 'status', status: 401 }, failed(/401: it does not serve/)],
  [
    'consent asked for at the session',
    'session',
    { kind: 'consent-redirect' },
    failed(/consent\.yahoo\.com asks for consent/),
  ],
  ['429 for quotes', 'quote', OWN_WAIT, waits(/429 and asks to wait 1800 s/, AFTER_HALF_AN_HOUR)],
  [
    'quotes: renamed field',
    'quote',
    { kind: 'renamed', from: 'regularMarketPrice', to: 'price' },
    failed(/The field is missing or was renamed/, { keptApart: ONE }),
  ],
  [
    'quotes: wrong currency',
    'quote',
    { kind: 'wrong-currency', currency: 'EUR' },
    failed(/Yahoo says another currency or none/, { keptApart: ONE }),
  ],
  [
    'statements: renamed field',
    'statements',
    { kind: 'renamed', from: 'reportedValue', to: 'value' },
    failed(/The field reportedValue is missing, renamed .* \(20 of 20 quarters\)/, {
      keptApart: '4, to be corrected',
      brings: 'nothing',
    }),
  ],
  ['statements: hang', 'statements', { kind: 'hang' }, waits(/did not answer/, { brings: 'nothing' })],
];

const rewritten = (rewrite: (body: string) => string): FakeFault => ({ kind: 'rewritten', rewrite });
/** Puts `part` in twice, the second time with `change`. */
const twice = (part: RegExp, join: string, change: (text: string) => string = (text) => text): FakeFault =>
  rewritten((body) => body.replace(part, (text) => `${text}${join}${change(text)}`));

/** Faults of the connection, alike for the three that speak plain HTTP. `form`: how a text of another form is called. */
function connectionFaults(form: RegExp, missing: Expected, brings: string) {
  const of = (why: RegExp, more = {}) => waits(why, { brings, ...more });
  return [
    ['429 with Retry-After: 1800', OWN_WAIT, of(/429 and asks to wait 1800 s/, AFTER_HALF_AN_HOUR)],
    ['429 without Retry-After', { kind: 'status', status: 429 }, of(/429: too many requests/)],
    ['503', { kind: 'status', status: 503 }, of(/503: it is out of order/)],
    ['401', { kind: 'status', status: 401 }, failed(/401: it does not serve this server/, { brings })],
    ['404', { kind: 'status', status: 404 }, missing],
    ['empty 200', { kind: 'empty' }, of(/sent an empty answer/)],
    ['truncated', { kind: 'truncated' }, of(form)],
    ['consent page', rewritten(() => CONSENT_PAGE), of(form)],
    ['connection reset', { kind: 'reset', isInBody: false }, of(/broke off \(/)],
    ['connection reset in the body', { kind: 'reset', isInBody: true }, of(/broke off \(/)],
    ['hang', { kind: 'hang' }, of(/did not answer in full within 0\.3 s/)],
  ] as const satisfies readonly OfficialCase[];
}

type OfficialCase = readonly [string, FakeFault, Expected];

const NOT_THERE = /404: it does not have what was asked for/;

/** The newest row of the register is the last, of the bank the first, of the catalogue the last. */
const OFFICIAL: readonly (readonly [StartOfficialRig, readonly OfficialCase[]])[] = [
  [
    startEdgarRig,
    [
      // The register answers so for a company that it does not have: no failure, but Health says that it is not there.
      ...connectionFaults(
        /sent facts of another form/,
        done('nothing', 'none', /^1 not there\.$/, '1 new'),
        '1 new',
      ),
      [
        'renamed field',
        rewritten((body) => body.replaceAll('"val"', '"amount"')),
        failed(/val is not there; the source may have renamed it \(2 of 2 rows\)/, { keptApart: ONE }),
      ],
      [
        'null value',
        rewritten((body) => body.replace(/"val":\d+2,/, '"val":null,')),
        done('nothing', ONE, /^val: .*\(1 of 2 rows\)/, '1 new'),
      ],
      [
        'clock skew: filed in the future',
        rewritten((body) => body.replace(/("filed":")[\d-]+("[^"]*$)/, '$12027-01-04$2')),
        done('nothing', ONE, /^The filing is dated 2027-01-04, in the future/, '1 new'),
      ],
      [
        'duplicate row, the same',
        twice(/\{"start"[^}]*\}(?=\])/, ','),
        done('1 new', 'none', NOTHING_TO_SAY, 'nothing'),
      ],
      [
        'duplicate row, different',
        twice(/\{"start"[^}]*\}(?=\])/, ',', (text) => text.replace(/"val":\d+/, '"val":77')),
        done('nothing', TWO_TO_DECIDE, /^Filing [\d-]+ states several values/, '1 new'),
      ],
      [
        'filed before the period ended',
        rewritten((body) => body.replace(/("filed":")[\d-]+("[^"]*$)/, '$12025-12-01$2')),
        done('nothing', ONE_TO_DECIDE, /^It was filed on 2025-12-01, before the period ended/, '1 new'),
      ],
      [
        'another company',
        rewritten((body) => body.replace('MICROSOFT', 'MICROSTRATEGY')),
        failed(/the register answers for another company/, { keptApart: ONE }),
      ],
    ],
  ],
  [
    startEcbRig,
    [
      ...connectionFaults(/sent no file of rates/, failed(NOT_THERE, { brings: '2 new' }), '2 new'),
      [
        'renamed field',
        rewritten((body) => body.replaceAll('rate=', 'value=')),
        failed(/A Cube lacks its currency or its rate/, { keptApart: '4, to be corrected', brings: '2 new' }),
      ],
      [
        'empty rate',
        rewritten((body) => body.replace(/("KRW" rate=)"[\d.]+"/, '$1""')),
        done('1 new', ONE, /^The rate is no number above zero/, '1 new'),
      ],
      [
        'clock skew: a day of the future',
        rewritten((body) => body.replace(/time="[\d-]+"/, 'time="2027-01-04"')),
        done('nothing', '2, to be corrected', /^The rate is of 2027-01-04, in the future/, '2 new'),
      ],
      [
        'duplicate rate, the same',
        twice(/<Cube currency="KRW" rate="[\d.]+"\/>/, ''),
        done('2 new', 'none', NOTHING_TO_SAY, 'nothing'),
      ],
      [
        'duplicate rate, different',
        twice(/<Cube currency="KRW" rate="[\d.]+"\/>/, '', (text) => text.replace('17', '18')),
        done('1 new', TWO_TO_DECIDE, /^The file states several rates/, '1 new'),
      ],
      [
        'wrong currency: the pair upside down',
        rewritten((body) => body.replace(/("KRW" rate=)"[\d.]+"/, '$1"0.000588"')),
        done('1 new', ONE_TO_DECIDE, /^0\.000502564 KRW for one USD is outside \d+ to \d+\.$/, '1 new'),
      ],
    ],
  ],
  [
    startOpenRouterRig,
    [
      ...connectionFaults(/sent no list of models/, failed(NOT_THERE), '1 new'),
      [
        'renamed field',
        rewritten((body) => body.replaceAll('"prompt"', '"input"')),
        failed(/pricing\.prompt is not there/, { keptApart: '2, to be corrected' }),
      ],
      [
        'null price',
        rewritten((body) => body.replace('"0.000003"', 'null')),
        done('nothing', ONE, /^pricing\.completion/, '1 new'),
      ],
      [
        'clock skew: taken up in the future',
        rewritten((body) =>
          body.replace(/"created":\d+(?=[^]*"0.000003")(?![^]*"created")/, '"created":1830000000'),
        ),
        done('nothing', ONE, /^Taken up on 2027-12-28, in the future/, '1 new'),
      ],
      [
        'duplicate model, the same',
        twice(/\{"id":"[^"]*\/b".*\}(?=\]\})/, ','),
        done('1 new', 'none', NOTHING_TO_SAY, 'nothing'),
      ],
      [
        'duplicate model, different',
        twice(/\{"id":"[^"]*\/b".*\}(?=\]\})/, ',', (text) => text.replace('0.000003', '0.000004')),
        done('nothing', TWO_TO_DECIDE, /^The list states this model more than once/, '1 new'),
      ],
      [
        'wrong unit: dollars for each token in thousands',
        rewritten((body) => body.replace('"0.000003"', '"0.03"')),
        done('nothing', ONE_TO_DECIDE, /^The price is no decimal number from 0 to 10000/, '1 new'),
      ],
    ],
  ],
];

let database: OpenDatabase;
const seen: FaultRow[] = [];
beforeAll(async () => {
  process.env['SEC_CONTACT'] = 'Tests tests@firm.example';
  database = await openDatabase({ seeded: false });
});
afterAll(async () => {
  console.log(printFaults(seen));
  await database.close();
});

async function meet(
  name: string,
  start: () => ReturnType<StartOfficialRig>,
  { why, ...expected }: Expected,
): Promise<void> {
  const rig = await start();
  try {
    const row = await driveFault(name, rig);
    seen.push(row);

    expect(row).toEqual({
      ...{ source: rig.source, fault: name, ...expected, data: 'kept, whole' },
      why: expect.stringMatching(why) as string,
    });
  } finally {
    await rig.close();
  }
}

describe('a refresh from Yahoo', () => {
  it.each(YAHOO.map((each, index) => [...each, index] as const))(
    'under %s',
    (name, on, fault, expected, nth) => meet(name, () => startYahooRig(nth, on, fault), expected),
  );
});

describe.each(
  OFFICIAL.map(([start, cases], index) => [['EDGAR', 'the ECB', 'OpenRouter'][index], start, cases] as const),
)('a refresh from %s', (_, start, cases) => {
  it.each(cases.map((each, index) => [...each, index] as const))('under %s', (name, fault, expected, nth) =>
    meet(name, () => start(nth, fault), expected),
  );
});
