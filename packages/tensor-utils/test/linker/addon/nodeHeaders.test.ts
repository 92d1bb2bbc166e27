import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findNodeHeaders } from '../../../linker/addon/nodeHeaders.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

const module = new URL('../../../linker/addon/nodeHeaders.mjs', import.meta.url).href;

describe('findNodeHeaders', () => {
  const folder = temporaryFolder();
  const header = (...path: string[]): string => {
    const file = join(folder(), ...path, 'include', 'node', 'node_api.h');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    return dirname(file);
  };

  it('prefers those that npm is told of', async () => {
    const given = header('given');
    const env = { ...process.env, npm_config_nodedir: join(folder(), 'given') };
    expect(await findNodeHeaders(env)).toBe(given);
  });

  describe('of a Node that has none', () => {
    /** Asks a copy of Node that lies alone in a folder. */
    function ask(env: NodeJS.ProcessEnv, project = folder()): string {
      const node = join(folder(), 'alone', 'bin', 'node');
      mkdirSync(dirname(node), { recursive: true });
      copyFileSync(process.execPath, node);
      chmodSync(node, 0o755);
      const code = `import(${JSON.stringify(module)}).then(({ findNodeHeaders }) => findNodeHeaders(process.env, ${JSON.stringify(project)})).then(
        (found) => console.log(found), (error) => console.log(error.code + ' ' + error.message));`;
      const home = { HOME: join(folder(), 'home'), PATH: '' };
      return execFileSync(node, ['-e', code], {
        encoding: 'utf8',
        env: { ...home, ...env },
      }).trim();
    }

    it('finds what node-gyp has got before', () => {
      const cached = header('home', '.cache', 'node-gyp', process.versions.node);
      expect(ask({})).toBe(cached);
    });

    it('finds those beside Node', () => {
      const beside = header('alone');
      expect(ask({})).toBe(beside);
    });

    it('has node-gyp get them', () => {
      const script = join(folder(), 'node-gyp.js');
      const cached = join(
        folder(),
        'home',
        '.cache',
        'node-gyp',
        process.versions.node,
        'include',
        'node',
      );
      const lines = [
        "const fs = require('node:fs');",
        "if (process.argv[2] !== 'install') process.exit(1);",
        `fs.mkdirSync(${JSON.stringify(cached)}, { recursive: true });`,
        `fs.writeFileSync(${JSON.stringify(join(cached, 'node_api.h'))}, '');`,
      ];
      writeFileSync(script, lines.join('\n'));
      expect(ask({ npm_config_node_gyp: script })).toBe(cached);
    });

    it('finds the package of headers that the project has', () => {
      const folderOfPackage = join(folder(), 'project', 'node_modules', 'node-api-headers');
      mkdirSync(join(folderOfPackage, 'include'), { recursive: true });
      writeFileSync(join(folderOfPackage, 'package.json'), '{}');
      writeFileSync(join(folderOfPackage, 'include', 'node_api.h'), '');
      const inside = join(folder(), 'project', 'node_modules', '@tensorflow', 'tfjs-node');
      mkdirSync(inside, { recursive: true });
      expect(ask({}, inside)).toBe(join(folderOfPackage, 'include'));
    });

    it('says why they cannot be had, and where to get them', () => {
      const beside = `ERR_NATIVE_TOOLS the C headers of Node are missing beside ${join(folder(), 'alone', 'bin', 'node')}, and `;
      const cure = '; get them with: npm install node-api-headers';
      expect(ask({})).toBe(`${beside}npm has no node-gyp to get them${cure}`);
      const script = join(folder(), 'node-gyp.js');
      writeFileSync(script, "console.error('gyp ERR! offline'); process.exit(1);");
      expect(ask({ npm_config_node_gyp: script })).toBe(
        `${beside}node-gyp could not download them${cure}`,
      );
    });
  });
});
