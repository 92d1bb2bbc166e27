import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumerFolder, REPOSITORY } from './support/consumer.ts';
import { readmeExample } from './support/docExamples.ts';
import { PUBLIC_PACKAGES } from './support/publicEntries.ts';
import { rehearseRelease } from './support/releaseRehearsal.ts';
import type { ReleaseRehearsal } from './support/releaseRehearsal.ts';

const CHECKOUT_LINES = [
  '(cd ../causal-mechanisms && npm ci --ignore-scripts && npm run tarballs)',
  'npm install ../causal-mechanisms/tarballs/*.tgz @tensorflow/tfjs @tensorflow/tfjs-backend-wasm',
] as const;

const readText = (...path: readonly string[]): Promise<string> =>
  readFile(join(REPOSITORY, ...path), 'utf8');

/** The commands of the blocks for the shell of a package's README, one entry per block. */
async function shellBlocks(name: string): Promise<readonly (readonly string[])[]> {
  const text = await readText('packages', name, 'README.md');
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) =>
    block.trim().split('\n'),
  );
}

describe('a release', () => {
  let folder = '';
  let rehearsal: ReleaseRehearsal;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causal-mechanisms-release-'));
    rehearsal = await rehearseRelease(folder);
  });
  afterAll(async () => {
    await rehearsal.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('turns the change notes into versions and publishes every package once', async () => {
    const notes = (await readdir(join(REPOSITORY, '.changeset'))).filter((name) =>
      /^(?!README).*\.md$/.test(name),
    );
    expect(await rehearsal.changeset('version')).toMatchObject({ ended: 0 });
    expect(await rehearsal.changeset('publish', '--no-git-tag')).toMatchObject({ ended: 0 });
    expect(rehearsal.refusals).toEqual([]);
    const versions = await Promise.all(
      PUBLIC_PACKAGES.map(async (name) => {
        const manifest = join(rehearsal.copy, 'packages', name, 'package.json');
        const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
        return [`@causal-mechanisms/${name}`, version];
      }),
    );
    expect(rehearsal.latest()).toEqual(Object.fromEntries(versions));
    if (notes.length > 0) expect(Object.values(rehearsal.latest())).not.toContain('0.0.0');
  }, 600_000);

  it('can be installed into an empty project by the lines of a README, whose example then runs', async () => {
    const project = await rehearsal.project('fromRegistry');
    const [lines = []] = await shellBlocks('experts-gan');
    for (const line of lines) {
      expect(await rehearsal.shell(project, line)).toMatchObject({ ended: 0 });
    }
    await writeFile(join(project, 'example.mjs'), readmeExample('experts-gan')?.code ?? '');
    const { ended, stdout, stderr } = await rehearsal.shell(project, 'node example.mjs');
    expect({ ended, stderr }).toEqual({ ended: 0, stderr: '' });
    expect(stdout).toBe('[ 4, 32, 32, 1 ] 4\n');
  }, 600_000);

  it('is not needed by those who install the tarballs of a checkout', async () => {
    const project = await rehearsal.project('fromCheckout');
    const line = CHECKOUT_LINES[1].replace('../causal-mechanisms', consumerFolder());
    expect(await rehearsal.shell(project, line)).toMatchObject({ ended: 0 });
    expect(await readdir(join(project, 'node_modules/@causal-mechanisms'))).toEqual(
      PUBLIC_PACKAGES,
    );
    const use = `import('@causal-mechanisms/dear-scm').then((api) => console.log(typeof api.trainDear))`;
    expect(await rehearsal.shell(project, `node -e "${use}"`)).toMatchObject({
      ended: 0,
      stdout: 'function\n',
    });
  }, 600_000);
});

describe('what the release rests on', () => {
  it.each(PUBLIC_PACKAGES)('%s says how to install it now and then', async (name) => {
    const [then = [], now] = await shellBlocks(name);
    expect(then[0]).toContain(`npm install @causal-mechanisms/${name} `);
    expect(now).toEqual(CHECKOUT_LINES);
  });

  it.each(PUBLIC_PACKAGES)(
    '%s is published with provenance, from the right place',
    async (name) => {
      const manifest = JSON.parse(await readText('packages', name, 'package.json')) as unknown;
      const { repository } = JSON.parse(
        await readText('packages', 'tensor-utils', 'package.json'),
      ) as { repository: { url: string } };
      expect(manifest).toMatchObject({
        publishConfig: { access: 'public', provenance: true },
        repository: { url: repository.url, directory: `packages/${name}` },
      });
    },
  );

  it('is a workflow that npm can trust, and that runs scripts that are there', async () => {
    const workflows = ['release.yml', 'checks.yml'];
    const [release = '', checks = ''] = await Promise.all(
      workflows.map((name) => readText('.github', 'workflows', name)),
    );
    expect(release).toMatch(/^ {6}id-token: write\b/m);
    expect(release).toMatch(/^ {4}needs: checks$/m);
    expect(checks).toMatch(/^ {6}- run: \.ci\/run$/m);
    const { scripts } = JSON.parse(await readText('package.json')) as {
      scripts: Readonly<Record<string, string>>;
    };
    const used = [...release.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name);
    expect(used).toEqual(['version-packages', 'release']);
    expect(used.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(scripts['release']).toBe('npm run build && changeset publish');
    expect(scripts['tarballs']).toBe('npm run build && node tools/scripts/pack-packages.mjs');
  });
});
