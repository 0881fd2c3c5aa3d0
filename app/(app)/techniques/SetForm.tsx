import { familyWords } from '#lib/charts/techniques/technique-words.ts';
import { techniquesTablePairs, type TechniquesLink } from '#lib/core/catalogue/techniques-link.ts';
import type { CataloguedTechnique } from '#lib/core/efficiency/efficiency-world.ts';
import { MAX_STACKED_TECHNIQUES } from '#lib/core/efficiency/stack.ts';

import { MomentFields } from '../../_page/MomentFields.tsx';
import styles from './techniques.module.css';

interface SetFormProps {
  readonly techniques: readonly CataloguedTechnique[];
  readonly link: TechniquesLink;
}

/** The set whose overlap is shown, as check boxes of a plain form. */
export function SetForm({ techniques, link }: SetFormProps) {
  const usable = techniques.filter(({ savingPoint }) => savingPoint !== null);
  const families = [...new Set(usable.map(({ family }) => family))];
  return (
    <details className={styles['choose']}>
      <summary>
        Choose the set ({link.chosen.length} of at most {MAX_STACKED_TECHNIQUES})
      </summary>
      <form action="/techniques#overlap" method="get" className={styles['boxes']}>
        {techniquesTablePairs(link).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <MomentFields link={link} />
        {families.map((family) => (
          <fieldset key={family} className={styles['family']}>
            <legend>{familyWords(family).label}</legend>
            {usable
              .filter((technique) => technique.family === family)
              .map(({ id, name }) => (
                <label key={id} className={styles['box']}>
                  <input type="checkbox" name="x" value={id} defaultChecked={link.chosen.includes(id)} />
                  {name}
                </label>
              ))}
          </fieldset>
        ))}
        <button type="submit" className={styles['button']}>
          Show this set
        </button>
      </form>
    </details>
  );
}
