import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { winnersBySampling } from '../../../src/index.ts';
import { contextOf } from './context.ts';

const IMAGES = 4000;
/** Expert 1 is ahead by `lead` on all images. */
const ahead = (lead: number) =>
  Float32Array.from({ length: 2 * IMAGES }, (_, i) => (i < IMAGES ? 0 : lead));
const share = (winners: Int32Array) =>
  winners.filter((winner) => winner === 1).length / winners.length;

it.each([
  [1, 1, 0, 1 / (1 + Math.exp(-1))],
  [1, 2, 0, 1 / (1 + Math.exp(-0.5))],
  // Half way the temperature has halved.
  [1, 2, 50, 1 / (1 + Math.exp(-1))],
  [-3, 1, 0, 1 / (1 + Math.exp(3))],
  [-1, 1, 100, 0],
  [1, 1, 1000, 1],
])(
  'with a lead of %d and temperature %d, in iteration %d, the expert wins %d',
  (lead, temperature, iteration, expected) => {
    const choose = winnersBySampling({ temperature, until: 100 });
    const winners = choose(ahead(lead), 2, contextOf({ iteration }));
    expect(Math.abs(share(winners) - expected)).toBeLessThan(0.025);
  },
);

it('draws from the stream of the context, and from nothing when the temperature is gone', () => {
  const choose = winnersBySampling({ until: 100 });
  const draw = (seed: number, iteration: number) => {
    const stream = new RandomStream(seed);
    const winners = choose(ahead(0), 2, contextOf({ stream, iteration }));
    return { winners, state: stream.state() };
  };
  expect(draw(1, 0)).toEqual(draw(1, 0));
  expect(draw(2, 0).winners).not.toEqual(draw(1, 0).winners);
  expect(draw(1, 100).state).toEqual(new RandomStream(1).state());
});

it('stands scores of any size', () => {
  const choose = winnersBySampling({ temperature: 1e-6, until: 10 });
  expect(choose(Float32Array.of(-3e38, 3e38, 3e38, -3e38), 2, contextOf())).toEqual(
    Int32Array.of(1, 0),
  );
});

it.each([[{ temperature: 0 }], [{ temperature: NaN }], [{ until: 0 }], [{ until: 1.5 }], [3]])(
  'refuses %j',
  (options) => {
    expect(thrownCode(() => winnersBySampling(options as never))).toBe('ERR_ARGUMENT');
  },
);
