/** A page on which a scenario is live: one model for server and browser, from one answer and the draws around it. */
import type { OwnRange } from '../core/exposure/own-ranges.ts';
import type { ExposureScenario } from '../core/exposure/types.ts';
import type { InputFault } from '../core/input-fault.ts';
import type { Result } from '../core/result.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '../core/uncertainty/types.ts';
import type { ChartProvenance } from './chart-model.ts';
import type { EvidenceBook } from './figure-evidence.ts';
import type { PageFigure } from './page-figure.ts';
import type { SentencePart } from './sentence.ts';

/** What every live page shows, whatever else it has. */
export interface LiveModel {
  readonly headline: readonly SentencePart[];
  /** What the ranges on the page are. */
  readonly note: string;
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
  readonly provenance: ChartProvenance;
}

/** What the reader has set. */
export interface LiveInput<View> {
  readonly scenario: ExposureScenario;
  readonly ranges: readonly OwnRange[];
  readonly view: View;
}

export interface LiveEngine<View, Model extends LiveModel> {
  /** Run that the model wants for its ranges. */
  readonly request: (input: LiveInput<View>) => UncertaintyRequest;
  /** Model of `input`; without draws its ranges are absent and say so. `Err` names the fields that are refused. */
  readonly prepare: (
    input: LiveInput<View>,
    draws: UncertaintyAnswer | null,
  ) => Result<Model, readonly InputFault[]>;
}

export interface LiveVersions {
  readonly modelVersion: string;
  readonly dataVersion: number;
}
