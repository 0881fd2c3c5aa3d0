import type { Route } from 'next';
import Link from 'next/link';

import section from '../../_page/section.module.css';

const PAGES = [
  { path: '/', name: 'Overview' },
  { path: '/exposure', name: 'Exposure' },
  { path: '/rebound', name: 'Rebound' },
  { path: '/sensitivity', name: 'Sensitivity' },
  { path: '/priced-in', name: 'Priced in' },
  { path: '/scenarios', name: 'Scenarios' },
] as const;

/** Where computed figures are saved, and what their files say of themselves. */
export function ResultsSection() {
  return (
    <section className={section['section']} aria-labelledby="results-title">
      <h2 id="results-title">Results</h2>
      <p>
        Computed figures depend on a scenario, so they are saved where it is set:{' '}
        {PAGES.map(({ path, name }, index) => (
          <span key={path}>
            {index === 0 ? '' : index === PAGES.length - 1 ? ' and ' : ', '}
            <Link href={path satisfies Route} prefetch={false}>
              {name}
            </Link>
          </span>
        ))}
        . Every chart and table there has a CSV that opens with the scenario, the day, the data version, the
        model version, the draws and their seed, and a link that shows the same figures again.
      </p>
    </section>
  );
}
