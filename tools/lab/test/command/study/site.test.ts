import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { studySite } from '../../../src/command/study/site.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-site-'));
});
afterEach(() => rm(root, { recursive: true }));

const open = (
  given: { queue?: string; store?: string },
  environment: Record<string, string> = {},
) =>
  studySite(given, { environment, workingDirectory: root, signal: new AbortController().signal });

describe('studySite', () => {
  it('takes what was typed, else what the environment says', async () => {
    const environment = {
      CAUSAL_MECHANISMS_QUEUE: 'redis://far/2',
      CAUSAL_MECHANISMS_STORE: 'inherited',
    };
    const inherited = await open({}, environment);
    expect(inherited.address.host).toBe('far');
    expect(inherited.store.shown).toBe(join(root, 'inherited'));
    const typed = await open({ queue: 'redis://near', store: 'typed' }, environment);
    expect(typed.address.host).toBe('near');
    expect(typed.store.shown).toBe(join(root, 'typed'));
  });

  it('asks for what is missing', async () => {
    await expect(open({ store: 'x' })).rejects.toThrow('expected --queue');
    await expect(open({ queue: 'redis://h' }, { CAUSAL_MECHANISMS_STORE: '' })).rejects.toThrow(
      'expected --store DIR or s3://BUCKET/PREFIX, or CAUSAL_MECHANISMS_STORE',
    );
  });
});
