import { useId, type ReactNode } from 'react';

import styles from './StatePanel.module.css';

interface StatePanelProps {
  readonly title: string;
  readonly tone?: 'calm' | 'stale' | 'failed';
  /** True where the panel is all there is on the page. */
  readonly isPage?: boolean;
  /** True for what came up while somebody was working: it is read out at once. */
  readonly isUrgent?: boolean;
  readonly children: ReactNode;
}

/** A drawn state: one sentence, and below it what can be done. */
export function StatePanel({
  title,
  tone = 'calm',
  isPage = false,
  isUrgent = false,
  children,
}: StatePanelProps) {
  const titleId = useId();
  const Heading = isPage ? 'h1' : 'h2';
  const Tag = isPage ? 'main' : 'section';
  return (
    <Tag
      className={isPage ? styles['page'] : styles['panel']}
      aria-labelledby={titleId}
      data-tone={tone}
      id={isPage ? 'content' : undefined}
    >
      <Heading className={styles['title']} id={titleId}>
        {title}
      </Heading>
      <div className={styles['body']} role={isUrgent ? 'alert' : undefined}>
        {children}
      </div>
    </Tag>
  );
}
