import { relative } from 'node:path';
import { loadedFiles } from '../src/importGraph.ts';
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
        const found = [...loadedFiles(`${folder}/test/a.test.ts`)].map((file) =>
          relative(folder, file),
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
});
