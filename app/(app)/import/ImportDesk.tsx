'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendFile } from '#lib/client/send-file.ts';
import type { Imported, Preview } from '#lib/contracts/imports/imports.ts';

import { useSending } from '../../_auth/use-sending.ts';
import { ChooseSection, type Choice } from './ChooseSection.tsx';
import { CommitForm } from './CommitForm.tsx';
import { describeImported, type TableChoice } from './import-words.ts';
import { PreviewSection } from './PreviewSection.tsx';

const FILE_GONE = 'or the file was changed or moved since it was chosen; if so, choose it again';
const PREVIEW_UNANSWERED = `There was no answer: the server is not running, ${FILE_GONE}. Nothing was changed.`;
const COMMIT_UNANSWERED = `There was no answer: the server is not running, ${FILE_GONE}. Preview it again: if it was imported, the preview finds no difference.`;

interface ImportDeskProps {
  readonly tables: readonly TableChoice[];
  readonly maxBytes: number;
}

type Step = 'preview' | 'commit';

/** From a chosen file to a committed batch. The file stays chosen whatever the server says. */
export function ImportDesk({ tables, maxBytes }: ImportDeskProps) {
  const router = useRouter();
  const sending = useSending();
  const [step, setStep] = useState<Step>('preview');
  const [choice, setChoice] = useState<Choice>({
    table: tables[0]?.table ?? 'assumption',
    isComplete: false,
    mayHaveNewNames: false,
    file: null,
  });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [reason, setReason] = useState('');
  const [imported, setImported] = useState<Imported | null>(null);
  const { file } = choice;

  const showPreview = (): void => {
    if (file === null) return;
    setStep('preview');
    setImported(null);
    const path = `/api/v1/imports/preview?${toQuery(choice).toString()}`;
    sending.run(() => sendFile<Preview>(path, file, PREVIEW_UNANSWERED), setPreview);
  };
  const commit = (fingerprint: string): void => {
    if (file === null) return;
    setStep('commit');
    const query = toQuery(choice);
    query.set('fingerprint', fingerprint);
    query.set('reason', reason);
    sending.run(
      () => sendFile<Imported>(`/api/v1/imports?${query.toString()}`, file, COMMIT_UNANSWERED),
      (answer) => {
        setImported(answer);
        setPreview(null);
        setReason('');
        router.refresh();
      },
    );
  };

  return (
    <>
      <ChooseSection
        choice={choice}
        tables={tables}
        maxBytes={maxBytes}
        isBusy={sending.isBusy}
        working={sending.isBusy ? step : null}
        failure={step === 'preview' ? sending.failure : null}
        done={imported === null ? '' : describeImported(imported)}
        onChange={(next) => {
          setChoice(next);
          // A preview speaks of one file and one set of choices.
          setPreview(null);
          setImported(null);
        }}
        onPreview={showPreview}
      />
      {preview === null || file === null ? null : (
        <PreviewSection preview={preview} fileName={file.name}>
          {preview.fingerprint === null ? null : (
            <CommitForm
              withdrawn={preview.counts?.withdrawn ?? 0}
              reason={reason}
              isBusy={sending.isBusy}
              failure={step === 'commit' ? sending.failure : null}
              onReason={setReason}
              onCommit={() => {
                commit(preview.fingerprint ?? '');
              }}
              onPreviewAgain={() => {
                showPreview();
                // What was imported meanwhile stands among the batches.
                router.refresh();
              }}
            />
          )}
        </PreviewSection>
      )}
    </>
  );
}

function toQuery({ table, isComplete, mayHaveNewNames }: Choice): URLSearchParams {
  return new URLSearchParams({
    table,
    complete: isComplete ? 'yes' : 'no',
    newNames: mayHaveNewNames ? 'accept' : 'refuse',
  });
}
