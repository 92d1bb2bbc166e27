import {
  outcomeOf,
  runRich,
} from '../../../../src/recipes/meta-transfer/encoder-rich/richStudy.ts';
import { richSchema } from '../../../../src/recipes/meta-transfer/encoder-rich/settings.ts';
import type { RunPart } from '../../../../src/run/runPart.ts';

const training = { iterations: 2, starts: 1, trainingPoints: 30, bumps: 6 };
const config = richSchema.parse({
  truths: 1,
  trainingPoints: 60,
  transferSets: 2,
  points: 40,
  chainTraining: training,
  couplingTraining: training,
});
const context = (signal = new AbortController().signal) => ({
  part: () => ({ finished: (compute: () => Promise<unknown>) => compute() }) as unknown as RunPart,
  seed: 1,
  signal,
});

describe('runRich', () => {
  it('measures both tasks', async () => {
    const [chain, coupling] = await runRich(context(), config);
    expect(chain?.outcomes[0]?.after.r2).toHaveLength(3);
    expect(coupling?.outcomes[0]?.after.r2).toHaveLength(2);
    expect(coupling?.outcomes[0]?.losses.map(([step]) => step)).toEqual([1, 2]);
    expect(chain?.outcomes[0]?.before.mcc).toBeGreaterThan(0.2);
  });

  it('stops when it is asked to', async () => {
    await expect(runRich(context(AbortSignal.abort()), config)).rejects.toMatchObject({
      code: 'ERR_INTERRUPTED',
    });
  });
});

describe('outcomeOf', () => {
  const a = Float64Array.of(1, 2, 3, 4, 5);
  const b = Float64Array.of(1, -1, 2, -2, 0);
  // More rows than the steps of R2.
  const many = [a, b].map((column) =>
    Float64Array.from({ length: 50 }, (_, i) => column[i % 5] ?? 0),
  );

  it('reads the chain through the matching', () => {
    const model = (direction: string) => ({
      encode: (points: readonly Float64Array[]) => [...points].reverse(),
      direction,
      belief: { [direction]: 0.8 },
    });
    expect(outcomeOf(model('V->U'), many, many)).toMatchObject({
      right: true,
      belief: 0.8,
      after: { columns: [1, 0] },
    });
    expect(outcomeOf(model('U->V'), many, many).right).toBe(false);
  });
});
