/**
 * Colours of families, labs, memory parts and parts of a change: readable on paper, and told apart by readers with and without
 * colour blindness. Vision is simulated after Machado, Oliveira and Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1; distance is measured in Oklab.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

/** Custom properties of a rule by its selector. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

const THEMES = {
  light: tokensOf(':root'),
  'dark by system': tokensOf(":root:not([data-theme='light'])"),
  'dark by switch': tokensOf(":root[data-theme='dark']"),
};

const VISIONS: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function linearOf(hex: string): Triple {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function times(matrix: Matrix, [a, b, c]: Triple): Triple {
  const row = ([x, y, z]: Triple): number => x * a + y * b + z * c;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** Oklab of linear sRGB, after Björn Ottosson, 2020. */
function oklabOf(linear: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  const [l, m, s] = cones;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

function luminanceOf(hex: string): number {
  const [red, green, blue] = linearOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2 contrast of two colours. */
function contrastOf(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Oklab distance of two colours in the eyes of one vision, hundredths. */
function distanceOf(a: string, b: string, vision: Matrix): number {
  const [x, y] = [a, b].map((hex) => oklabOf(times(vision, linearOf(hex))));
  if (x === undefined || y === undefined) throw new Error('two colours have a distance');
  return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** Two colours closer than about 2 cannot be told apart side by side; apart on a chart it takes about three times that. */
const LEAST_DISTANCE = 6.5;
const GROUPS = { 'technique families': 'f-', labs: 'l-', 'memory parts': 'm-', 'parts of a change': 't-' };

describe.each(Object.entries(THEMES))('colours, %s', (_, tokens) => {
  const paper = tokens.get('c-paper') ?? '';
  describe.each(Object.entries(GROUPS))('%s', (_group, prefix) => {
    const colours = [...tokens].filter(([name]) => name.startsWith(prefix));

    it('stand out from paper, 3:1', () => {
      expect(colours.length).toBeGreaterThanOrEqual(5);
      for (const [name, hex] of colours) {
        expect(contrastOf(hex, paper), name).toBeGreaterThanOrEqual(3);
      }
    });

    it.each(Object.entries(VISIONS))('are told apart with %s vision', (_vision, matrix) => {
      colours.forEach(([name, hex], index) => {
        for (const [other, otherHex] of colours.slice(0, index)) {
          expect(distanceOf(hex, otherHex, matrix), `${name} and ${other}`).toBeGreaterThan(LEAST_DISTANCE);
        }
      });
    });
  });
});

describe('themes', () => {
  it('have the same dark colours by system and by switch', () => {
    expect([...THEMES['dark by system']]).toEqual([...THEMES['dark by switch']]);
  });

  it('know the names that charts use, in light and dark', () => {
    const model = readFileSync(new URL('../../lib/charts/chart-model.ts', import.meta.url), 'utf8');
    const names = [...model.matchAll(/^ {2}\| '([cfilmtv]-[\w-]+)'/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(40);
    for (const tokens of Object.values(THEMES)) {
      expect(names.filter((name) => !tokens.has(name))).toEqual([]);
    }
  });

  it('reproduce known contrasts', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 9);
    // The grey that WCAG tools name as the lightest to pass 4.5:1 on white.
    expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });
});
