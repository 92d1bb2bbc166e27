import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { streamOf } from '../../../src/answers/draws/randomness.ts';

describe('streamOf', () => {
  it('takes the stream, or makes one of the seed', () => {
    const stream = new RandomStream(3);
    expect(streamOf('f', { stream })).toBe(stream);
    expect(streamOf('f', { seed: 4 }).seed).toBe(4);
    expect(streamOf('f', {}).seed).toBe(1);
  });

  it.each([
    [{ seed: -1 }, 'f: seed must be an integer of at least 0, got -1'],
    [{ seed: null }, 'f: seed must be an integer of at least 0, got null'],
    [{ stream: {} }, 'f: stream must be a RandomStream, got an object'],
    [{ stream: null }, 'f: stream must be a RandomStream, got null'],
  ])('refuses %j', (options, message) => {
    expect(() => streamOf('f', options as unknown as { seed: number })).toThrow(message);
  });
});
