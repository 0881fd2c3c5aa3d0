/**
 * Speed of the serving roofline on one thread: whole deployments (plan and answer) and answers under changing levers
 * of a plan that exists, beside the same answer with its batch found by counting up, in the same run.
 * `node --conditions=react-server tests/bench/serving.ts`.
 */
import { evaluateServing, NO_LEVERS, planServing, type ServingPlan } from '#lib/core/efficiency/serving.ts';
import { readAccelerators, readModelArchitectures } from '#tests/support/efficiency-facts.ts';
import { INDEXER_HEADS, LLAMA_ON_H100, planOf, type Deployment } from '#tests/support/serving.ts';

const SECONDS_PER_MEASUREMENT = 1;
const TARGET_PER_SECOND = 200_000;

const DEPLOYMENTS: readonly Deployment[] = [
  LLAMA_ON_H100,
  {
    ...LLAMA_ON_H100,
    model: 'deepseek-v3',
    accelerator: 'nvidia-h200-sxm',
    accelerators: 16,
    weightDtype: 'fp8',
  },
  {
    ...LLAMA_ON_H100,
    model: 'deepseek-v3.2',
    accelerator: 'nvidia-gb200',
    accelerators: 72,
    weightDtype: 'fp8',
  },
  { ...LLAMA_ON_H100, model: 'qwen3-235b-a22b', accelerator: 'nvidia-b200', weightDtype: 'fp8' },
  { ...LLAMA_ON_H100, model: 'gpt-oss-120b', accelerators: 1, weightDtype: 'mxfp4' },
];

const models = readModelArchitectures();
const accelerators = readAccelerators();
const plans = DEPLOYMENTS.map(planOf);
/** Keeps the answers alive, so that the measured work cannot be dropped. */
let sink = 0;

function perSecond(run: (turn: number) => void): number {
  for (let turn = 0; turn < 20_000; turn += 1) run(turn);
  let turns = 0;
  const start = performance.now();
  const until = start + SECONDS_PER_MEASUREMENT * 1000;
  while (performance.now() < until) {
    for (let i = 0; i < 1000; i += 1) run(turns + i);
    turns += 1000;
  }
  return (1000 * turns) / (performance.now() - start);
}

function wholeDeployment(turn: number): void {
  const of = DEPLOYMENTS[turn % DEPLOYMENTS.length] ?? LLAMA_ON_H100;
  const { model: modelId, accelerator: acceleratorId, ...request } = of;
  const model = models.get(modelId);
  const accelerator = accelerators.get(acceleratorId);
  if (model === undefined || accelerator === undefined) throw new Error('unknown deployment');
  const changed = { ...request, inputTokens: request.inputTokens + (turn % 997) };
  const plan = planServing(model, accelerator, changed, INDEXER_HEADS);
  if (plan.ok) sink += evaluateServing(plan.value).batch;
}

function underLevers(turn: number): void {
  const plan = planAt(turn);
  sink += evaluateServing(plan, {
    ...NO_LEVERS,
    kvStored: 1 - (turn % 97) / 200,
    kvRead: 1 - (turn % 89) / 200,
  }).batch;
}

function planAt(turn: number): ServingPlan {
  const plan = plans[turn % plans.length];
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

/** The same latency limit found by trying 1, 2, 3, ... as a first version would. */
function countingUp(turn: number): void {
  const { request, weights, bytesPerWeight, kvReadBytes, decodeFlops, ...plan } = planAt(turn);
  const kvRead = kvReadBytes * (1 - (turn % 89) / 200);
  const routed = weights.routedShare;
  let batch = 0;
  for (;;) {
    const next = batch + 1;
    const params = weights.denseParams + weights.expertParams * weights.experts * (1 - (1 - routed) ** next);
    const memory = (params * bytesPerWeight + next * kvRead) / plan.usableBytesPerSecond;
    const compute = (next * decodeFlops) / (request.accelerators * plan.usableFlopPerSecond);
    if (Math.max(memory, compute) > 1 / request.minTokensPerSecondPerUser) break;
    batch = next;
  }
  sink += batch;
}

const deployments = perSecond(wholeDeployment);
const levers = perSecond(underLevers);
const naive = perSecond(countingUp);
console.log(`whole deployments, plan and answer   ${Math.round(deployments).toLocaleString('en')} a second`);
console.log(`answers under levers, plan in hand   ${Math.round(levers).toLocaleString('en')} a second`);
console.log(`batch by counting up, nothing else   ${Math.round(naive).toLocaleString('en')} a second`);
console.log(
  `ratio to counting up ${(levers / naive).toFixed(1)}; aim ${TARGET_PER_SECOND.toLocaleString('en')}: ` +
    `${levers >= TARGET_PER_SECOND && deployments >= TARGET_PER_SECOND ? 'met' : 'missed'} (sink ${sink % 7})`,
);
