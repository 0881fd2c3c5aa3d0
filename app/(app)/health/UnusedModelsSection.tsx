import { formatListPrice } from '#lib/charts/labs/price-format.ts';
import type { UnusedModels } from '#lib/services/health/list-unused-models.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import table from '../../_ui/data-table.module.css';

/** Models of the token price catalogue that were seen and that no figure uses. */
export function UnusedModelsSection({ models }: { readonly models: UnusedModels }) {
  const { items, unusedCount, seenCount } = models;
  return (
    <section className={section['section']} aria-labelledby="unused-title">
      <h2 id="unused-title">Models seen and not used</h2>
      {seenCount === 0 ? (
        <p className={people['muted']}>The list of OpenRouter has not been read yet.</p>
      ) : (
        <>
          <p className={people['muted']}>
            OpenRouter has listed {String(seenCount)} models; {String(unusedCount)} of them are in no figure,
            since nobody has said which model of the price table they are.
            {items.length === 0 ? ' None of them is a new model of a lab whose prices are kept.' : ''}
          </p>
          {items.length === 0 ? null : (
            <details>
              <summary>New ones of the labs whose prices are kept: {String(items.length)}</summary>
              <div
                className={table['scroll']}
                tabIndex={0}
                role="region"
                aria-label="New models that are not used"
              >
                <table className={table['table']}>
                  <thead>
                    <tr>
                      <th scope="col" className={table['words']}>
                        Model
                      </th>
                      <th scope="col">Listed since</th>
                      <th scope="col">Input, USD per million tokens</th>
                      <th scope="col">Output</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((model) => (
                      <tr key={model.modelId}>
                        <th scope="row" className={table['words']} title={model.name}>
                          {model.modelId}
                        </th>
                        <td>{model.createdOn}</td>
                        <td>{formatListPrice(model.inputUsdPerMillionTokens)}</td>
                        <td>{formatListPrice(model.outputUsdPerMillionTokens)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
          )}
        </>
      )}
    </section>
  );
}
