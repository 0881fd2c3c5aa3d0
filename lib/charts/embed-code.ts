import { EMBED_ROOT, THEME_PARAM, type EmbedTheme } from '../contracts/embeds.ts';
import { pinPairs, withoutPin, type LinkPin } from '../core/link/pin.ts';
import { writeLink } from '../core/link/read-link.ts';

interface EmbedChoice {
  /** Address of the page that shows the chart. */
  readonly href: string;
  readonly chart: string;
  readonly name: string;
  /** Null = as the system of the reader has it. */
  readonly theme: EmbedTheme | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
}

/** Room for the chart, its sentence, its notes and its foot at the width of an article; a narrower frame scrolls. */
const HEIGHT_PX = 680;

/** Address of a chart alone, as the page at `href` shows it. */
export function embedAddress({ href, chart, theme, pin }: Omit<EmbedChoice, 'name'>): string {
  const { origin, searchParams } = new URL(href);
  const themed = theme === null ? [] : [[THEME_PARAM, theme] as const];
  const query = writeLink([...withoutPin([...searchParams]), ...pinPairs(pin), ...themed], null);
  return `${origin}${EMBED_ROOT}${chart}${query}`;
}

/** The tag that puts the chart on another page. */
export function embedCode({ name, ...choice }: EmbedChoice): string {
  const source = escapeAttribute(embedAddress(choice));
  return `<iframe src="${source}" title="Waterline: ${escapeAttribute(name)}" width="100%" height="${String(HEIGHT_PX)}" loading="lazy"></iframe>`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
