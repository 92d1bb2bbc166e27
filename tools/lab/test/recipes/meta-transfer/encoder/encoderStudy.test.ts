import { runEncoders } from '../../../../src/recipes/meta-transfer/encoder/encoderStudy.ts';
import { encoderSchema } from '../../../../src/recipes/meta-transfer/encoder/settings.ts';
import type { RunPart } from '../../../../src/run/runPart.ts';

const config = encoderSchema.parse({
  splines: 2,
  trainingPoints: 300,
  transferSets: 4,
  points: 200,
  learners: ['search', 'gradient'],
  search: { iterations: 14, trainingPoints: 300, transferSets: 4 },
  gradient: { iterations: 6, starts: 1, trainingPoints: 100 },
});

function context(signal = new AbortController().signal, names: string[] = []) {
  const part = (name: string) => {
    names.push(name);
    return { finished: (compute: () => Promise<unknown>) => compute() } as unknown as RunPart;
  };
  return { part, seed: 1, signal };
}

describe('runEncoders', () => {
  it('learns every spline by every learner, from the same data', async () => {
    const names: string[] = [];
    const [search, gradient] = await runEncoders(context(undefined, names), config);
    expect(names).toEqual(['search-01', 'search-02', 'gradient-01', 'gradient-02']);
    expect(search?.outcomes).toHaveLength(2);
    const [first, second] = search?.outcomes ?? [];
    expect(first?.scores).toHaveLength(14);
    expect(first?.error).toBeLessThan(15);
    expect(first?.curvature).not.toBe(second?.curvature);
    expect(gradient?.outcomes[0]?.curvature).toBe(first?.curvature);
    expect(gradient?.outcomes[0]?.scores).toEqual([]);
    expect(gradient?.outcomes[0]?.path.map(([step]) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('stops when it is asked to', async () => {
    await expect(runEncoders(context(AbortSignal.abort()), config)).rejects.toMatchObject({
      code: 'ERR_INTERRUPTED',
    });
  });
});
