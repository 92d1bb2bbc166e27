import { damagedArtifacts } from '../../src/damage/damagedArtifacts.ts';

const sound = {
  modelTopology: { layers: [{ units: 3 }] },
  weightData: Float32Array.of(1, 2).buffer,
};

it('puts every place wrong in eight ways, takes it away, and damages the bytes', () => {
  const found = [...damagedArtifacts(sound)];
  // modelTopology, layers, layers.0, units
  expect(found).toHaveLength(4 * 9 + 5);
  expect(found.map(({ words }) => words)).toContain('modelTopology.layers.0.units = -1');
  expect(
    found.find(({ words }) => words === 'modelTopology.layers.0 taken away')?.artifacts,
  ).toEqual({ modelTopology: { layers: [] }, weightData: sound.weightData });
  const sizes = found
    .slice(-5)
    .map(({ artifacts }) => (artifacts.weightData as ArrayBuffer | undefined)?.byteLength);
  expect(sizes).toEqual([7, 4, 0, 16, undefined]);
});

it('leaves the sound model as it is', () => {
  for (const { artifacts } of damagedArtifacts(sound)) expect(artifacts).not.toBe(sound);
  expect(sound.modelTopology).toEqual({ layers: [{ units: 3 }] });
});

it('tries some of a large model only', () => {
  const layers = Array.from({ length: 300 }, () => ({ units: 3 }));
  const found = [...damagedArtifacts({ ...sound, modelTopology: { layers } })];
  expect(found).toHaveLength(400 + 5);
  const taken = found.filter(({ words }) => words.endsWith('taken away')).length;
  expect(taken).toBeGreaterThan(30);
});
