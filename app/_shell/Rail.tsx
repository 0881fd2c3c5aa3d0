import { Icon, type IconName } from '../_ui/Icon.tsx';
import styles from './Rail.module.css';

interface RailLink {
  readonly href: `#${string}`;
  readonly label: string;
  readonly icon: IconName;
}

/** Only what exists: the Overview and its parts. */
const LINKS: readonly RailLink[] = [
  { href: '#top', label: 'Overview', icon: 'overview' },
  { href: '#vendors', label: 'Vendors', icon: 'vendors' },
  { href: '#capex', label: 'Capex', icon: 'capex' },
  { href: '#method', label: 'Data & method', icon: 'method' },
];

/** Navigation: 200 px with words, icons on narrow screens, a bar at the foot of a phone. */
export function Rail() {
  return (
    <nav className={styles['rail']} aria-label="Main">
      <p className={styles['brand']}>
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
          <path className={styles['water']} d="M0 13c3-2.2 5-2.2 8 0s5 2.2 8 0 5-2.2 8 0v11H0z" />
          <path className={styles['line']} d="M2 8h20" />
        </svg>
        <span className={styles['word']}>Waterline</span>
      </p>
      <ul className={styles['links']}>
        {LINKS.map((link, index) => (
          <li key={link.label}>
            <a href={link.href} className={styles['link']} data-level={index === 0 ? 'page' : 'part'}>
              <Icon name={link.icon} />
              <span className={styles['word']}>{link.label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
