import { Fragment } from 'react';

import type { SentencePart } from '#lib/charts/sentence.ts';

import { EvidenceNumber } from './EvidenceNumber.tsx';
import styles from './Sentence.module.css';

/** A computed sentence: figures open their evidence, ranges are muted. */
export function Sentence({ parts }: { readonly parts: readonly SentencePart[] }) {
  return parts.map((part, index) => {
    const key = `${String(index)} ${part.tone}`;
    if (part.evidence !== null) {
      return (
        <EvidenceNumber key={key} evidence={part.evidence}>
          {part.text}
        </EvidenceNumber>
      );
    }
    if (part.tone === 'range') {
      return (
        <span key={key} className={styles['range']}>
          {part.text}
        </span>
      );
    }
    return <Fragment key={key}>{part.text}</Fragment>;
  });
}
