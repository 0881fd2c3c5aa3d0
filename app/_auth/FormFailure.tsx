import type { Sending } from './use-sending.ts';
import styles from './auth.module.css';

/** Why the last try did not work; silent where every fault stands beside its field. */
export function FormFailure({
  failure,
  fields = [],
}: {
  readonly failure: Sending['failure'];
  readonly fields?: readonly string[];
}) {
  const isAtFields =
    failure !== null &&
    Object.keys(failure.byField).length > 0 &&
    Object.keys(failure.byField).every((name) => fields.includes(name));
  return (
    <div role="alert" className={failure === null || isAtFields ? undefined : styles['failure']}>
      {failure === null ? null : isAtFields ? (
        <span className={styles['hidden']}>Some fields cannot be used; each says why.</span>
      ) : (
        failure.detail
      )}
    </div>
  );
}
