import { prepareCapexPage } from '#lib/charts/capex/capex-page.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { capexPairs, capexTablePairs, readCapexLink, tickerOfView } from '#lib/core/catalogue/capex-link.ts';
import { INCLUDED_ISSUERS } from '#lib/core/demand/consolidation.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { CAPEX_EVENTS } from '#lib/charts/timeline/event-choices.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { UnknownDate } from '../../_page/UnknownDate.tsx';
import { Unknowns } from '../../_page/Unknowns.tsx';
import { CapexChoices } from './CapexChoices.tsx';
import { CapexPlots } from './CapexPlots.tsx';
import { DoubleCountingSection } from './DoubleCountingSection.tsx';
import { IssuerCatalogue } from './IssuerCatalogue.tsx';
import { loadCapex, type LoadedCapex } from './load-capex.ts';
import { prepareSinceChoices, prepareViewChoices } from './prepare-choices.ts';

export const metadata = { title: 'Capex' };

interface CapexPageProps {
  readonly searchParams: SearchParams;
}

/** Whether spend is still rising, and how much of it is HBM. */
export default async function CapexPage({ searchParams }: CapexPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readCapexLink(pairs);
  return loadPage({
    path: '/capex',
    asOf: dayOfLink(decoded.link, getToday()),
    pinned: { pin: decoded.link.pin, pairs },
    load: () => loadCapex(decoded),
    events: () => [CAPEX_EVENTS],
    render: (loaded) => <KnownCapex loaded={loaded} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const loaded = await loadCapex(readCapexLink(pairs));
  if (!loaded.ok) return null;
  const { facts, totals, decoded } = loaded.value;
  const prepared = prepareCapexPage({ facts, totals, modelVersion: MODEL_VERSION }, decoded);
  return prepared.ok ? prepared.value.figures : null;
}

interface KnownCapexProps {
  readonly loaded: LoadedCapex;
  readonly pairs: AddressPairs;
}

async function KnownCapex({ loaded, pairs }: KnownCapexProps) {
  const { facts, totals, decoded, years } = loaded;
  const { asOf, dataVersion } = facts;
  const prepared = prepareCapexPage({ facts, totals, modelVersion: MODEL_VERSION }, decoded);
  if (!prepared.ok) {
    return (
      <UnknownDate path="/capex" asOf={asOf} fault={{ kind: 'invalid-input', faults: prepared.error }} />
    );
  }
  const page = prepared.value;
  const { study, provenance } = page;
  const { link, year } = study;
  const issuer = INCLUDED_ISSUERS.find(({ ticker }) => ticker === tickerOfView(link.view))?.issuer;
  return (
    <PageFrame
      title="Capex"
      path="/capex"
      asOf={asOf}
      dataVersion={dataVersion}
      kept={[...capexPairs(link), ...capexTablePairs(link)]}
      freshness={await freshnessStrip({ asOf, dataVersion })}
      pinNote={<PinNote path="/capex" pairs={pairs} link={link} readFigures={readFigures} />}
      {...(issuer === undefined ? {} : { note: { kind: 'issuer', ref: issuer, title: issuer } as const })}
      noteKind="issuer"
      faults={study.faults}
      evidence={page.evidence}
      defaultEvidence={study.change === null ? 'sum' : 'change'}
    >
      <Headline parts={page.headline} note={page.headlineNote} />
      <CapexChoices link={link} year={year} years={years} />
      <Figures figures={page.figures} />
      <CapexPlots
        year={year}
        guides={page.guides}
        waterfall={page.waterfall}
        quarters={page.quarters}
        views={prepareViewChoices(link)}
        since={prepareSinceChoices(link, study.history)}
        provenance={provenance}
      />
      <IssuerCatalogue table={page.issuers} link={link} provenance={provenance} />
      <DoubleCountingSection doubles={page.doubles} provenance={provenance} />
      <Unknowns>
        {page.unknowns.map((unknown) => (
          <li key={unknown}>{unknown}</li>
        ))}
      </Unknowns>
    </PageFrame>
  );
}
