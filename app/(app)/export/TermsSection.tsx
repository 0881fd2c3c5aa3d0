import section from '../../_page/section.module.css';
import styles from './TermsSection.module.css';

/** Where the figures come from and what may be done with them. */
export function TermsSection() {
  return (
    <section className={section['section']} aria-labelledby="terms-title">
      <h2 id="terms-title">Provenance and terms</h2>
      <p>
        Each file names its day, data version and model version, and the publications that its rows cite; each
        row of a quoted figure names its own. The figures are those of the publications: cite them, and ask
        their publishers before passing on their text.
      </p>
      <p>
        A CSV file opens with lines of provenance that begin with #; an import passes over them, so an export
        imports again without any change.
      </p>
      <p>
        Programs ask the same address, for CSV with a header:{' '}
        <code className={styles['code']}>Accept: text/csv</code>. <a href="/api/v1/openapi.json">The API</a>{' '}
        says what there is.
      </p>
    </section>
  );
}
