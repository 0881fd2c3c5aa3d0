/** What the Exposure page adds to the address of a scenario. */
import type { LinkFault } from '../link/link-fault.ts';
import type { ViewCodec } from './live-link.ts';

/** Unit of the bars by vendor: USD bn of operating profit, the same over baseline HBM revenue, value over market value. */
export const EXPOSURE_UNITS = ['usd', 'revenue', 'value'] as const;
export type ExposureUnit = (typeof EXPOSURE_UNITS)[number];

export interface ExposureView {
  readonly unit: ExposureUnit;
}

function isUnit(text: string): text is ExposureUnit {
  return EXPOSURE_UNITS.some((unit) => unit === text);
}

/** `unit`: one of {@link EXPOSURE_UNITS}, the first when left out. */
export const EXPOSURE_CODEC: ViewCodec<ExposureView> = {
  params: ['unit'],
  read: (values) => {
    const raw = values.get('unit') ?? EXPOSURE_UNITS[0];
    const faults: LinkFault[] = isUnit(raw)
      ? []
      : [{ param: 'unit', raw, message: `must be one of ${EXPOSURE_UNITS.join(', ')}` }];
    return { view: { unit: isUnit(raw) ? raw : EXPOSURE_UNITS[0] }, faults };
  },
  write: ({ unit }) => (unit === EXPOSURE_UNITS[0] ? [] : [['unit', unit]]),
};
