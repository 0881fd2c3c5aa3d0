'use client';

import { conditionWords, quietWords, subjectWords, valueWords } from '#lib/charts/alerts/alert-words.ts';
import { formatDate } from '#lib/charts/format.ts';
import type { AlertItem } from '#lib/contracts/alerts/alerts.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import table from '../../_ui/data-table.module.css';
import styles from './alerts.module.css';
import { RuleActions } from './RuleActions.tsx';

interface RulesTableProps {
  readonly rules: readonly AlertItem[];
  readonly onEdit: (rule: AlertItem) => void;
  readonly onDone: (words: string) => void;
}

/** Every rule with its newest value and why it is quiet; those that cannot be evaluated stand first. */
export function RulesTable({ rules, onEdit, onDone }: RulesTableProps) {
  return (
    <div
      className={`${table['scroll'] ?? ''} ${styles['region'] ?? ''}`}
      tabIndex={0}
      role="region"
      aria-label="Alert rules"
    >
      <table className={`${table['table'] ?? ''} ${styles['rules'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Newest value</th>
            <th scope="col">To go</th>
            <th scope="col">Fired last</th>
            <th scope="col" className={`${table['words'] ?? ''} ${styles['quiet'] ?? ''}`}>
              Why it is quiet
            </th>
            <th scope="col">
              <span className={styles['hidden']}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id} data-failing={rule.isFailing || undefined}>
              <th scope="row">
                {rule.name}
                <span className={table['under']}>
                  {subjectWords(rule.spec, { scenario: rule.scenarioName })}{' '}
                  {conditionWords(rule.spec, rule.unit)}
                  {rule.isOneShot ? '; once' : ''}
                  {rule.deliver === 'inbox' ? '' : '; to channels too'}
                </span>
                <span className={`${table['under'] ?? ''} ${styles['quietUnder'] ?? ''}`}>
                  {quietWords(rule, formatInstant)}
                </span>
              </th>
              <td>
                {rule.last === null ? 'none' : valueWords(rule.last.value, rule.unit)}
                {rule.last === null ? null : (
                  <span className={table['under']}>{formatDate(rule.last.on)}</span>
                )}
              </td>
              <td>{distanceWords(rule)}</td>
              <td>{rule.lastFiredAt === null ? 'never' : formatDate(rule.lastFiredAt.slice(0, 10))}</td>
              <td className={`${table['words'] ?? ''} ${styles['quiet'] ?? ''}`}>
                {quietWords(rule, formatInstant)}
                <span className={table['under']}>
                  {rule.checkedAt === null ? 'not checked yet' : `checked ${formatInstant(rule.checkedAt)}`}
                </span>
              </td>
              <td>
                <RuleActions rule={rule} onEdit={onEdit} onDone={onDone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How far the value has to go; that it holds, or that there is nothing to measure. */
function distanceWords({ distance, unit, quiet }: AlertItem): string {
  if (quiet?.kind === 'waits-to-re-arm' || quiet?.kind === 'waits-inside') return 'holds';
  return distance === null ? 'none' : valueWords(distance, unit);
}
