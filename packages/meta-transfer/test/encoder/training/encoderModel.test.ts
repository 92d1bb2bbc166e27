import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { EncoderModel } from '../../../src/index.ts';
import { blankParts } from '../../../src/encoder/training/encoderModel.ts';
import { expectColumns, normalColumns } from '../maps/columns.ts';

const coupling = { layers: 2, hidden: 3, kind: 'additive', first: 'odd' } as const;

/** A model with a belief and parameters that are not the usual ones. */
function model(encoder: 'rotation' | 'coupling', dimensions: number, first = 0.5): EncoderModel {
  const parts = blankParts({ encoder, coupling, dimensions });
  parts.map.parameters.forEach((_, i) => (parts.map.parameters[i] = first + 0.25 * i));
  parts.logits.forEach((_, h) => (parts.logits[h] = -h));
  return new EncoderModel(parts);
}

/** Saves and loads through memory. */
async function copyOf(
  saved: EncoderModel,
  change: (artifacts: tf.io.ModelArtifacts) => void = () => undefined,
) {
  let artifacts: tf.io.ModelArtifacts = {};
  await saved.save(
    tf.io.withSaveHandler((written) => {
      artifacts = written;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' },
      });
    }),
  );
  change(artifacts);
  return EncoderModel.load(tf.io.fromMemory(artifacts));
}

describe('EncoderModel', () => {
  it('encodes, and decodes back', () => {
    for (const made of [model('rotation', 2), model('rotation', 3), model('coupling', 2)]) {
      const points = normalColumns(made.dimensions, 5, new RandomStream(1));
      const codes = made.encode(points);
      expect(codes[1]).not.toEqual(points[1]);
      expectColumns(made.decode(codes), points);
    }
  });

  it.each([
    [0.5, 0.5],
    [-1.5, -1.5],
    [2, 2 - Math.PI],
    [-2, Math.PI - 2],
    [0.5 + 5 * Math.PI, 0.5],
    [Math.PI / 2, Math.PI / 2],
    [-Math.PI / 2, Math.PI / 2],
  ])('gives the angle %p as %p', (angle, shown) => {
    expect(model('rotation', 2, angle).angle).toBeCloseTo(shown, 12);
  });

  it('believes', () => {
    const { belief, direction } = model('rotation', 2);
    expect(direction).toBe('U->V');
    expect(belief['U->V']).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    expect(belief['V->U']).toBeCloseTo(1 / (1 + Math.exp(1)), 12);
    expect(Object.keys(model('rotation', 3).belief)).toHaveLength(6);
  });

  it('comes back from a file', async () => {
    for (const made of [model('rotation', 2), model('rotation', 3), model('coupling', 3)]) {
      const loaded = await copyOf(made);
      const points = normalColumns(made.dimensions, 5, new RandomStream(1));
      expectColumns(loaded.encode(points), made.encode(points), 5);
      expect(loaded.direction).toBe(made.direction);
      expect(loaded.belief['U->V'] ?? 0).toBeCloseTo(made.belief['U->V'] ?? 0, 6);
      loaded.dispose();
    }
  });

  it('refuses other files, and damaged ones', async () => {
    const made = model('coupling', 2);
    const code = expect.objectContaining({ code: 'ERR_FILE_FORMAT' }) as Error;
    await expect(
      copyOf(made, (artifacts) => (artifacts.userDefinedMetadata = { format: 'other' })),
    ).rejects.toEqual(code);
    await expect(
      copyOf(made, (artifacts) => {
        artifacts.userDefinedMetadata = {
          ...artifacts.userDefinedMetadata,
          shape: { encoder: 'x' },
        };
      }),
    ).rejects.toEqual(code);
    await expect(
      copyOf(made, (artifacts) => (artifacts.weightData = new ArrayBuffer(4))),
    ).rejects.toEqual(code);
  });

  it('has no angle unless it is a rotation of the plane', () => {
    expect(() => model('rotation', 3).angle).toThrow(/this is rotation with 3 dimensions/);
    expect(() => model('coupling', 2).angle).toThrow(/this is coupling with 2 dimensions/);
  });

  it('refuses columns that do not fit', () => {
    expect(() => model('rotation', 2).encode([])).toThrow(
      /^EncoderModel\.encode: points must be 2 columns/,
    );
    expect(() => model('coupling', 3).decode([])).toThrow(
      /^EncoderModel\.decode: codes must be 3 columns/,
    );
  });

  it('gives copies of its parameters', () => {
    const made = model('rotation', 2);
    made.parameters[0] = 9;
    expect(made.parameters[0]).toBe(0.5);
  });

  it('saves a map of more parameters than a call takes arguments', async () => {
    const wide = { ...coupling, layers: 64, hidden: 1024 };
    const made = new EncoderModel(
      blankParts({ encoder: 'coupling', coupling: wide, dimensions: 2 }),
    );
    const loaded = await copyOf(made);
    expect(loaded.parameters).toHaveLength(64 * (3 * 1024 + 1));
    expect(loaded.parameters[9]).toBeCloseTo(made.parameters[9] ?? NaN, 6);
  });
});

it.each(['rotation', 'coupling'] as const)(
  'answers damage in any place at once, and leaves nothing behind: %s',
  async (encoder) => {
    const refused = await expectDamageAnswered(model(encoder, 2), (handler) =>
      EncoderModel.load(handler),
    );
    expect(refused).toBeGreaterThan(50);
  },
);
