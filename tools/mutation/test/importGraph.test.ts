import { relative } from 'node:path';
import { importGraph, loadedFiles } from '../src/importGraph.ts';
import { inFolder } from './fixture.ts';

describe('loadedFiles', () => {
  it('follows relative imports and exports, also in circles, and no packages', () =>
    inFolder(
      {
        'test/a.test.ts': "import { a } from '../src/index.ts';\nimport ts from 'typescript';",
        'src/index.ts': "export { a } from './a.ts';\nexport type { C } from './types.ts';",
        'src/a.ts': "import { b } from './b.ts';\nexport const a = b;",
        'src/b.ts': "import './a.ts';\nexport const b = await import('./late.ts');",
        'src/late.ts': '',
        'src/types.ts': '',
        'src/other.ts': '',
      },
      (folder) => {
        const found = [...loadedFiles(`${folder}/test/a.test.ts`, importGraph(folder))].map(
          (file) => relative(folder, file),
        );
        expect(found.sort()).toEqual([
          'src/a.ts',
          'src/b.ts',
          'src/index.ts',
          'src/late.ts',
          'src/types.ts',
          'test/a.test.ts',
        ]);
      },
    ));

  it('follows the names under which the package is imported', () =>
    inFolder(
      {
        'package.json': JSON.stringify({
          name: '@x/pack',
          exports: {
            '.': { '@causal-mechanisms/source': './src/index.ts', default: './dist/index.js' },
            './node': { '@causal-mechanisms/source': './src/node.ts' },
            './package.json': './package.json',
          },
        }),
        'src/index.ts': '',
        'src/node.ts': '',
        'test/a.test.ts': "import '@x/pack/node';\nimport '@x/pack';\nimport '@x/other';",
        'test/b.test.ts': "import '@x/pack';",
      },
      (folder) => {
        const graph = importGraph(folder);
        const names = (test: string) =>
          [...loadedFiles(`${folder}/${test}`, graph)].map((file) => relative(folder, file)).sort();
        expect(names('test/a.test.ts')).toEqual(['src/index.ts', 'src/node.ts', 'test/a.test.ts']);
        expect(names('test/b.test.ts')).toEqual(['src/index.ts', 'test/b.test.ts']);
      },
    ));
});
