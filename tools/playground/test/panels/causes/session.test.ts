import { readFile } from 'node:fs/promises';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { openSession } from '../../../src/panels/causes/session.ts';

const call = { signal: new AbortController().signal, report: () => undefined };
const PUBLIC = new URL('../../../public/', import.meta.url);
const BASE = 'http://playground.test/';

describe('the session of causes, with the shipped model', () => {
  const session = openSession({ base: BASE });
  const own = globalThis.fetch;

  beforeAll(async () => {
    await useBackend();
    globalThis.fetch = async (address) => {
      const path = (address as string).slice(BASE.length);
      return new Response(new Uint8Array(await readFile(new URL(path, PUBLIC))));
    };
  });

  afterAll(() => {
    globalThis.fetch = own;
  });

  test('opens it, and it is small', async () => {
    const { factors, shape, isPendulum } = await session.model({ model: 'shipped' }, call);
    expect(factors).toHaveLength(4);
    expect([shape, isPendulum]).toEqual([[32, 32, 3], true]);
    const weights = await readFile(new URL('models/pendulum/weights.bin', PUBLIC));
    expect(weights.length).toBeLessThan(2e6);
  });

  test('answers as the truth has it: the shadow follows the light, and the light does not follow the shadow', async () => {
    for (const scene of [1, 2, 3]) {
      const input = { model: 'shipped', scene } as const;
      const lower = await session.scene({ ...input, set: { light: 55 } }, call);
      const higher = await session.scene({ ...input, set: { light: 80 } }, call);
      const moved = (of: 'intervened' | 'truth', place: number) =>
        (higher[of]?.values[place] ?? NaN) - (lower[of]?.values[place] ?? NaN);
      for (const place of [2, 3]) {
        expect(moved('intervened', place) / moved('truth', place)).toBeGreaterThan(0.5);
        expect(moved('intervened', place) / moved('truth', place)).toBeLessThan(1.5);
      }
      const { reconstructed, intervened } = await session.scene(
        { ...input, set: { shadow_position: 6 } },
        call,
      );
      expect(intervened.values.slice(0, 2)).toEqual(reconstructed.values.slice(0, 2));
    }
  });

  test('says that no other model is open, and what is wrong with files', async () => {
    await expect(session.scene({ model: 'own', scene: 1, set: {} }, call)).rejects.toThrow(
      'No model of your own is open',
    );
    await expect(session.open({ files: [] }, call)).rejects.toThrow('no model.json');
  });
});
