/** The state of the machine in one sentence, computed from what it shows below. */
import type { RefreshState } from '../../contracts/refresh.ts';
import { plain, type SentencePart } from '../sentence.ts';

interface HealthInput {
  readonly refresh: Pick<RefreshState, 'mode' | 'sources'>;
  /** Symbols with prices, and those whose newest one is more than a session old. */
  readonly priced: number;
  readonly stale: number;
  readonly quarantined: number;
}

function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** What there is to say of the sources: who does not answer, who is off, who is overdue. */
function sourceClause({ mode, sources }: HealthInput['refresh']): string {
  if (mode === 'off') return 'Nothing is refreshed here: WATERLINE_REFRESH is off';
  const named = (state: 'resting' | 'off') =>
    sources.filter((source) => source.state === state).map(({ name }) => name);
  const [resting, off] = [named('resting'), named('off')];
  const never = sources.filter((source) => source.state === 'ready' && source.lastSuccessAt === null);
  const parts = [
    resting.length === 0
      ? null
      : `${resting.join(' and ')} ${resting.length === 1 ? 'fails and rests' : 'fail and rest'}`,
    never.length === 0
      ? null
      : `${never.map(({ name }) => name).join(' and ')} ${never.length === 1 ? 'has' : 'have'} brought nothing yet`,
    off.length === 0 ? null : `${off.join(' and ')} ${off.length === 1 ? 'is' : 'are'} off until set up`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return `All ${String(sources.length)} sources answer`;

  return parts.join('; ');
}

function priceClause({ priced, stale }: HealthInput): string {
  if (priced === 0) return 'no share price is stored';
  if (stale === 0) return `prices of ${counted(priced, 'symbol', 'symbols')} are of the last session`;

  return `prices of ${counted(stale, 'symbol', 'symbols')} of ${String(priced)} are more than a session old`;
}

/** The sentence at the head of the Health page. */
export function prepareHealthHeadline(input: HealthInput): readonly SentencePart[] {
  const waiting =
    input.quarantined === 0
      ? 'no value waits for a decision'
      : `${counted(input.quarantined, 'doubtful value waits', 'doubtful values wait')} for a decision`;

  return [plain(`${sourceClause(input.refresh)}; ${priceClause(input)}; ${waiting}.`)];
}
