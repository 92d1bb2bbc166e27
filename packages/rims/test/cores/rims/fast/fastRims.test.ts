import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { rimsCore } from '../../../../src/cores/rims/rimsCore.ts';
import type { RimsConfigInput } from '../../../../src/cores/rims/rimsConfig.ts';
import { difference, drawCase, scalarOf, SMALL, tensorsOf } from '../forms.ts';

beforeAll(() => useBackend());

type Kind = 'dense' | 'indexed' | 'elements';

const VARIANTS: readonly (readonly [string, Kind, Partial<RimsConfigInput>])[] = [
  ['the authors’ form', 'dense', {}],
  ['rows of a table', 'indexed', {}],
  ['a GRU', 'indexed', { dynamics: 'gru' }],
  ['all modules active', 'indexed', { activeModules: 4 }],
  ['one module active', 'dense', { activeModules: 1 }],
  ['no communication', 'indexed', { communication: false }],
  ['no input attention', 'indexed', { inputAttention: false, activeModules: 4 }],
  ['held states in the communication', 'dense', { communicationSource: 'held' }],
  ['open gradients', 'dense', { blockedGradients: false }],
  [
    'held states, open gradients',
    'dense',
    { communicationSource: 'held', blockedGradients: false },
  ],
  ['plain output', 'indexed', { communicationOutput: 'plain' }],
  ['two heads', 'dense', { inputHeads: 2 }],
  ['two heads on rows of a table', 'indexed', { inputHeads: 2 }],
  ['three elements', 'elements', { elements: 3 }],
  ['three elements, shared projection', 'elements', { elements: 3, inputProjection: 'shared' }],
  ['three elements, two heads, a GRU', 'elements', { elements: 3, inputHeads: 2, dynamics: 'gru' }],
  [
    'three elements, no input attention',
    'elements',
    { elements: 3, inputAttention: false, activeModules: 4 },
  ],
  [
    'the paper’s form',
    'dense',
    { preset: 'paper', communicationKeyWidth: 5, communicationValueWidth: 6 },
  ],
  ['dropout', 'dense', { inputDropout: 0.3, communicationDropout: 0.4 }],
  ['dropout on rows of a table', 'indexed', { inputDropout: 0.3, communicationDropout: 0.4 }],
  [
    'dropout on three elements',
    'elements',
    { elements: 3, inputDropout: 0.3, communicationDropout: 0.4 },
  ],
  [
    'dropout, no attention',
    'indexed',
    { inputAttention: false, activeModules: 4, inputDropout: 0.3 },
  ],
  ['one module', 'dense', { modules: 1, activeModules: 1 }],
];

/** The native op serves `fast` where it can; `batched` is what serves elsewhere. */
const FORMS = ['fast', 'batched'] as const;

describe.each(VARIANTS.flatMap((variant) => FORMS.map((form) => [form, ...variant] as const)))(
  '%s: %s',
  (form, _, kind, config) => {
    const fast = rimsCore({ ...SMALL, ...config }, { form });
    const plain = rimsCore({ ...SMALL, ...config }, { form: 'plain' });

    it('gives the numbers of the plain form', async () => {
      const drawn = drawCase(plain, kind);
      const { parameters, source, state } = drawn;
      const run = (core: typeof plain) =>
        core.run(parameters, drawn.input(source), {
          state: {
            hidden: state[0] as tf.Tensor,
            ...(state[1] === undefined ? {} : { cell: state[1] }),
          },
        });
      const [a, b] = [run(plain), run(fast)];
      expect(await difference(a.outputs, b.outputs)).toBeLessThan(1e-5);
      for (const [name, tensor] of Object.entries(a.state)) {
        expect(await difference(tensor, b.state[name] as tf.Tensor)).toBeLessThan(1e-5);
      }
      expect(await a.activation?.array()).toEqual(await b.activation?.array());
      tf.dispose([a, b, tensorsOf(drawn)] as unknown as tf.TensorContainer);
    });

    it('gives the gradients of the plain form', async () => {
      const drawn = drawCase(plain, kind);
      const expected = tf.grads(scalarOf(plain, drawn, 5))(tensorsOf(drawn));
      const actual = tf.grads(scalarOf(fast, drawn, 5))(tensorsOf(drawn));
      expect(actual).toHaveLength(expected.length);
      for (const [i, gradient] of expected.entries()) {
        const largest = (await gradient.abs().max().data())[0] ?? 0;
        expect(largest).toBeGreaterThan(1e-4);
        expect(await difference(gradient, actual[i] as tf.Tensor)).toBeLessThan(1e-4);
      }
    });
  },
);

describe('the gradient', () => {
  // The choice of modules jumps, so a finite step may change it: most of these keep all modules active, one is far from a tie.
  it.each([
    ['dense', { activeModules: 4 }, 3],
    ['indexed', {}, 5],
    ['dense', { activeModules: 4, dynamics: 'gru' }, 3],
    ['elements', { activeModules: 4, elements: 3, inputHeads: 2 }, 3],
  ] as const)('agrees with finite differences (%s, %j, seed %d)', async (kind, config, seed) => {
    // Blocked gradients are not the derivative of anything.
    const core = rimsCore({ ...SMALL, ...config, blockedGradients: false });
    const drawn = drawCase(core, kind, seed);
    await expectGradient(scalarOf(core, drawn), tensorsOf(drawn), { step: 0.006, floor: 5e-4 });
  });
});
