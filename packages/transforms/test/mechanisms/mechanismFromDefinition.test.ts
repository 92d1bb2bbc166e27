import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import {
  blur,
  compose,
  flip,
  gamma,
  identity,
  mechanismFromDefinition,
  occlude,
  paperMechanisms,
  rotate,
  saltAndPepper,
  scale,
  shear,
} from '../../src/index.ts';
import { codeOf, noiseImages, taken } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const all = [
  ...paperMechanisms(),
  identity(),
  rotate({ degrees: 20 }),
  scale({ factor: 1.3 }),
  shear({ x: 0.2, y: -0.1 }),
  blur({ sigma: 0.7 }),
  occlude({ height: 2, width: 3 }),
  occlude({ height: 2, width: 3, top: 1, left: 0, value: 0.5 }),
  flip({ axis: 'vertical' }),
  gamma({ exponent: 1.7 }),
  saltAndPepper({ probability: 0.2 }),
  compose([shear({ x: 0.2 }), compose([flip({ axis: 'horizontal' }), blur({ sigma: 1 })])]),
];

describe('mechanismFromDefinition', () => {
  it.each(all.map((mechanism) => [mechanism.name, mechanism] as const))(
    'makes %s again',
    async (_, mechanism) => {
      const again = mechanismFromDefinition(
        JSON.parse(JSON.stringify(mechanism.definition)) as JsonObject,
      );
      expect(again.name).toBe(mechanism.name);
      expect(again.definition).toEqual(mechanism.definition);
      const images = noiseImages([2, 9, 9, 1]);
      const expected = await taken(mechanism.apply(images, new RandomStream(4)));
      expect(await taken(again.apply(images, new RandomStream(4)))).toEqual(expected);
      images.dispose();
    },
  );

  it('suggests the nearest kind and parameter', () => {
    expect(() => mechanismFromDefinition({ kind: 'shifft', dx: 1 })).toThrow(
      'did you mean "shift"?',
    );
    expect(() => mechanismFromDefinition({ kind: 'blur', sgima: 1 })).toThrow(
      'did you mean "sigma"?',
    );
  });

  it('lists what it knows when nothing is near', () => {
    const known = '(known: identity, shift, ';
    expect(() => mechanismFromDefinition({ kind: 'teleport' })).toThrow(`kind teleport ${known}`);
    expect(() => mechanismFromDefinition({ kind: 3 })).toThrow(`kind 3 ${known}`);
    expect(() => mechanismFromDefinition({})).toThrow(`kind null ${known}`);
    expect(() => mechanismFromDefinition({ kind: 'blur', strength: 1 })).toThrow(
      'blur has no parameter "strength" (known: sigma)',
    );
  });

  it.each<JsonObject>([
    { kind: 'compose', mechanisms: [{ kind: 'identity' }, null] },
    {},
    { kind: 'teleport' },
    { kind: 3 },
    { kind: 'toString' },
    { kind: 'shift', dx: '4' },
    { kind: 'rotate' },
    { kind: 'scale' },
    { kind: 'blur' },
    { kind: 'gamma' },
    { kind: 'occlude', height: 2 },
    { kind: 'saltAndPepper' },
    { kind: 'flip' },
    { kind: 'identity', strength: 1 },
    { kind: 'compose' },
    { kind: 'compose', mechanisms: [] },
    { kind: 'compose', mechanisms: [null] },
    { kind: 'compose', mechanisms: [{ kind: 'nothing' }] },
  ])('refuses %j', (definition) => {
    expect(codeOf(() => mechanismFromDefinition(definition))).toBe('ERR_ARGUMENT');
  });
});
