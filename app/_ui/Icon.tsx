/** Line icons of the shell, 20 px, drawn in the colour of the text. */
const PATHS = {
  overview: 'M2 12c2.7-2.2 5.3-2.2 8 0s5.3 2.2 8 0M3 6.5h14M2 16c2.7-2.2 5.3-2.2 8 0s5.3 2.2 8 0',
  exposure: 'M10 3v14M10 5H4.5v2.5H10M10 11h4v2.5h-4',
  efficiency: 'M3 4.5h13M3 10h8M3 15.5h4',
  rebound: 'M3 5c2.5 9 6 10.5 7.5 10.5S14 13 17 5M13.5 6L17 4.5l.8 3.6',
  sensitivity: 'M3 4.5h14M5 8.5h10M7 12.5h6M9 16.5h2',
  pricedIn: 'M3 5.5h14M3 10h14M3 14.5h14M12.5 3v14M6 8.2v3.6',
  window: 'M3 3v14h14M3 5h4v4h4v4h5',
  workbench: 'M5 5h10v10H5zM8 2v3M12 2v3M8 15v3M12 15v3M2 8h3M2 12h3M15 8h3M15 12h3',
  techniques: 'M10 2.5l7 4-7 4-7-4zM3 10.5l7 4 7-4M3 14l7 4 7-4',
  models: 'M3 3.5h6v6H3zM11 3.5h6v6h-6zM3 11.5h6v6H3zM11 11.5h6v6h-6z',
  labs: 'M8 2.5v5L3.5 16a1 1 0 0 0 .9 1.5h11.2a1 1 0 0 0 .9-1.5L12 7.5v-5M6.5 2.5h7M6 12h8',
  events: 'M2.5 14.5l4-1 3-8.5 2.5 9 2-3.5 3.5 1M9.5 2v1M9.5 16.5v1',
  companies: 'M3 17V6l6-3v14M9 8h8v9H3M12 11h2M12 14h2M5.5 8.5h1M5.5 12h1',
  capex: 'M3 17V12h4v5M8.5 17V8h4v9M14 17V3h3v14',
  asOf: 'M3.5 5h13v12h-13zM3.5 9h13M7 2.5V5M13 2.5V5M10 11v2.5l1.8 1',
  trackRecord: 'M3 3v14h14M6 14.5l9-9M7 10.5v3M10.5 6.5v4M14 8.5v3',
  sources:
    'M4 4.5C4 3.4 6.7 2.5 10 2.5s6 .9 6 2-2.7 2-6 2-6-.9-6-2zM4 4.5v11c0 1.1 2.7 2 6 2s6-.9 6-2v-11M4 10c0 1.1 2.7 2 6 2s6-.9 6-2',
  scenarios: 'M3 4v13M3 7h11M3 11h7M3 15h13M14 5v4M10 9v4M16 13v4',
  watchlists:
    'M3 5h7M3 10h7M3 15h10M15 3.5l1.1 2.3 2.4.3-1.8 1.7.5 2.4-2.2-1.2-2.2 1.2.5-2.4-1.8-1.7 2.4-.3z',
  alerts: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5a1.6 1.6 0 0 0 3 0',
  method: 'M4 3h9l3 3v11H4zM7 9h6M7 12.5h6',
  health: 'M2.5 10.5h3.5l2-5 4 9 2-4h3.5',
  account: 'M10 10.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17c.6-3.2 3.2-4.5 6.5-4.5s5.9 1.3 6.5 4.5',
  import: 'M10 2.5v10M6.5 9l3.5 3.5L13.5 9M3 12.5V17h14v-4.5',
  admin: 'M10 2.5l6 2v5c0 4-2.6 6.6-6 8-3.4-1.4-6-4-6-8v-5zM7.5 10l2 2 3.5-4',
  find: 'M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12.5 12.5L17 17',
  theme: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  link: 'M8 12l4-4M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4l-2 2',
  pin: 'M7 3h6M8 3v5l-2.5 3.5h9L12 8V3M10 11.5V17',
  embed: 'M7 6l-4 4 4 4M13 6l4 4-4 4M11.5 4l-3 12',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M10 14.5v.2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
  grip: 'M8 5v.1M12 5v.1M8 10v.1M12 10v.1M8 15v.1M12 15v.1',
  note: 'M4 3.5h12v9L12 16.5H4zM12 16.5v-4h4M7 7h6M7 10h4',
  close: 'M5 5l10 10M15 5L5 15',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: the text beside it, or the button's label, carries the meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
