import { describe, expect, it } from 'vitest';
import { embedAddress, embedCode } from '#lib/charts/embed-code.ts';

const PIN = { asOf: '2026-11-20', dataVersion: 3, modelVersion: '1.0.0', seed: 7 };
const PAGE = 'https://waterline.firm.example/exposure?unit=value&x=0.4&v=1#vendors';

describe('a chart for another site', () => {
  it('is the page’s own address under /embed/, live or pinned, with its theme', () => {
    expect(embedAddress({ href: PAGE, chart: 'exposure', theme: null, pin: null })).toBe(
      'https://waterline.firm.example/embed/exposure?unit=value&x=0.4&v=1',
    );
    expect(embedAddress({ href: PAGE, chart: 'exposure', theme: 'dark', pin: PIN })).toBe(
      'https://waterline.firm.example/embed/exposure?unit=value&x=0.4&pin=2026-11-20,d3,m1.0.0,s7&theme=dark&v=2',
    );
  });

  it('is live again when a pinned page is embedded live', () => {
    const pinned = 'https://h/?x=0.4&pin=2026-11-20,d3,m1.0.0,s7&v=2';
    expect(embedAddress({ href: pinned, chart: 'waterline', theme: null, pin: null })).toBe(
      'https://h/embed/waterline?x=0.4&v=1',
    );
  });

  it('stands in a tag that no address can break out of', () => {
    const href = 'https://h/scenarios?na=%22%3E%3Cscript%3E&b=';
    const code = embedCode({ href, chart: 'waterline', name: 'A "name" <b>', theme: 'light', pin: null });
    expect(code).toMatch(
      /^<iframe src="[^"<>]*" title="[^"<>]*" width="100%" height="\d+" loading="lazy"><\/iframe>$/,
    );
    expect(code).toContain('&amp;theme=light');
    expect(code).not.toMatch(/&(?!amp;|quot;|lt;|gt;)/);
  });
});
