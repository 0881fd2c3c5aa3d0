/** How well published figures are reproduced, and on which ground the model stands. */
import type { OracleItem } from '../../contracts/catalogue.ts';
import type { VerdictWord } from '../../core/catalogue/method-link.ts';
import { evidenceOf, type EvidenceBook, type EvidenceStepRow } from '../figure-evidence.ts';
import { formatFraction } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';
import { withStanding, type DatedOracle } from './dated-oracles.ts';
import { deviationWords, inUnit, oracleQuantityWords } from './oracle-words.ts';

export interface MethodHeadline {
  readonly parts: readonly SentencePart[];
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
}

interface HeadlineInput {
  readonly rows: readonly DatedOracle[];
  readonly modelVersion: string;
  readonly dataVersion: number;
  readonly inputCount: number;
  /** Inputs that no source states. */
  readonly assumedCount: number;
}

function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

function stepsOf(rows: readonly DatedOracle[], valueOf: (item: OracleItem) => string): EvidenceStepRow[] {
  return rows.map(({ item, reason }) => ({
    label: `${item.model}: ${oracleQuantityWords(item)}`,
    note: reason ?? `${item.sourceTitle}, ${item.whereInSource}`,
    value: valueOf(item),
  }));
}

function deviationOf({ item }: DatedOracle): number {
  return Math.abs(item.deviationPct ?? 0);
}

/** Rows that are recomputed, whatever their verdict. */
function computedRows(rows: readonly DatedOracle[]): readonly DatedOracle[] {
  return withStanding(rows, 'within', 'outside', 'doubted');
}

/** Rows within their tolerance, the widest deviation first. */
function widestFirst(rows: readonly DatedOracle[]): readonly DatedOracle[] {
  return withStanding(rows, 'within').toSorted((a, b) => deviationOf(b) - deviationOf(a));
}

const CLOSE_PCT = 1;

function closeCount(rows: readonly DatedOracle[]): number {
  return computedRows(rows).filter((row) => deviationOf(row) <= CLOSE_PCT).length;
}

/** Clauses that stand only where there are such rows. */
const CLAUSES = [
  { key: 'outside', one: 'lies', many: 'lie', after: ' outside tolerance' },
  { key: 'doubted', one: 'looks wrong', many: 'look wrong', after: ' in its source' },
  { key: 'later', one: 'is', many: 'are', after: ' about models released later' },
] as const;

/** Sentence, key figures and evidence of the comparison. */
export function prepareMethodHeadline(input: HeadlineInput): MethodHeadline {
  const { rows } = input;
  const measured = withStanding(rows, 'measured').length;
  return {
    parts: [
      plain('Of '),
      figure(counted(rows.length, 'published figure', 'published figures'), 'published'),
      plain(' '),
      figure(`${String(computedRows(rows).length)} are recomputed`, 'computed'),
      plain(', '),
      figure(`${String(withStanding(rows, 'within').length)} within tolerance`, 'within'),
      plain('; '),
      figure(counted(measured, 'is a measurement', 'are measurements'), 'measured'),
      plain(' that shapes cannot give'),
      ...CLAUSES.flatMap(({ key, one, many, after }) => {
        const count = withStanding(rows, key).length;
        return count === 0 ? [] : [plain('; '), figure(counted(count, one, many), key), plain(after)];
      }),
      plain('.'),
    ],
    figures: figuresOf(input),
    evidence: evidenceBook(input),
  };
}

function figuresOf({ rows, modelVersion, dataVersion, ...registry }: HeadlineInput): PageFigure[] {
  const { inputCount, assumedCount } = registry;
  const most = widestFirst(rows)[0]?.item;
  return [
    {
      key: 'versions',
      label: 'Model version',
      value: modelVersion,
      range: null,
      note: `data version ${String(dataVersion)}`,
    },
    {
      key: 'assumed',
      label: 'Inputs without a source',
      value: inputCount === 0 ? 'none on file' : formatFraction(assumedCount / inputCount),
      range: null,
      note: `${String(assumedCount)} of ${String(inputCount)} of the registry, each marked`,
    },
    {
      key: 'close',
      label: 'Agree within 1 %',
      value: `${String(closeCount(rows))} of ${String(computedRows(rows).length)}`,
      range: null,
      note:
        most?.deviationPct == null
          ? 'nothing recomputed'
          : `widest within tolerance: ${deviationWords(most.deviationPct)} of ±${String(most.tolerancePct)}\u00a0%, ${most.model}`,
    },
    {
      key: 'sources',
      label: 'Sources compared',
      value: String(new Set(rows.map(({ item }) => item.sourceUrl)).size),
      range: null,
      note: 'papers, blogs, calculators and serving logs',
    },
  ];
}

