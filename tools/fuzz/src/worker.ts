import { setBackend } from '@tensorflow/tfjs';
import { runTrial } from './trial.ts';
import { makeTarget } from './targets.ts';
import type { Kind } from './targets.ts';

/** What a worker is told: the trials to make, and where. */
export interface Order {
  readonly kind: Kind;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly folder: string;
}

process.once('message', (order: Order) => {
  void work(order).then(() => {
    process.disconnect();
  });
});

async function work({ kind, seed, from, to, folder }: Order): Promise<void> {
  await setBackend('cpu');
  const target = await makeTarget(kind);
  for (let number = from; number < to; number++) {
    process.send?.(await runTrial(target, folder, { kind, number, seed }));
  }
}
