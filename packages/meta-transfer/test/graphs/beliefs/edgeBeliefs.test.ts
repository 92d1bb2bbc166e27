import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { FileFormatError, ShapeError } from '@causal-mechanisms/tensor-utils';
import { EdgeBeliefs, edgeProbabilities } from '../../../src/graphs/beliefs/edgeBeliefs.ts';

const names = ['a', 'b', 'c'];
const rows = (matrix: readonly ArrayLike<number>[]) => matrix.map((row) => Array.from(row));

async function throughMemory(beliefs: EdgeBeliefs): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts = {};
  await beliefs.save(
    tf.io.withSaveHandler((written) => {
      artifacts = written;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' },
      });
    }),
  );
  return artifacts;
}

describe('EdgeBeliefs', () => {
  const existence = Float64Array.of(9, 1, 1, 1, 9, 1, -1, 1, 9);
  const orientation = Float64Array.of(0, 2, -1, -2, 0, 2, 1, -2, 0);

  it('multiplies existence and orientation', () => {
    const beliefs = new EdgeBeliefs(names, { existence, orientation });
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    expect(beliefs.edgeBeliefs()[0]?.[1]).toBeCloseTo(sigmoid(1) * sigmoid(2), 12);
    expect(beliefs.edgeBeliefs()[1]?.[1]).toBe(0);
    expect(edgeProbabilities({ existence })[1]).toBeCloseTo(sigmoid(1), 12);
  });

  it('believes in edges whose logits are both above 0', () => {
    const beliefs = new EdgeBeliefs(names, { existence, orientation });
    expect(rows(beliefs.adjacency())).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });

  it('breaks cycles of directed beliefs at the least preferred edge', () => {
    // 0 <-> 1 both ways, the first more; 1 -> 2 -> 0, the second less than the rest.
    const beliefs = new EdgeBeliefs(names, {
      existence: Float64Array.of(0, 3, -2, 0.1, 0, 3, 0.5, -2, 0),
    });
    expect(rows(beliefs.adjacency())).toEqual([
      [0, 1, 0],
      [1, 0, 1],
      [1, 0, 0],
    ]);
    expect(rows(beliefs.adjacency({ acyclic: true }))).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });

  it('keeps one way of an edge that is believed in both ways alike', () => {
    const two = new EdgeBeliefs(['a', 'b'], { existence: Float64Array.of(0, 5, 5, 0) });
    const edges = two.adjacency({ acyclic: true });
    expect((edges[0]?.[1] ?? 0) + (edges[1]?.[0] ?? 0)).toBe(1);
    const all = new EdgeBeliefs(names, { existence: new Float64Array(9).fill(5) });
    expect(
      rows(all.adjacency({ acyclic: true }))
        .flat()
        .sort(),
    ).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1]);
  });

  it.each([true, false])('comes back from what it wrote, oriented: %s', async (oriented) => {
    const beliefs = new EdgeBeliefs(names, { existence, ...(oriented ? { orientation } : {}) });
    const loaded = await EdgeBeliefs.load(tf.io.fromMemory(await throughMemory(beliefs)));
    expect(loaded.names).toEqual(names);
    expect([...loaded.logits.existence]).toEqual([...existence]);
    expect(loaded.logits.orientation?.join()).toBe(oriented ? orientation.join() : undefined);
    expect(rows(loaded.adjacency({ acyclic: true }))).toEqual(
      rows(beliefs.adjacency({ acyclic: true })),
    );
    loaded.dispose();
  });

  it('refuses logits of another size, and files of another kind', async () => {
    expect(() => new EdgeBeliefs(names, { existence: new Float64Array(4) })).toThrow(ShapeError);
    const artifacts = await throughMemory(new EdgeBeliefs(names, { existence }));
    const damaged = {
      ...artifacts,
      userDefinedMetadata: { ...artifacts.userDefinedMetadata, names: [] },
    };
    await expect(EdgeBeliefs.load(tf.io.fromMemory(damaged))).rejects.toThrow(FileFormatError);
    const foreign = { ...artifacts, userDefinedMetadata: { format: 'other' } };
    await expect(EdgeBeliefs.load(tf.io.fromMemory(foreign))).rejects.toThrow(FileFormatError);
  });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const beliefs = new EdgeBeliefs(names, { existence: new Float64Array(9) });
  const refused = await expectDamageAnswered(beliefs, (handler) => EdgeBeliefs.load(handler));
  expect(refused).toBeGreaterThan(30);
});
