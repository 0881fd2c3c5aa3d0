'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useContext, useEffect, useRef } from 'react';

import type { Role } from '#lib/contracts/accounts/role.ts';

import { Icon, type IconName } from '../_ui/Icon.tsx';
import { BrandMark } from './BrandMark.tsx';
import { PaletteButton } from './PaletteButton.tsx';
import styles from './Rail.module.css';
import { StartContext, withScenarioOf, withStart } from './start-context.ts';

interface RailLink {
  readonly href: Route;
  readonly label: string;
  readonly icon: IconName;
}

/** Only what exists. */
const LINKS: readonly RailLink[] = [
  { href: '/', label: 'Overview', icon: 'overview' },
  { href: '/exposure', label: 'Exposure', icon: 'exposure' },
  { href: '/rebound', label: 'Rebound', icon: 'rebound' },
  { href: '/sensitivity', label: 'Sensitivity', icon: 'sensitivity' },
  { href: '/priced-in', label: 'Priced in', icon: 'pricedIn' },
  { href: '/window', label: 'Window', icon: 'window' },
  { href: '/scenarios', label: 'Scenarios', icon: 'scenarios' },
  { href: '/efficiency', label: 'Efficiency', icon: 'efficiency' },
  { href: '/workbench', label: 'Workbench', icon: 'workbench' },
  { href: '/techniques', label: 'Techniques', icon: 'techniques' },
  { href: '/models', label: 'Models', icon: 'models' },
  { href: '/labs', label: 'Labs', icon: 'labs' },
  { href: '/capex', label: 'Capex', icon: 'capex' },
  { href: '/events', label: 'Events', icon: 'events' },
  { href: '/companies', label: 'Companies', icon: 'companies' },
  { href: '/watchlists', label: 'Watchlists', icon: 'watchlists' },
  { href: '/alerts', label: 'Alerts', icon: 'alerts' },
  { href: '/as-of', label: 'As of', icon: 'asOf' },
  { href: '/track-record', label: 'Track record', icon: 'trackRecord' },
  { href: '/sources', label: 'Sources', icon: 'sources' },
  { href: '/method', label: 'Method', icon: 'method' },
  { href: '/health', label: 'Health', icon: 'health' },
];

const IMPORT: RailLink = { href: '/import', label: 'Import', icon: 'import' };
const ADMIN: RailLink = { href: '/admin', label: 'Admin', icon: 'admin' };

/** Higher counts would not fit the rail. */
const MOST_COUNTED = 99;

interface RailProps {
  /** Null when nobody is signed in. */
  readonly member: { readonly name: string; readonly role: Role } | null;
  /** Alerts that the reader has not read. */
  readonly unreadAlerts: number;
}

function ownLinks(member: RailProps['member']): readonly RailLink[] {
  if (member === null) return [{ href: '/sign-in', label: 'Sign in', icon: 'account' }];

  return [
    ...(member.role === 'editor' || member.role === 'admin' ? [IMPORT] : []),
    ...(member.role === 'admin' ? [ADMIN] : []),
    { href: '/account', label: member.name, icon: 'account' },
  ];
}

/** Navigation: 200 px with words, icons on narrow screens, a bar at the foot of a phone. */
export function Rail({ member, unreadAlerts }: RailProps) {
  const path = usePathname();
  const router = useRouter();
  const startQuery = useContext(StartContext);
  const links = useRef<HTMLUListElement>(null);
  // On a phone the bar is longer than the window: the page that is open must be in sight.
  useEffect(() => {
    const bar = links.current;
    const current = bar?.querySelector('[aria-current="page"]');
    if (bar === null || current == null || bar.scrollWidth <= bar.clientWidth) return;
    // Not scrollIntoView: it would also move where the first Tab goes.
    const [outer, inner] = [bar.getBoundingClientRect(), current.getBoundingClientRect()];
    bar.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [path]);
  const isCurrent = (href: string): boolean => (href === '/' ? path === '/' : path.startsWith(href));
  return (
    <nav className={styles['rail']} aria-label="Main">
      <p className={styles['brand']}>
        <BrandMark />
        <span className={styles['word']}>Waterline</span>
      </p>
      <ul ref={links} className={styles['links']}>
        <li>
          <PaletteButton isMember={member !== null} />
        </li>
        {[...LINKS, ...ownLinks(member)].map((link, index) => (
          <li key={link.href} data-own={index >= LINKS.length ? true : undefined}>
            <Link
              href={withStart(link.href, startQuery)}
              onNavigate={(event) => {
                event.preventDefault();
                // The address as it is now: the scenario may have been moved since this was drawn.
                router.push(withScenarioOf(link.href, startQuery, window.location));
              }}
              prefetch={false}
              className={styles['link']}
              aria-current={isCurrent(link.href) ? 'page' : undefined}
            >
              <Icon name={link.icon} />
              <span className={styles['word']}>{link.label}</span>
              {link.href === '/alerts' && unreadAlerts > 0 ? (
                <span className={styles['count']}>
                  {unreadAlerts > MOST_COUNTED ? `${String(MOST_COUNTED)}+` : unreadAlerts}
                  <span className={styles['hidden']}> unread</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
