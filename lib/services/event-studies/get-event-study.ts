import 'server-only';

import type { AcrossFigures, StudyQuery, StudyResponse } from '#lib/contracts/event-studies.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { NAMED_BENCHMARKS } from '#lib/core/event-study/benchmarks.ts';
import { testAcross, tOfMean } from '#lib/core/event-study/across.ts';
import {
  DEFAULT_SETTINGS,
  readStudySettings,
  STUDY_PARAMS,
  studyPairs,
  writeDayWindow,
  type StudySettings,
} from '#lib/core/event-study/study-link.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

import { resolveScope, type RequestedScope } from '../scope/resolve-scope.ts';
import { toEventItem } from './list-events.ts';
import { loadDesk, type LoadedDesk } from './load-desk.ts';
import { matchPrinted } from './match-printed.ts';
import { studyTicker, type TickerStudy } from './study-ticker.ts';

/** A study with the paths and bands that its chart draws. */
export interface EventStudy {
  readonly answer: StudyResponse;
  readonly tickers: readonly TickerStudy[];
  readonly pricesTo: string | null;
}

/** As the API answers: unknown events are 404, bad settings are named. */
export async function getEventStudy(
  id: string,
  query: StudyQuery,
): Promise<Result<StudyResponse, RequestFault>> {
  const { asOf, dataVersion, ...given } = query;
  const { settings, faults } = readStudySettings(
    Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  if (faults.length > 0) {
    return err(invalidInput(faults.map(({ param, message }) => ({ pointer: `/${param}`, message }))));
  }
  const study = await computeEventStudy(id, { asOf, dataVersion }, settings);

  return study.ok ? ok(study.value.answer) : study;
}

/** One event with the settings of a reader. */
export async function computeEventStudy(
  id: string,
  requested: RequestedScope,
  settings: StudySettings,
): Promise<Result<EventStudy, RequestFault>> {
  const scope = await resolveScope(requested, ['event']);
  if (!scope.ok) return scope;
  const isNamed = NAMED_BENCHMARKS.some((name) => name === settings.benchmark);
  const loaded = await loadDesk(scope.value, {
    eventIds: [id],
    model: settings.model,
    ...(isNamed ? {} : { benchmark: settings.benchmark }),
  });
  const event = loaded.events.find((each) => each.id === id);
  if (event === undefined) {
    return err({ kind: 'not-found', detail: `There is no event "${id}" by ${scope.value.asOf}.` });
  }
  const tickers = loaded.listings.map((listing) => studyTicker(loaded, listing, event, settings, true));

  return ok({
    pricesTo: loaded.pricesTo,
    tickers,
    answer: {
      modelVersion: MODEL_VERSION,
      ...scope.value,
      event: toEventItem(event),
      settings: settingsAnswer(settings),
      tickers: tickers.map(({ answer }) => answer),
      across: acrossAnswer(tickers, settings),
      printed: matchPrinted(event.reportedReaction, tickers),
      warnings: warningsOf(loaded, tickers),
    },
  });
}

function settingsAnswer(settings: StudySettings): StudyResponse['settings'] {
  const changed = new Map(studyPairs(settings));
  const { range, estimation, ...words } = DEFAULT_SETTINGS;
  const usual = { window: writeDayWindow(range), estimation: writeDayWindow(estimation), ...words };
  return Object.fromEntries(
    STUDY_PARAMS.map((param) => [param, changed.get(param) ?? usual[param]]),
  ) as StudyResponse['settings'];
}

/** Tests across listings need returns; of records only the spread of the CARs can be tested. */
function acrossAnswer(tickers: readonly TickerStudy[], { range }: StudySettings): AcrossFigures {
  const studies = tickers.flatMap(({ study }) => (study === null ? [] : [study]));
  if (studies.length > 0) {
    const { count, ...tests } = testAcross(studies, range);
    return { tickers: count, ...tests, absence: null };
  }
  const known = tickers.flatMap(({ answer: { car, t } }) => (car === null || t === null ? [] : [{ car, t }]));
  const cars = known.map(({ car }) => car);

  return {
    tickers: known.length,
    meanCar: cars.length === 0 ? null : cars.reduce((sum, car) => sum + car, 0) / cars.length,
    crossSectionT: tOfMean(cars),
    patellZ: null,
    bmpZ: tOfMean(known.map(({ t }) => t)),
    adjustedBmpZ: null,
    residualCorrelation: null,
    corradoZ: null,
    generalisedSignZ: null,
    absence:
      'Patell, Corrado, sign and the correlation need the returns of the estimation window, which the records do not hold.',
  };
}

function warningsOf({ pricesTo }: LoadedDesk, tickers: readonly TickerStudy[]): string[] {
  const kept = tickers.filter(({ answer }) => answer.basis === 'record');
  const [first] = kept;
  return first === undefined
    ? []
    : [
        pricesTo === null
          ? `There are no prices on file: figures are those of the records of ${first.record?.computedOn ?? ''}.`
          : `Prices on file (to ${pricesTo}) do not serve for ${kept.map(({ answer }) => answer.ticker).join(', ')}: figures are those of the records of ${first.record?.computedOn ?? ''}.`,
      ];
}
