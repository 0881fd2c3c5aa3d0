import type { Route } from 'next';
import Link from 'next/link';

import { listInputChoices, settingsWords } from '#lib/charts/scenarios/scenarios-page.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { comparePairs, SLOTS, type CompareLink } from '#lib/core/scenario/compare-link.ts';

import { prepareAdditions, prepareColumnEdits, prepareOpenings } from './prepare-choices.ts';
import styles from './scenarios.module.css';
import { SetInputForm } from './SetInputForm.tsx';

interface ScenarioColumnsProps {
  readonly world: ExposureWorld;
  readonly link: CompareLink;
  readonly names: readonly string[];
  readonly today: string;
}

/** The compared scenarios: what each sets, where it can be opened, and how it is changed. All of it is the address. */
export function ScenarioColumns({ world, link, names, today }: ScenarioColumnsProps) {
  const additions = prepareAdditions(link, today);
  const inputs = listInputChoices(world);
  const kept = [...comparePairs(link, today), ...(link.asOf === null ? [] : [['asOf', link.asOf] as const])];
  return (
    <section className={styles['section']} data-first aria-labelledby="columns-title">
      <h2 id="columns-title">The scenarios</h2>
      <ul className={styles['columns']}>
        {link.scenarios.map(({ scenario }, i) => {
          const slot = SLOTS[i] ?? 'a';
          const name = names[i] ?? '';
          const settings = settingsWords(world, scenario);
          return (
            <li key={slot} className={styles['column']} data-slot={slot}>
              <h3>
                <span className={styles['letter']}>{slot.toUpperCase()}</span> {name}
              </h3>
              <p className={styles['settings']}>
                {settings.length === 0 ? 'every input at its default' : settings.join(' · ')}
              </p>
              <Links label={`Open ${name} in`} said="Open in" links={prepareOpenings(link, i, today)} />
              <Links label={`Change ${name}`} said="Column" links={prepareColumnEdits(link, i, today)} />
              <SetInputForm slot={slot} name={name} inputs={inputs} kept={kept} />
            </li>
          );
        })}
      </ul>
      {additions.length === 0 ? (
        <p className={styles['settings']}>Four at most: remove one to add or duplicate another.</p>
      ) : (
        <Links label="Add a scenario" said="Add" links={additions} />
      )}
    </section>
  );
}

interface LinksProps {
  readonly label: string;
  readonly said: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

function Links({ label, said, links }: LinksProps) {
  return (
    <nav className={styles['links']} aria-label={label}>
      <span>{said}</span>
      {links.map(({ text, href }) => (
        <Link key={text} href={href as Route} scroll={false} prefetch={false}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
