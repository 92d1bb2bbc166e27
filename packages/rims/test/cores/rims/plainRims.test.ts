import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { resolveRimsConfig } from '../../../src/cores/rims/rimsConfig.ts';
import type { RimsConfigInput } from '../../../src/cores/rims/rimsConfig.ts';
import { rimsCore } from '../../../src/cores/rims/rimsCore.ts';
import type { SequenceCore } from '../../../src/cores/sequenceCore.ts';
import { SMALL } from './forms.ts';
import { referenceStep } from './referenceStep.ts';

beforeAll(() => useBackend());

const stream = new RandomStream(51);
const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R], deviation = 1): tf.Tensor<R> =>
  tf.tensor(stream.normals(tf.util.sizeFromShape(shape), 0, deviation), shape);
const parametersOf = (core: SequenceCore): tf.Tensor[] =>
  core.layout.specs.map(({ shape }) => numbers([...shape] as [number], 0.6));

describe.each(['plain', 'fast'] as const)('the %s form', (form) => {
  it.each<[string, Partial<RimsConfigInput>]>([
    ['the authors’ form', {}],
    ['one module active', { activeModules: 1 }],
    ['the paper’s form', { communicationSource: 'held', communicationOutput: 'plain' }],
    ['no communication', { communication: false }],
  ])('computes a step as the equations say: %s', async (_, variant) => {
    const config = resolveRimsConfig({ ...SMALL, ...variant });
    const core = rimsCore(config, { form });
    const parameters = parametersOf(core);
    const [x, hidden, cell] = [
      numbers<tf.Rank.R3>([1, 2, 5]),
      numbers<tf.Rank.R2>([2, 12], 0.7),
      numbers<tf.Rank.R2>([2, 12], 0.7),
    ];
    const result = core.run(parameters, x, { state: { hidden, cell } });
    const plain = Object.fromEntries(
      await Promise.all(
        core.layout.specs.map(
          async ({ name }, i) => [name, await (parameters[i] as tf.Tensor).data()] as const,
        ),
      ),
    );
    const rows = async (tensor: tf.Tensor | undefined) => (await tensor?.array()) as number[][];
    const [xs, hiddens, cells] = [await rows(x.squeeze([0])), await rows(hidden), await rows(cell)];
    const actual = {
      hidden: await rows(result.state['hidden']),
      cell: await rows(result.state['cell']),
      outputs: await rows(result.outputs.squeeze([0])),
      active: await rows(result.activation?.squeeze([0])),
    };
    for (const b of [0, 1]) {
      const state = { hidden: hiddens[b] ?? [], cell: cells[b] ?? [] };
      const expected = referenceStep(config, plain, xs[b] ?? [], state);
      expect(actual.active[b]).toEqual(expected.active);
      for (const [j, value] of expected.hidden.entries()) {
        expect(actual.hidden[b]?.[j]).toBeCloseTo(value, 5);
        expect(actual.outputs[b]?.[j]).toBeCloseTo(value, 5);
        expect(actual.cell[b]?.[j]).toBeCloseTo(expected.cell[j] ?? NaN, 5);
      }
    }
  });
});
