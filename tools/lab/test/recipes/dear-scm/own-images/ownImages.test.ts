import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownGraph, readOwnImages } from '../../../../src/recipes/dear-scm/own-images/ownImages.ts';
import { ownImagesSchema } from '../../../../src/recipes/dear-scm/own-images/settings.ts';
import { ownFaces } from './ownFaces.ts';

const { signal } = new AbortController();
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-images-'));
  await ownFaces(root, 12);
});
afterAll(() => rm(root, { recursive: true }));

function config(more: object) {
  return ownImagesSchema.parse({
    images: join(root, 'faces/img_align_celeba'),
    labels: join(root, 'labels.csv'),
    graph: ['smile -> mouth'],
    side: 16,
    heldOut: 0.2,
    ...more,
  });
}

describe('readOwnImages', () => {
  it('reads the factors of the graph with their units, and holds some images out', async () => {
    const more = { graph: ['smile -> mouth; age -> mouth'], units: { age: 'years' } };
    const { training, test, graph, used, warnings } = await readOwnImages(config(more), 1, signal);
    expect([training.size, test.size]).toEqual([9, 2]);
    expect(training.shape).toEqual([16, 16, 3]);
    expect(training.factors).toEqual([
      { name: 'smile', kind: 'binary' },
      { name: 'mouth', kind: 'binary' },
      { name: 'age', kind: 'continuous', unit: 'years' },
    ]);
    expect(graph.factors).toEqual(['smile', 'mouth', 'age']);
    expect(used.description).toMatch(/labels of labels\.csv: 9 to learn from, 2 held out/);
    expect(warnings).toEqual([expect.stringContaining('no row for 1 of 12 images')]);
    // Two of eleven are held out: another seed chooses other ones, though not every one does.
    const others = [];
    for (const seed of [2, 3, 4]) others.push(await readOwnImages(config(more), seed, signal));
    expect(new Set(others.map((one) => String(one.test.values))).size).toBeGreaterThan(1);
    const kept = await readOwnImages(config({ unlisted: 'keep', channels: 1 }), 1, signal);
    expect(kept.training.size + kept.test.size).toBe(12);
    expect(kept.training.shape).toEqual([16, 16, 1]);
  });

  it.each([
    [{ images: '' }, 'ERR_DATA_MISSING'],
    [{ graph: [] }, 'ERR_DATA_MISSING'],
    [{ graph: ['smile -> mouth -> smile'] }, 'ERR_ARGUMENT'],
    [{ graph: ['smile -> hat'] }, 'ERR_ARGUMENT'],
    [{ fileColumn: 'image' }, 'ERR_ARGUMENT'],
    [{ unlisted: 'refuse' }, 'ERR_FILE_FORMAT'],
  ])('refuses %o', async (more, code) => {
    await expect(readOwnImages(config(more), 1, signal)).rejects.toMatchObject({ code });
  });
});

describe('ownGraph', () => {
  it('takes factors without an edge', () => {
    expect(ownGraph({ graph: ['a -> b'], factors: ['c', 'a', 'b'] }).factors).toEqual([
      'c',
      'a',
      'b',
    ]);
    expect(ownGraph({ graph: ['a -> b'], factors: null }).factors).toEqual(['a', 'b']);
  });
});
