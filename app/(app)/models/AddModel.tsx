'use client';

import { useId, useState, type SyntheticEvent } from 'react';

import type { CacheChoice } from '#lib/charts/models/model-figures.ts';

import { AddedModel } from './AddedModel.tsx';
import styles from './models.module.css';
import { readConfigFile } from './read-config-file.ts';
import type { GivenModel, ReadModel } from './read-own-model.ts';

interface AddModelProps {
  readonly choice: CacheChoice;
  readonly onAdded: () => void;
}

const BLANK = { text: '', repository: '', name: '', total: '', active: '' };

type Fields = typeof BLANK;

/** Form for a model of the reader's own: a config pasted or from a file, or the name of a public repository. */
export function AddModel({ choice, onAdded }: AddModelProps) {
  const id = useId();
  const [fields, setFields] = useState(BLANK);
  const [isReading, setIsReading] = useState(false);
  const [read, setRead] = useState<ReadModel | null>(null);
  const [said, setSaid] = useState('');
  const set = (part: Partial<Fields>): void => {
    setFields((last) => ({ ...last, ...part }));
  };

  async function onSubmit(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    setIsReading(true);
    setSaid('');
    setRead(await readModel(fields));
    setIsReading(false);
  }

  async function onFile(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setRead(null);
    const content = await readConfigFile(file);
    if ('fault' in content) setRead({ faults: [{ pointer: '', message: content.fault }] });
    else set({ text: content.text, repository: '', name: file.name.replace(/\.json$/i, '') });
  }

  async function onAdd(model: Extract<ReadModel, { parsed: unknown }>): Promise<void> {
    const { saveOwnModel } = await import('#lib/client/own-models.ts');
    const fault = saveOwnModel({
      model: model.parsed.model,
      provenance: model.provenance,
      addedAt: new Date().toISOString(),
    });
    if (fault !== null) {
      setRead({ faults: [{ pointer: '', message: fault }] });
      return;
    }
    setSaid(`${model.parsed.model.name} is in the table above, in this browser only.`);
    setRead(null);
    setFields(BLANK);
    onAdded();
  }

  return (
    <div className={styles['adding']}>
      <form
        className={styles['addForm']}
        onSubmit={(event) => {
          void onSubmit(event);
        }}
      >
        <label className={styles['wide']} htmlFor={`${id}-text`}>
          config.json, as text
        </label>
        <textarea
          id={`${id}-text`}
          rows={8}
          spellCheck={false}
          value={fields.text}
          placeholder={'{ "num_hidden_layers": 32, "num_attention_heads": 32, … }'}
          onChange={(event) => {
            set({ text: event.currentTarget.value });
          }}
        />
        <div className={styles['row']}>
          <label className={styles['field']}>
            or a file
            <input
              type="file"
              accept=".json,application/json"
              onChange={(event) => void onFile(event.currentTarget.files?.[0])}
            />
          </label>
          <label className={styles['field']}>
            or a public repository on huggingface.co
            <input
              type="text"
              value={fields.repository}
              placeholder="owner/name"
              maxLength={200}
              autoComplete="off"
              onChange={(event) => {
                set({ repository: event.currentTarget.value });
              }}
            />
          </label>
        </div>
        <div className={styles['row']}>
          <label className={styles['field']}>
            name
            <input
              type="text"
              value={fields.name}
              maxLength={100}
              onChange={(event) => {
                set({ name: event.currentTarget.value });
              }}
            />
          </label>
          <Billions
            label="all parameters, billions"
            value={fields.total}
            onChange={(total) => {
              set({ total });
            }}
          />
          <Billions
            label="active per token, billions"
            value={fields.active}
            onChange={(active) => {
              set({ active });
            }}
          />
        </div>
        <p className={styles['muted']}>
          Configs rarely state parameters: left empty they are computed from the dimensions and marked. A
          pasted config stays in this browser; a repository is fetched by the server.
        </p>
        <button type="submit" className={styles['button']} disabled={isReading}>
          {isReading ? 'Reading…' : 'Read the config'}
        </button>
      </form>
      <div aria-live="polite">
        {said === '' ? null : <p>{said}</p>}
        {read === null ? null : 'faults' in read ? (
          <Faults faults={read.faults} />
        ) : (
          <AddedModel
            read={read}
            choice={choice}
            onAdd={() => {
              void onAdd(read);
            }}
          />
        )}
      </div>
    </div>
  );
}

interface BillionsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Billions({ label, value, onChange }: BillionsProps) {
  return (
    <label className={styles['field']}>
      {label}
      <input
        type="number"
        min={0}
        max={1_000_000}
        step="any"
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </label>
  );
}

function Faults({ faults }: { readonly faults: Extract<ReadModel, { faults: unknown }>['faults'] }) {
  return (
    <div className={styles['faults']}>
      <p>This cannot be read as a model:</p>
      <ul>
        {faults.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`}>{message}</li>
        ))}
      </ul>
    </div>
  );
}

function billions(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) || value <= 0 ? null : value;
}

async function readModel({ text, repository, name, total, active }: Fields): Promise<ReadModel> {
  const given: GivenModel = {
    text,
    repository: repository.trim(),
    name,
    totalParamsB: billions(total),
    activeParamsB: billions(active),
  };
  try {
    return await (await import('./read-own-model.ts')).readGivenModel(given);
  } catch {
    const message = 'the code that reads configs did not load; is Waterline still running?';
    return { faults: [{ pointer: '', message }] };
  }
}
