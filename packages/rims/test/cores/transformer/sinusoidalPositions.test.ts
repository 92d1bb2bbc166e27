import { useBackend } from '@causal-mechanisms/tensor-utils';
import { sinusoidalPositions } from '../../../src/cores/transformer/sinusoidalPositions.ts';
import { expectClose } from '../coreChecks.ts';

beforeAll(() => useBackend());

it('alternates sines and cosines of falling frequencies', async () => {
  expectClose(await sinusoidalPositions(0, 2, 4).data(), [
    0,
    1,
    0,
    1,
    Math.sin(1),
    Math.cos(1),
    Math.sin(0.01),
    Math.cos(0.01),
  ]);
});

it('goes on from any position, of odd width as well', async () => {
  const all = await sinusoidalPositions(0, 6, 5).data();
  expectClose(await sinusoidalPositions(4, 2, 5).data(), all.slice(20));
});
