/** Recorded revisions of a quarter's capex, made by hand. */
import type { HeldCapex, PlannedCapex } from '#lib/core/filings/plan-capex.ts';

/** A revision of the first quarter of 2023 of 5 billion, shipped in batch 1, unless a test says otherwise. */
export function heldCapex(changes: Partial<HeldCapex> = {}): HeldCapex {
  const fiscalQuarter = changes.fiscalQuarter ?? '2023 Q1';
  return {
    key: `EX | ${fiscalQuarter}`,
    fiscalQuarter,
    periodStartOn: '2023-01-01',
    periodEndOn: '2023-03-31',
    definition: 'cash PP&E purchases',
    capexUsdBn: 5,
    batchId: 1,
    visibleFrom: '2023-05-15',
    isWithdrawn: false,
    deskOn: null,
    ...changes,
  };
}

/** What is on record once a plan is carried out: one batch for each further value of a quarter. */
export function carryOut(held: readonly HeldCapex[], planned: readonly PlannedCapex[]): HeldCapex[] {
  const newest = Math.max(0, ...held.map(({ batchId }) => batchId));
  return [
    ...held,
    ...planned.flatMap(({ quarter, values }) =>
      values.map(({ valueBn, knownFrom }, index) =>
        heldCapex({
          ...quarter,
          key:
            held.find(
              (row) => row.definition === quarter.definition && row.fiscalQuarter === quarter.fiscalQuarter,
            )?.key ?? `EX | ${quarter.fiscalQuarter} | ${quarter.definition}`,
          capexUsdBn: valueBn,
          visibleFrom: knownFrom,
          batchId: newest + 1 + index,
          isWithdrawn: false,
          deskOn: null,
        }),
      ),
    ),
  ];
}
