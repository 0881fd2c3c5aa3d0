import { describeWindow, type DayWindow } from '#lib/core/event-study/options.ts';
import { CAR_ERRORS, RETURN_KINDS, RETURN_MODELS, VARIANCE_DIVISORS } from '#lib/core/event-study/options.ts';
import {
  SHOCK_CHOICES,
  writeDayWindow,
  type StudyParam,
  type StudySettings,
} from '#lib/core/event-study/study-link.ts';

import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './events.module.css';

interface StudyFormProps {
  /** Address of the page, without query. */
  readonly path: string;
  readonly settings: StudySettings;
  /** What else the address holds. */
  readonly kept: readonly (readonly [string, string])[];
  readonly asOf: string | null;
  readonly hrefOf: (settings: StudySettings) => string;
}

const QUICK_WINDOWS: readonly DayWindow[] = [
  { from: 0, to: 0 },
  { from: 0, to: 1 },
  { from: 0, to: 2 },
  { from: -1, to: 1 },
  { from: -1, to: 3 },
  { from: 0, to: 10 },
  { from: 0, to: 20 },
];

const WORDS: Readonly<Record<string, string>> = {
  home: 'broad index at home',
  sector: 'semiconductors (SOXX)',
  market: 'market model',
  'market-adjusted': 'market-adjusted',
  'constant-mean': 'constant mean',
  simple: 'simple',
  log: 'log',
  'n-p': 'n − parameters (textbook)',
  'n-1': 'n − 1 (R estudy2)',
  n: 'n (Python eventstudy)',
  exact: 'exact, errors of α and β shared',
  independent: 'each day by itself',
  keep: 'kept',
  'leave-out': 'left out',
};
const ERROR_WORDS: Readonly<Record<string, string>> = { ...WORDS, simple: 'k times one day' };

/** How the study is made: quick windows as links, everything else as one plain form. */
export function StudyForm({ path, settings, kept, asOf, hrefOf }: StudyFormProps) {
  const text = writeDayWindow(settings.range);
  return (
    <div className={styles['choices']}>
      <ChoiceRow
        label="Window"
        name="Event window"
        choices={QUICK_WINDOWS.map((range) => ({
          key: writeDayWindow(range),
          text: describeWindow(range),
          href: hrefOf({ ...settings, range }),
          isChosen: writeDayWindow(range) === text,
        }))}
      />
      <form className={styles['settings']} action={path} method="get" aria-label="How the study is made">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {asOf === null ? null : <input type="hidden" name="asOf" value={asOf} />}
        <DaysField name="window" label="Event window" value={text} />
        <DaysField name="estimation" label="Estimation" value={writeDayWindow(settings.estimation)} />
        <ChoiceField
          name="benchmark"
          label="Benchmark"
          value={settings.benchmark}
          choices={[...new Set(['home', 'sector', settings.benchmark])]}
        />
        <ChoiceField name="model" label="Model" value={settings.model} choices={RETURN_MODELS} />
        <ChoiceField name="returns" label="Returns" value={settings.returns} choices={RETURN_KINDS} />
        <ChoiceField
          name="divisor"
          label="Variance over"
          value={settings.divisor}
          choices={VARIANCE_DIVISORS}
        />
        <ChoiceField
          name="error"
          label="Error of a CAR"
          value={settings.error}
          choices={CAR_ERRORS}
          words={ERROR_WORDS}
        />
        <ChoiceField name="shocks" label="Shock days" value={settings.shocks} choices={SHOCK_CHOICES} />
        <button type="submit" className={styles['button']}>
          Compute
        </button>
      </form>
    </div>
  );
}

interface FieldProps {
  readonly name: StudyParam;
  readonly label: string;
  readonly value: string;
}

function DaysField({ name, label, value }: FieldProps) {
  return (
    <label className={styles['field']}>
      {label}
      <input
        type="text"
        name={name}
        key={value}
        defaultValue={value}
        maxLength={12}
        title="First and last session, relative to day 0, for example -1,3"
        autoComplete="off"
        required
      />
    </label>
  );
}

function ChoiceField({
  name,
  label,
  value,
  choices,
  words = WORDS,
}: FieldProps & { readonly choices: readonly string[]; readonly words?: typeof WORDS }) {
  return (
    <label className={styles['field']}>
      {label}
      <select name={name} key={value} defaultValue={value}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words[choice] ?? choice}
          </option>
        ))}
      </select>
    </label>
  );
}
