import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult, type IResolveOptions } from 'dependency-cruiser';

interface CruiserConfig {
  readonly forbidden: NonNullable<ICruiseOptions['ruleSet']>['forbidden'];
  readonly options: ICruiseOptions & { readonly enhancedResolveOptions: Partial<IResolveOptions> };
}

const config = createRequire(import.meta.url)('./dependency-cruiser.cjs') as CruiserConfig;

/** Import graph of `folders` under `root`, judged by the rules of `dependency-cruiser.cjs`. */
export async function cruiseImports(root: string, folders: readonly string[]): Promise<ICruiseResult> {
  const ruleSet = { forbidden: config.forbidden ?? [] };
  const { output } = await cruise(
    [...folders],
    { ...config.options, ruleSet, validate: true, baseDir: root },
    config.options.enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error(`the cruiser answered in text: ${output}`);
  return output;
}

/** Each violation of a graph as `rule: from -> to`. */
export function describeViolations(graph: ICruiseResult): string[] {
  return graph.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}