function evidenceBook({ rows, modelVersion, dataVersion, ...registry }: HeadlineInput): EvidenceBook {
  const { inputCount, assumedCount } = registry;
  const widest = widestFirst(rows);
  const countOf = (standing: VerdictWord): string => String(withStanding(rows, standing).length);
  const bothWords = (item: OracleItem): string =>
    `${inUnit(item.published, item.unit)} published, ${item.ours === null ? 'none' : inUnit(item.ours, item.unit)} ours`;
  return {
    published: evidenceOf({
      title: 'Published memory figures',
      value: String(rows.length),
      words:
        'Numbers that papers, makers, serving projects and calculators printed about the memory of a model. Each row names its place in the source.',
    }),
    computed: evidenceOf({
      title: 'Recomputed from shapes',
      value: String(computedRows(rows).length),
      words:
        'Rows whose figure follows from the dimensions of a model, the format it is stored in and what the source takes for granted. The computation reads the catalogue, never the published figure.',
      formula: 'deviation = ours / published − 1',
    }),
    within: evidenceOf({
      title: 'Within the tolerance of their row',
      value: countOf('within'),
      words:
        'A tolerance is set by how many digits the source prints, before our figure is known. The widest deviations are listed.',
      steps: stepsOf(
        widest.slice(0, 10),
        (item) => `${deviationWords(item.deviationPct ?? 0)} of ±${String(item.tolerancePct)}\u00a0%`,
      ),
    }),
    measured: evidenceOf({
      title: 'Measurements',
      value: countOf('measured'),
      words:
        'Figures of a running system: batch, kernels, allocator and workload decide them. They bound the model from outside and gate nothing.',
      steps: stepsOf(withStanding(rows, 'measured'), (item) => inUnit(item.published, item.unit)),
    }),
    doubted: evidenceOf({
      title: 'Looks wrong in its source',
      value: countOf('doubted'),
      words: 'The printed figure does not follow from the shape that the same source names.',
      steps: stepsOf(withStanding(rows, 'doubted'), bothWords),
    }),
    outside: evidenceOf({
      title: 'Outside tolerance',
      value: countOf('outside'),
      words: 'Rows that should reproduce and do not: either the model or the row is wrong.',
      steps: stepsOf(withStanding(rows, 'outside'), bothWords),
    }),
    later: evidenceOf({
      title: 'About models released later',
      value: countOf('later'),
      words:
        'The model of these rows is not in the catalogue at the date of the page, so nothing is computed of it.',
    }),
    versions: evidenceOf({
      title: 'Versions',
      value: `model ${modelVersion}, data ${String(dataVersion)}`,
      words:
        'The model version changes when a formula does, the data version with each import. Both go into every file and answer.',
    }),
    assumed: evidenceOf({
      title: 'Inputs without a source',
      value: inputCount === 0 ? 'none on file' : formatFraction(assumedCount / inputCount),
      grade: 'derived',
      words:
        'Rows of the registry whose basis is an assumption, over all rows. The others are sourced or derived from sourced ones.',
      formula: `${String(assumedCount)} / ${String(inputCount)}`,
    }),
    close: evidenceOf({
      title: 'Recomputed figures that agree within 1 %',
      value: `${String(closeCount(rows))} of ${String(computedRows(rows).length)}`,
      words:
        'Rows whose recomputed figure lies within one per cent of the published one. The others are round in their source, or rest on a premise that it does not print; the widest is listed.',
      steps: stepsOf(widest.slice(0, 1), bothWords),
    }),
    sources: evidenceOf({
      title: 'Sources compared',
      value: String(new Set(rows.map(({ item }) => item.sourceUrl)).size),
      grade: 'sourced',
      words: 'Distinct addresses among the published figures.',
      sources: [...new Map(rows.map(({ item }) => [item.sourceUrl, item])).values()].map((item) => ({
        title: item.sourceTitle,
        url: item.sourceUrl.startsWith('http') ? item.sourceUrl : null,
        publishedOn: null,
        where: null,
      })),
    }),
  };
}
