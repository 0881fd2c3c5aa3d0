import 'server-only';

import type { ListingFact } from '#lib/contracts/facts/vendors.ts';
import type { PaletteBody, PaletteEntry } from '#lib/contracts/palette.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { COMPANIES } from '#lib/core/vendors/company.ts';
import { eventKindWords } from '#lib/core/event-study/event-kinds.ts';
import { listEvents } from '#lib/db/events.ts';
import { listModelArchitectures } from '#lib/db/models.ts';
import { listTechniques } from '#lib/db/techniques.ts';
import { listListings } from '#lib/db/vendors.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type Scope } from '../scope/resolve-scope.ts';

const palettes = createAnswerCache<PaletteBody>(4);

/** Every company, technique, model and event that has a page, as known today. */
export async function listPalette(): Promise<Result<PaletteBody, RequestFault>> {
  const scope = await resolveScope({});
  if (!scope.ok) return scope;

  return ok(await palettes.get(scopeKey(scope.value), () => load(scope.value)));
}

async function load(scope: Scope): Promise<PaletteBody> {
  const [listings, techniques, models, events] = await Promise.all([
    listListings(scope),
    listTechniques(scope),
    listModelArchitectures(scope),
    listEvents(scope),
  ]);

  return {
    dataVersion: scope.dataVersion,
    items: [
      ...listings
        .filter(hasPage)
        .map(({ ticker, vendor, exchange }) =>
          entry('company', ticker, vendor, exchange, `/companies/${encodeURIComponent(ticker)}`),
        ),
      ...techniques.map(({ id, name, family }) =>
        entry('technique', id, name, family.replaceAll('-', ' '), `/techniques/${encodeURIComponent(id)}`),
      ),
      ...models.map(({ id, name, lab }) =>
        entry('model', id, name, lab, `/models/${encodeURIComponent(id)}`),
      ),
      ...events
        .toSorted((a, b) => b.occurredOn.localeCompare(a.occurredOn))
        .map(({ id, title, kind, occurredOn }) =>
          entry(
            'event',
            id,
            title,
            `${eventKindWords(kind)}, ${occurredOn}`,
            `/events/${encodeURIComponent(id)}`,
          ),
        ),
    ],
  };
}

/** Some listings stand for makers of which too little is on file for a page. */
function hasPage({ ticker }: ListingFact): boolean {
  return COMPANIES.some((company) => company.ticker === ticker);
}

function entry(
  kind: PaletteEntry['kind'],
  code: string,
  title: string,
  detail: string,
  href: string,
): PaletteEntry {
  return { kind, code, title, detail, href };
}
