/** Every record that ships: all events, all listings, all models, and the placebo distributions beside them. */
import type { IsoDate } from '../facts/types.ts';
import { SECTOR_BENCHMARK } from './benchmarks.ts';
import type { StudyDesk, StudyEvent, StudyListing } from './desk.ts';
import { exchangeOfSymbol } from '../calendar/exchange.ts';
import {
  freezeStudy,
  LONG_PATH_TO,
  NO_BENCHMARK,
  PATH_TO,
  type FrozenPlacebo,
  type FrozenStudy,
} from './frozen.ts';
import { DEFAULT_EVENT_WINDOW, DEFAULT_STUDY_OPTIONS, type ReturnModel } from './options.ts';
import { placeboBand } from './placebo.ts';

/** What is frozen with every record. */
export interface FreezeOccasion {
  readonly computedOn: IsoDate;
  readonly modelVersion: string;
  readonly priceNote: string;
}

/** An event, and whether its path is followed for a year. */
export type FreezeEvent = StudyEvent & { readonly isFollowed: boolean };

interface Variant {
  readonly model: ReturnModel;
  readonly benchmark: 'home' | 'sector';
}

/** The first is the usual one, of which the whole path is kept. */
const VARIANTS: readonly Variant[] = [
  { model: 'market', benchmark: 'home' },
  { model: 'market', benchmark: 'sector' },
  { model: 'market-adjusted', benchmark: 'home' },
  { model: 'market-adjusted', benchmark: 'sector' },
  { model: 'constant-mean', benchmark: 'home' },
];

/** Lengths of window kept of models beside the usual one; of that, every one up to the longest path. */
const COMPARED_LENGTHS = [1, 2, 5, 21] as const;
const LONGEST_LENGTH = PATH_TO + 2;

/** First day of the placebo windows: that of the headline's window. */
const FIRST_DAY = DEFAULT_EVENT_WINDOW.from;

/** Records of all events and placebo dates; what cannot be computed has no record. */
export function freezeDesk(
  desk: StudyDesk,
  events: readonly FreezeEvent[],
  listings: readonly StudyListing[],
  occasion: FreezeOccasion,
): { readonly studies: FrozenStudy[]; readonly placebos: FrozenPlacebo[] } {
  const studies: FrozenStudy[] = [];
  const placebos: FrozenPlacebo[] = [];
  for (const listing of listings) {
    for (const variant of VARIANTS) {
      // A New York fund closes half a day after Seoul: not the same hours.
      if (
        variant.benchmark === 'sector' &&
        exchangeOfSymbol(listing.symbol) !== exchangeOfSymbol(SECTOR_BENCHMARK)
      )
        continue;
      studies.push(...freezeEvents(desk, events, listing, { ...occasion, ...variant }));
      placebos.push(...freezePlacebos(desk, events, listing, { ...occasion, ...variant }));
    }
  }
  return { studies, placebos };
}

type Frozen = FreezeOccasion & Variant;

function isUsual({ model, benchmark }: Variant): boolean {
  return model === VARIANTS[0]?.model && benchmark === VARIANTS[0].benchmark;
}

function freezeEvents(
  desk: StudyDesk,
  events: readonly FreezeEvent[],
  listing: StudyListing,
  { model, benchmark, ...occasion }: Frozen,
): FrozenStudy[] {
  const options = { ...DEFAULT_STUDY_OPTIONS, model };
  return events.flatMap((event) => {
    const study = desk.study(listing, event, { benchmark, options, key: model });
    if (!study.ok) return [];
    const pathTo = event.isFollowed ? LONG_PATH_TO : PATH_TO;
    return [
      freezeStudy(study.value, {
        ...occasion,
        eventId: event.id,
        pathTo: isUsual({ model, benchmark }) ? pathTo : null,
      }),
    ];
  });
}

function freezePlacebos(
  desk: StudyDesk,
  events: readonly FreezeEvent[],
  listing: StudyListing,
  { model, benchmark, computedOn, modelVersion }: Frozen,
): FrozenPlacebo[] {
  const options = { ...DEFAULT_STUDY_OPTIONS, model };
  const series = desk.series(listing, benchmark, options, model);
  if (!series.ok) return [];
  const eventDays = new Set(
    desk.datedEvents(listing.symbol, events).map(({ firstSessionOn }) => firstSessionOn),
  );
  const lengths = isUsual({ model, benchmark })
    ? Array.from({ length: LONGEST_LENGTH }, (_, i) => i + 1)
    : COMPARED_LENGTHS;
  return lengths.flatMap((length) => {
    const band = placeboBand(series.value, { from: FIRST_DAY, to: FIRST_DAY + length - 1 }, { eventDays });
    if (band === null) return [];
    return [
      {
        symbol: listing.symbol,
        model,
        benchmark: series.value.returns.benchmark ?? NO_BENCHMARK,
        length,
        computedOn,
        modelVersion,
        dates: band.count,
        firstOn: band.firstOn,
        lastOn: band.lastOn,
        car: band.car,
        t: band.t,
      },
    ];
  });
}
