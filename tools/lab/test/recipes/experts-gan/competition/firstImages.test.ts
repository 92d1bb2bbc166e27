import { proceduralDigits } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { firstImages } from '../../../../src/recipes/experts-gan/competition/firstImages.ts';

beforeAll(() => useBackend());

it('reads the first images, or all where there are fewer', async () => {
  const digits = proceduralDigits({ size: 30 });
  const [few, all] = [await firstImages(digits, 4), await firstImages(digits, 99)];
  expect(few.images.shape).toEqual([4, 28, 28, 1]);
  expect(all.images.shape).toEqual([30, 28, 28, 1]);
  expect(few.labels).toEqual(all.labels?.slice(0, 4));
  expect(await few.images.data()).toEqual((await all.images.data()).slice(0, 4 * 28 * 28));
  few.images.dispose();
  all.images.dispose();
});
