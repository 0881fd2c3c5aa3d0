import styles from './BrandMark.module.css';

/** The mark: a line above the water. Decoration; the word beside it says the name. */
export function BrandMark() {
  return (
    <svg
      className={styles['mark']}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      <path className={styles['water']} d="M0 13c3-2.2 5-2.2 8 0s5 2.2 8 0 5-2.2 8 0v11H0z" />
      <path className={styles['line']} d="M2 8h20" />
    </svg>
  );
}
