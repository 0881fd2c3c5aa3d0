import { formatBytes } from '#lib/charts/byte-words.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import styles from './ArchiveSection.module.css';

interface ArchiveSectionProps {
  /** What an archive of now would hold; null for whoever may not take one. */
  readonly sizes: { readonly tableCount: number; readonly sizeBytes: number } | null;
}

const RESTORE =
  'WATERLINE_DATA_DIR=.waterline-restored npm run restore -- FILE && WATERLINE_DATA_DIR=.waterline-restored npm start';

/** Everything in one file, for an admin, and how to come back from it. */
export function ArchiveSection({ sizes }: ArchiveSectionProps) {
  return (
    <section className={section['section']} aria-labelledby="archive-title">
      <h2 id="archive-title">All data in one file</h2>
      <p>
        Every table as it stands at one instant, with history, members and audit: the same file that{' '}
        <code className={styles['code']}>npm run backup</code> writes. Passwords, sessions, tokens and shares
        of watchlists are left out.
      </p>
      {sizes === null ? (
        <p className={people['muted']}>It is for admins; ask one for it.</p>
      ) : (
        <>
          <p className={people['muted']}>
            {sizes.tableCount} tables take {formatBytes(sizes.sizeBytes, 2)} in the database; the file is
            compressed and smaller. It is made while it is sent, so how long it takes is not known before. The
            audit says who took it.
          </p>
          <p>
            <a
              className={`${controls['button'] ?? ''} ${styles['link'] ?? ''}`}
              href="/api/v1/archive"
              download
            >
              Download the archive
            </a>
          </p>
        </>
      )}
      <p>
        To restore it, in the folder of Waterline, with the name of the file for{' '}
        <code className={styles['code']}>FILE</code>:
      </p>
      <pre className={styles['command']} tabIndex={0} aria-label="Commands that restore an archive">
        {RESTORE}
      </pre>
      <p className={people['muted']}>
        That makes a database of its own beside the present one, checks every row against the file and keeps
        all or nothing. Members then need new passwords:{' '}
        <code className={styles['code']}>npm run reset-link -- E-MAIL</code>.
      </p>
    </section>
  );
}
