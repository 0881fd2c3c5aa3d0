import type { Route } from 'next';
import Link from 'next/link';

import type { OpenedValue, RivalLine, SpreadMark } from '#lib/charts/sources/opened-value.ts';
import { writeSourcesLink, type SourcesLink } from '#lib/core/catalogue/sources-link.ts';

import { alertLink } from '../../_ui/alert-link.ts';
import { LedgerFrame } from './LedgerFrame.tsx';
import { SourceName } from './SourceName.tsx';
import styles from './sources.module.css';
import { StatedCells } from './StatedCells.tsx';

interface OpenedValueSectionProps {
  readonly opened: OpenedValue;
  readonly link: SourcesLink;
}

/** One value of the ledger: its revisions, its rivals, what is used and why. */
export function OpenedValueSection({ opened, link }: OpenedValueSectionProps) {
  const { row } = opened;
  return (
    <section className={styles['section']} data-first aria-labelledby="value-title" id="value">
      <div className={styles['head']}>
        <h2 id="value-title">
          {row.who === '' ? '' : `${row.who}: `}
          {row.what}
        </h2>
        <Link
          href={alertLink({ kind: 'fact-revised', table: opened.table, key: opened.key })}
          prefetch={false}
        >
          Set alert
        </Link>
        <Link href={writeSourcesLink({ ...link, open: null }, 'ledger') as Route} prefetch={false}>
          Close this value
        </Link>
      </div>
      <p className={styles['opened']}>{opened.value}</p>
      <p className={styles['lead']}>
        {row.table}, period {row.period}, {row.grade}. Source: <SourceName name={row.source} url={row.url} />,{' '}
        {row.published}. Key: <code>{opened.key}</code>
      </p>
      {opened.used === null ? (
        <p>No other source states this quantity for this period, so there was nothing to choose.</p>
      ) : (
        <Rivals opened={opened} link={link} />
      )}
      <Revisions opened={opened} />
    </section>
  );
}

function Rivals({ opened, link }: OpenedValueSectionProps) {
  const { used, rivals, spread } = opened;
  if (used === null) return null;
  return (
    <>
      <h3>
        {rivals.length} sources state it, {spread}
      </h3>
      <p>
        Used: <strong>{used.value}</strong>. Why: {used.reason}.
      </p>
      <LedgerFrame
        label="rivals of this value"
        columns={[
          { name: 'Definition' },
          { name: 'Number' },
          { name: 'From the lowest to the highest', isShort: true },
          { name: 'Published', isShort: true },
          { name: 'Grade', isShort: true },
          { name: 'Source', isShort: true },
        ]}
      >
        {rivals.map((rival) => (
          <RivalRow key={rival.key} rival={rival} link={link} />
        ))}
        {used.mark === null || rivals.some(({ isUsed }) => isUsed) ? null : (
          <tr data-open>
            <th scope="row">Used: a summary of them all</th>
            <td>{used.value}</td>
            <td className={styles['short']}>
              <Spread mark={used.mark} isUsed />
            </td>
            <td className={styles['short']} />
            <td className={styles['short']}>derived</td>
            <td className={styles['short']} />
          </tr>
        )}{' '}
      </LedgerFrame>
    </>
  );
}

function RivalRow({ rival, link }: { readonly rival: RivalLine; readonly link: SourcesLink }) {
  return (
    <tr data-open={rival.isUsed ? true : undefined}>
      <th scope="row">
        {rival.isOpen ? (
          rival.definition
        ) : (
          <Link href={writeSourcesLink({ ...link, open: rival.id }, 'value') as Route} prefetch={false}>
            {rival.definition}
          </Link>
        )}
        <span className={styles['note']}>
          {[rival.isOpen ? 'this value' : null, rival.isUsed ? 'used' : null]
            .filter((words) => words !== null)
            .join(', ')}
        </span>
      </th>
      <td>{rival.value}</td>
      <td className={styles['short']}>
        <Spread mark={rival.mark} isUsed={rival.isUsed} />
      </td>
      <StatedCells published={rival.published} grade={rival.grade} source={rival.source} url={rival.url} />
    </tr>
  );
}

const WIDTH = 200;
const INSET = 6;

/** Range and point on the scale of all rivals; the numbers stand in the cell before it. */
function Spread({ mark, isUsed }: { readonly mark: SpreadMark; readonly isUsed: boolean }) {
  const x = (percent: number): number => INSET + (percent / 100) * (WIDTH - 2 * INSET);
  return (
    <svg
      width={WIDTH}
      height={16}
      viewBox={`0 0 ${String(WIDTH)} 16`}
      className={styles['spread']}
      data-used={isUsed ? true : undefined}
      aria-hidden="true"
    >
      <path d={`M${String(INSET)} 8H${String(WIDTH - INSET)}`} className={styles['scale']} />
      <path d={`M${String(x(mark.from))} 8H${String(x(mark.to))}`} className={styles['range']} />
      {mark.point === null ? (
        <path d={`M${String(x(mark.from))} 4v8M${String(x(mark.to))} 4v8`} className={styles['end']} />
      ) : (
        <circle cx={x(mark.point)} cy={8} r={4} className={styles['dot']} />
      )}
    </svg>
  );
}

function Revisions({ opened: { revisions } }: { readonly opened: OpenedValue }) {
  return (
    <>
      <h3>{revisions.length === 1 ? 'Recorded once' : `Recorded ${String(revisions.length)} times`}</h3>
      <LedgerFrame
        label="revisions of this value"
        columns={[
          { name: 'Recorded' },
          { name: 'Number' },
          { name: 'Known to the world from', isShort: true },
          { name: 'Grade', isShort: true },
          { name: 'Source', isShort: true },
        ]}
      >
        {revisions.map((revision) => (
          <tr key={revision.batch}>
            <th scope="row">
              {revision.recorded}, batch {revision.batch}
            </th>
            <td>{revision.value}</td>
            <td className={styles['short']}>{revision.knownFrom}</td>
            <StatedCells grade={revision.grade} source={revision.source} url={revision.url} />
          </tr>
        ))}{' '}
      </LedgerFrame>
    </>
  );
}
