import { list } from '../../src/command/list.ts';
import { tinyLab } from './tinyLab.ts';
import type { TinyLab } from './tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
});
afterEach(() => tiny.remove());

function listed(json: boolean): string {
  const out: string[] = [];
  list({ command: 'list', json, verbose: false }, tiny.lab(out));
  return out.join('\n');
}

describe('lab list', () => {
  it('is a table of the recipes, with their presets and what of which paper they are about', () => {
    expect(listed(false).split('\n')).toEqual([
      expect.stringMatching(/^recipe +what +presets +paper$/),
      expect.stringMatching(/^[- ]+$/),
      expect.stringMatching(
        /^test\/parts +Two counters +quick, small, paper +Nobody \(2000\), Counting: Table 1$/,
      ),
    ]);
  });

  it('is JSON for other programs', () => {
    expect(JSON.parse(listed(true))).toEqual([
      {
        name: 'test/parts',
        title: 'Two counters',
        paper: { title: 'Nobody (2000), Counting', url: 'https://example.org', items: 'Table 1' },
        presets: { quick: {}, small: {}, paper: {} },
      },
    ]);
  });
});
