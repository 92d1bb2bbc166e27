import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { chooseActions } from '../../../src/policy/model/chooseActions.ts';

describe('chooseActions', () => {
  it('takes the likeliest, of equal ones the first, and draws nothing then', () => {
    const stream = new RandomStream(1);
    const before = stream.state();
    const logits = Float32Array.of(0, 2, 1, 5, 5, -1);
    expect([...chooseActions('f', logits, 3, stream, 'likeliest')]).toEqual([1, 0]);
    expect(stream.state()).toEqual(before);
  });

  it('draws as often as the policy has it', () => {
    // Shares 1/6, 2/6, 3/6, however large the logits are.
    const row = [1000 + Math.log(1), 1000 + Math.log(2), 1000 + Math.log(3)];
    const logits = Float32Array.from({ length: 9000 }, (_, i) => (row[i % 3] as number) - 1000);
    const far = logits.map((value) => value + 64);
    for (const values of [logits, far]) {
      const counts = [0, 0, 0];
      for (const action of chooseActions('f', values, 3, new RandomStream(2), 'sample')) {
        counts[action] = (counts[action] ?? 0) + 1;
      }
      expect(Math.abs((counts[0] ?? 0) - 500)).toBeLessThan(80);
      expect(Math.abs((counts[2] ?? 0) - 1500)).toBeLessThan(110);
    }
  });

  it.each([NaN, Infinity, -Infinity])('refuses the logit %d', (logit) => {
    const choose = () =>
      chooseActions('f', Float32Array.of(0, 1, 0, logit), 2, new RandomStream(1), 'sample');
    expect(choose).toThrow(expect.objectContaining({ code: 'ERR_VALUES' }) as Error);
    expect(choose).toThrow(/^f: .*environment 1/);
  });
});
