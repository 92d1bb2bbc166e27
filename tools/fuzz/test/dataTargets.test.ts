import { gzTarget, idxTarget, imageTarget, zipTarget } from '../src/dataTargets.ts';
import { standDamage } from './standDamage.ts';

describe('damaged data', () => {
  it('stand as idx files', () => standDamage('idx', idxTarget()));

  it('stand as packed idx files', () => standDamage('gz', gzTarget()));

  it('stand as archives', async () => {
    await standDamage('zip', await zipTarget());
  });

  it('stand as images', async () => {
    await standDamage('images', await imageTarget());
  });
});
