import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import { DearModel } from '../../src/model/dearModel.ts';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { readDearModel } from '../../src/model/modelArtifacts.ts';
import { memoryFile, randomModel } from './models.ts';

beforeAll(() => useBackend());

/** What a changed file is refused with. */
async function refused(
  change: (metadata: Record<string, unknown>) => Record<string, unknown>,
  weights: (data: ArrayBuffer) => ArrayBuffer = (data) => data,
) {
  const model = randomModel();
  const file = memoryFile();
  await model.save(file.handler);
  model.dispose();
  const { userDefinedMetadata, weightData, ...rest } = file.artifacts();
  const changed = {
    ...rest,
    weightData: weights(weightData as ArrayBuffer),
    userDefinedMetadata: change(userDefinedMetadata as Record<string, unknown>) as Record<
      string,
      object
    >,
  };
  return readDearModel({ load: () => Promise.resolve(changed) }).then(
    () => 'nothing',
    (error: unknown) => error,
  );
}

it('reads what was written', async () => {
  expect(await refused((metadata) => metadata)).toBe('nothing');
});

it.each<[string, RegExp, (metadata: Record<string, unknown>) => Record<string, unknown>]>([
  ['another kind', /no saved DearModel/, (all) => ({ ...all, format: 'causal-mechanisms/rims' })],
  ['another version', /version 1, got 2/, (all) => ({ ...all, version: 2 })],
  ['no version', /version 1, got undefined/, (all) => ({ ...all, version: undefined })],
  ['no description', /damaged/, (all) => ({ ...all, model: undefined })],
  [
    'a description of another width',
    /do not fit|damaged/,
    (all) => ({ ...all, model: { ...(all['model'] as object), latentWidth: 4 } }),
  ],
  [
    'a graph with a cycle',
    /damaged/,
    (all) => ({
      ...all,
      model: {
        ...(all['model'] as object),
        graph: [
          [0, 1],
          [1, 0],
        ],
      },
    }),
  ],
  [
    'a scaling of fewer factors',
    /damaged/,
    (all) => {
      const model = all['model'] as { scaling: { ranges: unknown[] } };
      const ranges = model.scaling.ranges.slice(1);
      return { ...all, model: { ...model, scaling: { ...model.scaling, ranges } } };
    },
  ],
  [
    'a graph of more factors',
    /damaged/,
    (all) => {
      const model = all['model'] as { factors: unknown[] };
      return { ...all, model: { ...model, factors: model.factors.slice(1) } };
    },
  ],
])('refuses %s', async (_, message, change) => {
  const error = await refused(change);
  expect(error).toMatchObject({ code: 'ERR_FILE_FORMAT' });
  expect((error as Error).message).toMatch(message);
});

it('refuses files that are cut short, and handlers that cannot read or write', async () => {
  const short = await refused(
    (metadata) => metadata,
    (data) => data.slice(4),
  );
  expect(short).toMatchObject({ code: 'ERR_FILE_FORMAT' });
  await expect(readDearModel({})).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  const model = randomModel();
  await expect(model.save({})).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  model.dispose();
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const refused = await expectDamageAnswered(randomModel(), (handler) => DearModel.load(handler));
  expect(refused).toBeGreaterThan(50);
});
