import type { ExposureAnswer, ExposureWorld } from '../../core/exposure/types.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { OutputWords } from './output-words.ts';

/** What one model is made of. */
export interface SensitivitySource {
  /** The reader's own ranges already in place. */
  readonly world: ExposureWorld;
  readonly answer: ExposureAnswer;
  readonly words: OutputWords;
  readonly draws: UncertaintyAnswer | null;
}
