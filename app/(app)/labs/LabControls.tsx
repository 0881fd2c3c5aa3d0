'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useRef, type SyntheticEvent } from 'react';

import { writeLabsLink, type LabsLink } from '#lib/core/labs/labs-link.ts';

import { MomentFields } from '../../_page/MomentFields.tsx';
import styles from './labs.module.css';

interface LabControlsProps {
  readonly link: LabsLink;
  readonly mixes: readonly {
    readonly id: LabsLink['mix'];
    readonly name: string;
    readonly isAbsent: boolean;
  }[];
  readonly quarters: readonly string[];
  /** The quarter in use when none is chosen. */
  readonly usualQuarter: string;
  /** What an empty field stands for, as fractions; a saving is null while one is set. */
  readonly usual: { readonly passThrough: number; readonly costSaving: number | null };
}

/** Mix, pass-through, saving and quarter. Without script the form asks the server for the same page. */
export function LabControls({ link, mixes, quarters, usualQuarter, usual }: LabControlsProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);

  function show(event: SyntheticEvent<HTMLFormElement>): void {
    event.preventDefault();
    router.push(`/labs${writeLabsLink(readForm(event.currentTarget, link))}` as Route, { scroll: false });
  }
  const submit = (): void => {
    form.current?.requestSubmit();
  };
  // Fields hold what the reader types; a new address starts them anew.
  const key = writeLabsLink(link);

  return (
    <form key={key} ref={form} className={styles['controls']} action="/labs" method="get" onSubmit={show}>
      <label className={styles['field']}>
        Mix of requests
        <select name="mix" defaultValue={link.mix} onChange={submit}>
          {mixes.map(({ id, name, isAbsent }) => (
            <option key={id} value={id} disabled={isAbsent}>
              {isAbsent ? `${name} (not public yet)` : name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles['field']}>
        Passed on in price, 0 to 1
        <input
          type="number"
          name="p"
          min={0}
          max={1}
          step="any"
          defaultValue={link.passThrough ?? ''}
          placeholder={`${String(usual.passThrough)} as sourced`}
        />
      </label>
      <label className={styles['field']}>
        Cost saving, 0 to 0.95
        <input
          type="number"
          name="c"
          min={0}
          max={0.95}
          step="any"
          defaultValue={link.costSaving ?? ''}
          placeholder={
            usual.costSaving === null ? 'as the fleet' : `${usual.costSaving.toFixed(3)} of the fleet`
          }
        />
      </label>
      <label className={styles['field']}>
        Fleet’s saving read in
        <select name="quarter" defaultValue={link.quarter ?? ''} onChange={submit}>
          <option value="">{link.quarter === null ? `${usualQuarter}, as usual` : 'two years ahead'}</option>
          {quarters.map((quarter) => (
            <option key={quarter}>{quarter}</option>
          ))}
        </select>
      </label>
      <MomentFields link={link} />
      <input type="hidden" name="series" value={link.series} />
      <input type="hidden" name="show" value={link.show} />
      <button type="submit" className={styles['button']}>
        Show
      </button>
    </form>
  );
}

/** The link with what the form says; empty fields are as sourced. */
function readForm(form: HTMLFormElement, link: LabsLink): LabsLink {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const number = (name: string): number | null => (text(name) === '' ? null : Number(text(name)));
  return {
    ...link,
    mix: text('mix') as LabsLink['mix'],
    passThrough: number('p'),
    costSaving: number('c'),
    quarter: text('quarter') === '' ? null : text('quarter'),
  };
}
