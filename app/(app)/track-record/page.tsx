import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareRecordEvidence } from '#lib/charts/track-record/record-evidence.ts';
import { prepareRecordFigures, prepareRecordHeadline } from '#lib/charts/track-record/record-headline.ts';
import { SUBJECT_NAMES } from '#lib/charts/track-record/record-words.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import {
  readRecordLink,
  recordPairs,
  writeRecordLink,
  type DecodedRecordLink,
  type RecordLink,
} from '#lib/core/track-record/record-link.ts';
import { CALL_SUBJECTS } from '#lib/core/track-record/types.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import { CalibrationSection } from './CalibrationSection.tsx';
import { FrozenSection } from './FrozenSection.tsx';
import { HindsightSection } from './HindsightSection.tsx';
import { loadTrackRecord, type LoadedRecord } from './load-track-record.ts';
import { RecordUnknowns } from './RecordUnknowns.tsx';

export const metadata = { title: 'Track record' };

interface TrackRecordPageProps {
  readonly searchParams: SearchParams;
}

/** Whether the model has been right: forecasts frozen once a month against what was published since. */
export default async function TrackRecordPage({ searchParams }: TrackRecordPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readRecordLink(pairs);
  return loadPage({
    path: '/track-record',
    asOf: dayOfLink(decoded.link, getToday()),
    pinned: { pin: decoded.link.pin, pairs },
    load: () => loadTrackRecord(decoded.link),
    render: (loaded) => <RecordOnScreen loaded={loaded} decoded={decoded} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const loaded = await loadTrackRecord(readRecordLink(pairs).link);
  return loaded.ok ? prepareRecordFigures(loaded.value) : null;
}

interface RecordOnScreenProps {
  readonly pairs: AddressPairs;
  readonly loaded: LoadedRecord;
  readonly decoded: DecodedRecordLink;
}

async function RecordOnScreen({ loaded, decoded: { link, faults }, pairs }: RecordOnScreenProps) {
  const { frozen, month } = loaded;
  const provenance = {
    scenario: 'forecasts of the default scenario, frozen once a month; hindsight is not scored',
    ...computedVersions(frozen, MODEL_VERSION),
    source: 'frozen draws against disclosures, filings and estimates, as each row says',
  };
  return (
    <PageFrame
      title="Track record"
      path="/track-record"
      asOf={frozen.asOf}
      dataVersion={frozen.dataVersion}
      kept={recordPairs(link)}
      freshness={await freshnessStrip(frozen)}
      pinNote={<PinNote path="/track-record" pairs={pairs} link={link} readFigures={readFigures} />}
      faults={[...faults, ...loaded.faults]}
      evidence={prepareRecordEvidence(loaded)}
      defaultEvidence="hindsight"
    >
      <Headline
        parts={prepareRecordHeadline(loaded)}
        note="Frozen calls are dated by the database, never edited, and all counted, misses and undisclosed figures too. Ranges: 80 % of the draws; of counts, 95 % (Wilson)."
      />
      <SubjectChoice link={link} />
      <Figures figures={prepareRecordFigures(loaded)} />
      <CalibrationSection pair={loaded} provenance={provenance} />
      <FrozenSection pair={loaded} month={month} link={link} provenance={provenance} />
      <HindsightSection pair={loaded} provenance={provenance} />
      <RecordUnknowns />
    </PageFrame>
  );
}

function SubjectChoice({ link }: { readonly link: RecordLink }) {
  const choice = (subject: RecordLink['subject']) => ({
    key: subject ?? 'all',
    text: subject === null ? 'All' : SUBJECT_NAMES[subject],
    href: `/track-record${writeRecordLink({ ...link, subject })}`,
    isChosen: link.subject === subject,
  });
  return <ChoiceRow label="Calls of" choices={[choice(null), ...CALL_SUBJECTS.map(choice)]} />;
}
