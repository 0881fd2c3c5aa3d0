import type { AuditEntryItem, AuditPage } from '#lib/contracts/accounts/audit.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';

interface AuditSectionProps {
  readonly page: AuditPage;
  readonly actor: string;
  readonly action: string;
  /** What of the filter cannot be used; null when all of it can. */
  readonly fault: string | null;
}

/** Who changed what, newest first. Nobody can edit it: the database refuses. */
export function AuditSection({ page, actor, action, fault }: AuditSectionProps) {
  const older = new URLSearchParams({
    ...(actor !== '' && { actor }),
    ...(action !== '' && { action }),
    cursor: page.nextCursor ?? '',
  });
  return (
    <section className={section['section']} aria-labelledby="audit-title">
      <h2 id="audit-title">Audit</h2>
      <form className={people['form']} action="/admin" method="get">
        <label className={controls['field']}>
          Who (part of the e-mail)
          <input name="actor" defaultValue={actor} maxLength={100} autoComplete="off" />
        </label>
        <label className={controls['field']}>
          What (how it begins, such as member)
          <input name="action" defaultValue={action} maxLength={60} autoComplete="off" />
        </label>
        <button type="submit" className={controls['button']}>
          Show
        </button>
      </form>
      {fault === null ? null : <p role="alert">Not filtered: {fault}.</p>}
      {page.items.length === 0 ? (
        <p className={people['muted']}>Nothing of this kind is written down.</p>
      ) : (
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="Changes">
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col" className={table['words']}>
                  Who
                </th>
                <th scope="col" className={table['words']}>
                  What
                </th>
                <th scope="col" className={table['words']}>
                  From, to
                </th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((entry) => (
                <tr key={entry.id}>
                  <th scope="row">{formatInstant(entry.at)}</th>
                  <td className={table['words']}>
                    {entry.actor} <span className={people['muted']}>by {entry.via}</span>
                  </td>
                  <td className={table['words']}>{entry.action}</td>
                  <td className={table['words']}>
                    <span className={people['change']}>{describeChange(entry)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page.nextCursor === null ? null : (
        <p>
          <a href={`/admin?${older.toString()}#audit-title`}>Older entries</a>
        </p>
      )}
    </section>
  );
}

/** What changed, field by field where both sides are known; else what there is to say. */
function describeChange({ before, after, entityId }: AuditEntryItem): string {
  const [from, to] = [toFields(before), toFields(after)];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = names.filter((name) => from[name] !== to[name]);
  const words = changed.map(
    (name) => `${name} ${[from[name], to[name]].filter((part) => part !== undefined).join(' → ')}`,
  );

  return words.length === 0 ? (entityId ?? '') : words.join(', ');
}

function toFields(side: unknown): Readonly<Record<string, string>> {
  if (typeof side !== 'object' || side === null) return {};

  return Object.fromEntries(
    Object.entries(side).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
