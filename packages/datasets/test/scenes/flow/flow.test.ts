import { flow } from '../../../src/scenes/flow/flow.ts';
import type { FlowOptions } from '../../../src/scenes/flow/flow.ts';
import { failure, pixelHash } from '../../testFiles.ts';

async function read(data: Pick<ReturnType<typeof flow>, 'read'>, rows: number[], size: number) {
  const out = new Float32Array(rows.length * size * size * 3);
  await data.read(Int32Array.from(rows), out);
  return out;
}

describe('flow', () => {
  it('draws the images that recorded results were trained on', async () => {
    const data = flow({ size: 32 });
    expect(data).toMatchObject({ name: 'flow/train', size: 8100, shape: [32, 32, 3] });
    const rows = Array.from({ length: 100 }, (_, i) => 81 * i);
    expect(pixelHash(await read(data, rows, 32))).toBe(
      'b5825c55e5c1c5638d825d2ab6571ebcdc3ea82e1190313b59169175301ecdb5',
    );
  });

  it('gives other rows to other splits and seeds, the same to the same', () => {
    const values = (options: FlowOptions) => [...flow({ rows: 20, ...options }).values];
    expect(values({})).toEqual(values({}));
    expect(values({ split: 'test' })).not.toEqual(values({}));
    expect(values({ seed: 2 })).not.toEqual(values({}));
    expect(values({})[1]).not.toBe(flow().values[1]);
    expect(flow({ noise: 0, rows: 1 }).size).toBe(1);
  });

  it('shows counterfactuals, two steps far', async () => {
    const data = flow({ size: 32, rows: 3 });
    const there = data.counterfactual({ ball: 1.1 });
    for (let i = 0; i < 3; i++) {
      const [before, after] = [data, there].map(({ values }) => values.subarray(4 * i, 4 * i + 4));
      expect(after?.[0]).toBe(1.1);
      expect(after?.[1]).toBe(before?.[1]);
      expect(after?.[2]).toBeCloseTo((before?.[2] ?? 0) + 1.331 - (before?.[0] ?? 0) ** 3, 9);
      expect(after?.[3]).toBeGreaterThan(before?.[3] ?? Infinity);
    }
    expect(await read(there, [1], 32)).not.toEqual(await read(data, [1], 32));
  });

  it.each<[string, FlowOptions]>([
    ['rows', { rows: 0 }],
    ['noise', { noise: Infinity }],
    ['noise', { noise: -1 }],
    ['size must be an integer from 16 to 512', { size: 513 }],
    ['size must be an integer from 16', { size: 8 }],
    ['noise must be a finite number of at least 0, got NaN', { noise: NaN }],
    ['split must be train or valid or test, got "all"', { split: 'all' as 'test' }],
  ])('refuses: %s', (pattern, options) => {
    expect(() => flow(options)).toThrow(failure('ERR_ARGUMENT', `^flow: ${pattern}`));
  });

  it('refuses targets that a tank cannot have', () => {
    expect(() => flow({ rows: 1 }).counterfactual({ ball: 3 })).toThrow(
      failure('ERR_ARGUMENT', '^flow/train.counterfactual: ball'),
    );
  });
});
