/** What the Sensitivity page adds to the address of a scenario. */
import type { LinkFault } from '../link/link-fault.ts';
import { DEFAULT_OUTPUT } from '../uncertainty/outputs.ts';
import { TORNADO_ENDS, type TornadoEnds } from '../uncertainty/tornado.ts';
import type { ViewCodec } from './live-link.ts';

export interface SensitivityView {
  /** Output that everything on the page is about. */
  readonly output: string;
  readonly ends: TornadoEnds;
  /** Input of the scatter plot; null = the one that matters most. */
  readonly input: string | null;
}

export const DEFAULT_SENSITIVITY_VIEW: SensitivityView = {
  output: DEFAULT_OUTPUT,
  ends: 'evidence',
  input: null,
};

function isEnds(text: string): text is TornadoEnds {
  return TORNADO_ENDS.some((ends) => ends === text);
}

/** `o` output, `ends` of the tornado, `i` input of the scatter. Whether output and input exist only a run can say. */
export const SENSITIVITY_CODEC: ViewCodec<SensitivityView> = {
  params: ['o', 'ends', 'i'],
  read: (values) => {
    const faults: LinkFault[] = [];
    const raw = values.get('ends') ?? DEFAULT_SENSITIVITY_VIEW.ends;
    if (!isEnds(raw))
      faults.push({ param: 'ends', raw, message: `must be one of ${TORNADO_ENDS.join(', ')}` });
    return {
      view: {
        output: values.get('o') ?? DEFAULT_SENSITIVITY_VIEW.output,
        ends: isEnds(raw) ? raw : DEFAULT_SENSITIVITY_VIEW.ends,
        input: values.get('i') ?? null,
      },
      faults,
    };
  },
  write: ({ output, ends, input }) => [
    ...(output === DEFAULT_SENSITIVITY_VIEW.output ? [] : [['o', output] as const]),
    ...(ends === DEFAULT_SENSITIVITY_VIEW.ends ? [] : [['ends', ends] as const]),
    ...(input === null ? [] : [['i', input] as const]),
  ],
};
