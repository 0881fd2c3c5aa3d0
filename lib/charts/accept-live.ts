/** What of a live page's address the engine accepts: the rest is left out and said, never clamped. */
import type { InputFault } from '../core/input-fault.ts';
import type { LinkFault } from '../core/link/link-fault.ts';
import { err, ok, type Result } from '../core/result.ts';
import { acceptScenario } from '../core/scenario/accept.ts';
import { describeRefusals } from '../core/scenario/codec.ts';
import type { UncertaintyAnswer } from '../core/uncertainty/types.ts';
import type { LiveEngine, LiveInput, LiveModel } from './live-model.ts';

export interface AcceptedLive<View, Model extends LiveModel> {
  readonly used: LiveInput<View>;
  readonly model: Model;
  readonly faults: readonly LinkFault[];
}

/** Parameters behind the pointers of faults that no field of the scenario causes. */
const PARAMS: Readonly<Record<string, string>> = { output: 'o', ranges: 'r' };

/**
 * Model of `input` as far as the engine takes it: refused fields of the scenario take their defaults; a view, then ranges,
 * that cannot be are left out whole. `Err` only when even the defaults cannot be computed.
 */
export function acceptLive<View, Model extends LiveModel>(
  engine: LiveEngine<View, Model>,
  input: LiveInput<View>,
  defaultView: View,
  draws: UncertaintyAnswer | null,
): Result<AcceptedLive<View, Model>, readonly InputFault[]> {
  const { ranges, view } = input;
  const attempts = [
    { ranges, view },
    { ranges, view: defaultView },
    { ranges: [], view },
    { ranges: [], view: defaultView },
  ];
  let refused: readonly InputFault[] = [];
  let last: readonly InputFault[] = [];
  for (const [i, attempt] of attempts.entries()) {
    const accepted = acceptScenario(input.scenario, (scenario) =>
      engine.prepare({ scenario, ...attempt }, draws),
    );
    if (accepted.ok) {
      const { scenario, answer, refused: fields } = accepted.value;
      return ok({
        used: { scenario, ...attempt },
        model: answer,
        faults: [...describeRefusals(input.scenario, fields), ...refused.map(toLinkFault)],
      });
    }
    last = accepted.error;
    // The first attempt names everything that is wrong; later ones repeat a part of it.
    if (i === 0) refused = accepted.error;
  }
  return err(last);
}

function toLinkFault({ pointer, message }: InputFault): LinkFault {
  const name = pointer.split('/')[1] ?? '';
  return { param: PARAMS[name] ?? name, raw: '', message };
}
