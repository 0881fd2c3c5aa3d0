import type { BarSegment } from '#lib/charts/bar-plot-model.ts';
import type { ColourToken } from '#lib/charts/chart-model.ts';
import type { MarkForm } from '#lib/charts/xy-plot-model.ts';

import { TINT } from './plot-marks.ts';

function FormMark({ form, colour }: { readonly form: MarkForm; readonly colour: ColourToken }) {
  const paint = `var(--${colour})`;
  if (form === 'derived') return <rect width="6" height="6" fill={paint} fillOpacity={TINT} />;
  if (form === 'assumption') return <rect x="2" y="2" width="2" height="2" fill={paint} />;
  return <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke={paint} strokeWidth="2" />;
}

interface FormPatternsProps {
  /** Patterns are named `id-colour-form`. */
  readonly id: string;
  readonly segments: readonly BarSegment[];
}

/** Fills that say how the parts of bars are known, those in use only. */
export function FormPatterns({ id, segments }: FormPatternsProps) {
  const used = new Map(segments.map((segment) => [`${segment.colour}-${segment.form}`, segment]));
  return (
    <defs>
      {[...used]
        .filter(([, { form }]) => form !== 'reported')
        .map(([key, { form, colour }]) => (
          <pattern key={key} id={`${id}-${key}`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill="var(--c-paper)" />
            <FormMark form={form} colour={colour} />
          </pattern>
        ))}
    </defs>
  );
}
