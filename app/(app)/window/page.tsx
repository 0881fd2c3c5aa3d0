import { prepareSurvivalPlot } from '#lib/charts/window/survival-plot.ts';
import { prepareWindowPage } from '#lib/charts/window/window-page.ts';
import { formatFraction } from '#lib/charts/format.ts';
import type { WindowsResponse } from '#lib/contracts/implied-saving.ts';
import {
  readWindowLink,
  THRESHOLDS,
  windowPairs,
  writeWindowLink,
  type DecodedWindowLink,
  type WindowLink,
} from '#lib/core/catalogue/window-link.ts';
import { dayOfLink, scopeOfLink } from '#lib/core/link/pin.ts';
import { listWindows } from '#lib/services/implied-saving/list-windows.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { Unknowns } from '../../_page/Unknowns.tsx';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import { WindowSections } from './WindowSections.tsx';

export const metadata = { title: 'Window' };

interface PageProps {
  readonly searchParams: SearchParams;
}

/** How long the market leaves a window open after an efficiency event. */
export default async function Page({ searchParams }: PageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readWindowLink(pairs);
  return loadPage({
    path: '/window',
    asOf: dayOfLink(decoded.link, getToday()),
    pinned: { pin: decoded.link.pin, pairs },
    load: () => loadWindows(decoded.link),
    render: (answer) => <KnownWindows answer={answer} decoded={decoded} pairs={pairs} />,
  });
}

function loadWindows(link: WindowLink) {
  return listWindows({ ...scopeOfLink(link), threshold: link.threshold });
}

async function readFigures(pairs: AddressPairs) {
  const loaded = await loadWindows(readWindowLink(pairs).link);
  return loaded.ok ? prepareWindowPage(loaded.value).figures : null;
}

interface KnownWindowsProps {
  readonly answer: WindowsResponse;
  readonly decoded: DecodedWindowLink;
  readonly pairs: AddressPairs;
}

async function KnownWindows({ answer, decoded: { link, faults }, pairs }: KnownWindowsProps) {
  const page = prepareWindowPage(answer);
  const { asOf, dataVersion } = answer;
  return (
    <PageFrame
      title="Window"
      path="/window"
      asOf={asOf}
      dataVersion={dataVersion}
      kept={windowPairs(link)}
      freshness={await freshnessStrip({ asOf, dataVersion })}
      pinNote={<PinNote path="/window" pairs={pairs} link={link} readFigures={readFigures} />}
      faults={faults}
      evidence={page.evidence}
      defaultEvidence="median"
    >
      <Headline parts={page.headline} note={page.note} />
      <ChoiceRow
        label="A window closes at"
        name="Share of the model’s change at which a window closes"
        choices={THRESHOLDS.map((threshold) => ({
          key: String(threshold),
          text: formatFraction(threshold),
          href: `/window${writeWindowLink({ ...link, threshold })}`,
          isChosen: threshold === link.threshold,
        }))}
      />
      <Figures figures={page.figures} />
      <WindowSections page={page} plot={prepareSurvivalPlot(answer)} />
      <Unknowns>
        <li>
          Whether a closing was a reaction: a share that falls for any reason closes the window of every event
          before it.
        </li>
        <li>
          What the model gave an event on its own day: today’s world and today’s market value stand for all.
        </li>
        <li>Windows of overlapping events: each counts for itself, so one fall may close several.</li>
        <li>
          Where to set the threshold: half is an assumption, and the choice above moves every number on this
          page.
        </li>
      </Unknowns>
    </PageFrame>
  );
}
