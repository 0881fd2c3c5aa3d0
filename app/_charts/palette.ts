import type { ColourToken } from '#lib/charts/chart-model.ts';

/** Colours and fonts of the theme in force, as the canvas needs them. */
export interface Palette {
  readonly colour: (token: ColourToken | 'c-paper' | 'c-accent') => string;
  readonly sans: string;
  readonly mono: string;
}

/** Reads the theme's CSS variables as they hold for `element`; read anew when the theme changes. */
export function readPalette(element: Element): Palette {
  const computed = getComputedStyle(element);
  const known = new Map<string, string>();
  const fontOf = (name: string, fallback: string): string =>
    computed.getPropertyValue(name).trim() || fallback;
  return {
    // Each look-up makes the browser settle all pending styles, so one a token is enough for one theme.
    colour: (token) => {
      const colour = known.get(token) ?? (computed.getPropertyValue(`--${token}`).trim() || 'currentColor');
      known.set(token, colour);
      return colour;
    },
    sans: fontOf('--font-geist-sans', 'sans-serif'),
    mono: fontOf('--font-geist-mono', 'monospace'),
  };
}

/** Calls back whenever the theme may have changed: by the system or by a switch on the root element. */
export function watchTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] });
  system.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', onChange);
  };
}
