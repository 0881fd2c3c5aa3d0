import type { Route } from 'next';
import Link from 'next/link';

import styles from './ChoiceRow.module.css';

/** One of the things that a page can speak of, by the address that says so. */
export interface LinkedChoice {
  readonly key: string;
  readonly text: string;
  readonly href: string;
  readonly isChosen: boolean;
  readonly title?: string;
}

interface ChoiceRowProps {
  readonly label: string;
  /** What assistive technology calls the row; by default the label. */
  readonly name?: string;
  readonly choices: readonly LinkedChoice[];
}

/** Choices as links that keep the place on the page, so that each has an address and works without script. */
export function ChoiceRow({ label, name = label, choices }: ChoiceRowProps) {
  return (
    <nav className={styles['row']} aria-label={name}>
      <span className={styles['label']}>{label}</span>
      <ul className={styles['options']}>
        {choices.map(({ key, text, href, isChosen, title }) => (
          <li key={key}>
            <Link
              href={href as Route}
              className={styles['option']}
              aria-current={isChosen ? 'true' : undefined}
              title={title}
              scroll={false}
              prefetch={false}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
