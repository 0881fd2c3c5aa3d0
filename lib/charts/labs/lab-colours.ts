import type { ColourToken } from '../chart-model.ts';

const COLOURS: Readonly<Record<string, ColourToken>> = {
  openai: 'l-openai',
  anthropic: 'l-anthropic',
  google: 'l-google',
  deepseek: 'l-deepseek',
  alibaba: 'l-alibaba',
  xiaomi: 'l-xiaomi',
  zhipu: 'l-zhipu',
  moonshot: 'l-moonshot',
  minimax: 'l-minimax',
};

/** Colour of a lab on every chart; those without one of their own share the last. */
export function labColour(labId: string): ColourToken {
  return COLOURS[labId] ?? 'l-other';
}
