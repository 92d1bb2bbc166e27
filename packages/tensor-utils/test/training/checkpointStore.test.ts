import { memoryCheckpoints } from '../../src/index.ts';

describe('memoryCheckpoints', () => {
  it('is empty at first', async () => {
    expect(await memoryCheckpoints().latest()).toBeUndefined();
  });

  it('gives back the last state', async () => {
    const store = memoryCheckpoints();
    const arrays = { w: { shape: [2], values: Float32Array.of(1, 2) } };
    await store.save({ step: 1, config: {}, arrays: {}, json: {} });
    const location = await store.save({ step: 2, config: { a: 1 }, arrays, json: { phase: 'x' } });
    const restored = await store.latest();
    expect(restored?.location).toBe(location);
    expect(restored?.warnings).toEqual([]);
    expect(restored?.state.step).toBe(2);
    expect(restored?.state.config).toEqual({ a: 1 });
    expect(restored?.state.json).toEqual({ phase: 'x' });
    expect(Array.from(restored?.state.arrays['w']?.values ?? [])).toEqual([1, 2]);
  });

  it('shares no memory with the caller', async () => {
    const store = memoryCheckpoints();
    const values = Int32Array.of(1, 2);
    await store.save({ step: 1, config: {}, arrays: { w: { shape: [2], values } }, json: {} });
    values[0] = 9;
    const first = await store.latest();
    expect(first?.state.arrays['w']?.values[0]).toBe(1);
    first?.state.arrays['w']?.values.fill(7);
    expect((await store.latest())?.state.arrays['w']?.values[0]).toBe(1);
  });
});
