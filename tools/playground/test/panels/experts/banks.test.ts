import { useBackend } from '@causal-mechanisms/tensor-utils';
import { describeBank, openFiles, openShipped } from '../../../src/panels/experts/banks.ts';
import { shippedFiles } from '../../support/shipped.ts';

beforeAll(() => useBackend());

describe('openFiles', () => {
  it('opens the bank that comes with the page', async () => {
    const model = await openFiles(await shippedFiles('experts'));
    expect(describeBank(model)).toEqual({ experts: 5, shape: [32, 32, 1], filters: 16 });
    model.dispose();
  });

  it('gets it in less than a megabyte', async () => {
    const files = await shippedFiles('experts');
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(1_000_000);
  });

  it('refuses a model of another kind in words', async () => {
    const [model, weights] = (await shippedFiles('experts')) as [File, File];
    const text = (await model.text()).replace('causal-mechanisms/experts-gan', 'something/else');
    await expect(openFiles([new File([text], model.name), weights])).rejects.toThrow(
      'holds no experts',
    );
  });

  it('refuses weights that were cut short', async () => {
    const [model, weights] = (await shippedFiles('experts')) as [File, File];
    const short = new File([weights.slice(0, 1000)], weights.name);
    await expect(openFiles([model, short])).rejects.toMatchObject({ name: 'FileFormatError' });
  });
});

describe('openShipped', () => {
  it('says so where the page has no bank', async () => {
    await expect(openShipped('file:///nowhere/')).rejects.toMatchObject({
      name: 'FileFormatError',
    });
  });
});
