import type { AlertKind, AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';

/** What the form holds while a rule is written: every field as text, whatever the kind. */
export type AlertDraft = Readonly<Record<DraftField, string>> & { readonly kind: AlertKind };

type DraftField =
  | 'ticker'
  | 'direction'
  | 'level'
  | 'band'
  | 'metric'
  | 'measure'
  | 'scenarioId'
  | 'issuer'
  | 'table'
  | 'key'
  | 'what'
  | 'sessions'
  | 'by';

export const EMPTY_DRAFT: AlertDraft = {
  kind: 'price-level',
  ticker: '',
  direction: 'above',
  level: '',
  band: '0',
  metric: 'total-change',
  measure: 'revenue',
  scenarioId: '',
  issuer: '',
  table: '',
  key: '',
  what: 'either',
  sessions: '2',
  by: '5',
};

/** The draft of a rule that exists. */
export function draftOf(spec: AlertSpec): AlertDraft {
  const written = Object.fromEntries(
    Object.entries(spec).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );

  return { ...EMPTY_DRAFT, ...written, kind: spec.kind };
}

/** What is sent of a draft; null while something that it needs is not written yet. */
export function specOf(draft: AlertDraft): AlertSpec | null {
  const { kind, ticker, scenarioId, issuer } = draft;
  const scenario = scenarioId === '' ? null : scenarioId;
  const [level, band, sessions] = [toNumber(draft.level), toNumber(draft.band), toNumber(draft.sessions)];
  const by = toNumber(draft.by);
  const direction = draft.direction === 'below' ? 'below' : 'above';
  switch (kind) {
    case 'price-level':
      if (ticker === '' || level === null || band === null) return null;
      return { kind, ticker, direction, level, band };
    case 'exposure-level': {
      const metric = draft.metric as Extract<AlertSpec, { kind: 'exposure-level' }>['metric'];
      const isOfVendor = metric.startsWith('vendor');
      if (level === null || band === null || (isOfVendor && ticker === '')) return null;
      return {
        kind,
        metric,
        ticker: isOfVendor ? ticker : null,
        scenarioId: scenario,
        direction,
        level,
        band,
      };
    }
    case 'net-sign':
      if (band === null) return null;
      return { kind, measure: draft.measure === 'demand' ? 'demand' : 'revenue', scenarioId: scenario, band };
    case 'break-even-range':
      return band === null ? null : { kind, scenarioId: scenario, band };
    case 'implied-move':
      return ticker === '' || by === null ? null : { kind, ticker, by };
    case 'guide-revised':
      return { kind, issuer: issuer === '' ? null : issuer };
    case 'hbm-disclosed':
      return { kind, ticker: ticker === '' ? null : ticker };
    case 'fact-revised':
      return draft.table === '' || draft.key === '' ? null : { kind, table: draft.table, key: draft.key };
    case 'new-entry':
      return { kind, what: draft.what as Extract<AlertSpec, { kind: 'new-entry' }>['what'] };
    case 'call-matured':
      return { kind };
    case 'stale':
      return ticker === '' || sessions === null ? null : { kind, ticker, sessions };
  }
}

function toNumber(text: string): number | null {
  // People write a minus as it is shown.
  const value = Number(text.trim().replace('−', '-').replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}
