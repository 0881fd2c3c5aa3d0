/** Charts that other sites may show, by the last part of their address, with the page that each is taken from. */
export const EMBEDS = [
  { chart: 'waterline', name: 'HBM revenue with and without the saving', page: '/' },
  { chart: 'exposure', name: 'Operating profit by vendor', page: '/exposure' },
  { chart: 'rebound', name: 'Lost and regained', page: '/rebound' },
  { chart: 'tornado', name: 'What moves the answer most', page: '/sensitivity' },
  { chart: 'distribution', name: 'Distribution of the answer', page: '/sensitivity' },
  { chart: 'capex', name: 'Guides of capex by the day they were given', page: '/capex' },
] as const satisfies readonly { readonly chart: string; readonly name: string; readonly page: string }[];

export type EmbedId = (typeof EMBEDS)[number]['chart'];

/** Where all embeds lie: the one part of Waterline that other sites may frame. */
export const EMBED_ROOT = '/embed/';

export const EMBED_THEMES = ['light', 'dark'] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

/** Parameter of the theme; an embed reads no cookie. Left out: as the reader's system has it. */
export const THEME_PARAM = 'theme';
