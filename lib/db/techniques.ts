import type { FactScope } from '#lib/contracts/facts/fact.ts';
import {
  ACTS_ON,
  techniqueFile,
  type AdoptionFact,
  type TechniqueFact,
} from '#lib/contracts/facts/techniques.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing } from './standing-facts.ts';

const { maturity, evidence } = techniqueFile.row.shape;

/** Techniques with the fraction each saves; a blank saving means that nobody published one. */
export async function listTechniques(scope: FactScope): Promise<TechniqueFact[]> {
  const rows = await db().technique.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows).map((row) => ({
    ...row,
    actsOn: row.actsOn.map((word) => narrow(ACTS_ON, word, 'technique.acts_on')),
    maturity: narrow(maturity.options, row.maturity, 'technique.maturity'),
    evidence: narrow(evidence.options, row.evidence, 'technique.evidence'),
  }));
}

/** Volumes, hit rates, shares and demand with the day they describe; read `unit`. */
export async function listAdoption(scope: FactScope): Promise<AdoptionFact[]> {
  return standing(await db().adoption.findMany({ where: knownAt(scope), ...newestPerKey() }));
}
