import { parseBif } from '../../../src/index.ts';
import { MOST_BIF_BYTES } from '../../../src/causal/bif/parseBif.ts';
import { failure } from '../../testFiles.ts';

/** Rows in an order of their own, as files have them. */
const RAIN = `network "weather" { property made = here; }
variable rain { type discrete [ 2 ] { yes, no }; }
variable mood { type discrete [ 3 ] { <5, 5-12, 12+ }; }
variable tea  { type discrete [ 2 ] { yes, no }; }
probability ( tea | rain, mood ) {
  (no,  <5)   0.1, 0.9;
  (yes, <5)   0.2, 0.8;
  (no,  5-12) 0.3, 0.7;
  (yes, 5-12) 0.4, 0.6;
  (no,  12+)  0.5, 0.5;
  (yes, 12+)  0.6, 0.4;
}
probability ( rain ) { table 0.25, 0.75; } // root
probability ( mood ) { table 0.3333333, 0.3333333, 0.3333333; }
`;

/** The file with one change; it must be one. */
function changed(from: string, to: string): string {
  expect(RAIN).toContain(from);
  return RAIN.replace(from, to);
}

describe('parseBif', () => {
  it('puts rows in the order of the table, whatever their order in the file', () => {
    const network = parseBif(RAIN);
    expect(network).toMatchObject({
      names: ['rain', 'mood', 'tea'],
      categories: [2, 3, 2],
      labels: [
        ['yes', 'no'],
        ['<5', '5-12', '12+'],
        ['yes', 'no'],
      ],
      parents: [[], [], [0, 1]],
    });
    const out = new Float64Array(3);
    const at = (...parents: number[]): number => {
      network.mechanisms[2]?.probabilities(Uint8Array.from(parents), out);
      return out[0] ?? NaN;
    };
    expect([at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2)]).toEqual([
      0.2, 0.4, 0.6, 0.1, 0.3, 0.5,
    ]);
    network.mechanisms[0]?.probabilities(new Uint8Array(0), out);
    expect([...out.subarray(0, 2)]).toEqual([0.25, 0.75]);
  });

  it.each([
    [
      'an unknown parent',
      '| rain, mood )',
      '| rain, moon )',
      'rain.bif:5:27: the parent moon of tea is no variable',
    ],
    ['a variable twice', 'variable mood', 'variable rain', ':3:10: there are two variables rain'],
    ['two blocks', '( mood )', '( rain )', ':14:15: rain has two blocks of probabilities'],
    [
      'a missing block',
      'probability ( mood ) { table 0.3333333, 0.3333333, 0.3333333; }',
      '',
      ':3:10: mood has no probabilities',
    ],
    ['an undeclared variable', '( mood )', '( moon )', ':14:15: moon is no variable'],
    ['a missing row', '  (no,  12+)  0.5, 0.5;\n', '', ':5:15: tea should have 6 rows, it has 5'],
    ['a row twice', '(no,  12+)', '(yes, 12+)', ':11:3: tea has this row twice'],
    [
      'an unknown category',
      '(no,  12+)',
      '(no,  13+)',
      ":10:9: '13\\+' is none of the categories <5, 5-12, 12\\+",
    ],
    ['too few categories', '(no,  12+)', '(no)', ':10:3: tea has 2 parents, the row names 1'],
    ['too many categories', '(no,  12+)', '(no, 12+, no)', 'the row names 3'],
    ['a table over parents', '(no,  12+)', 'table', ':10:3: tea has parents'],
    ['a short row', '0.5, 0.5;', '1.0;', ':10:3: .*tea must have 2 probabilities.*got 1'],
    ['a long row', '0.5, 0.5;', '0.5, 0.25, 0.25;', 'got 3'],
    ['another sum', '0.5, 0.5;', '0.5, 0.4;', ':10:3: .*its sum is 0.9'],
    ['a negative probability', '0.5, 0.5;', '1.5, -0.5;', ':10:3: .*-0.5'],
    ['NaN', '0.25, 0.75', '0.25, NaN', ":13:36: expected a probability, got 'NaN'"],
    [
      'a category for a root',
      'table 0.25',
      '(yes) 0.25',
      ':13:24: rain has 0 parents, the row names 1',
    ],
    [
      'a cycle',
      '( rain ) { table 0.25, 0.75; }',
      '( rain | tea ) { (yes) 1, 0; (no) 1, 0; }',
      'the graph has a cycle, (rain -> tea -> rain|tea -> rain -> tea)',
    ],
    [
      'a parent twice',
      '| rain, mood )',
      '| rain, rain )',
      ':5:15: the parents of tea must be different',
    ],
    ['itself as parent', '| rain, mood )', '| rain, tea )', 'the parents of tea must be different'],
    [
      'one category',
      '[ 2 ] { yes, no }',
      '[ 1 ] { yes }',
      ':2:10: rain must have 2 to 256 categories, it has 1',
    ],
    [
      'another block',
      'network',
      'netwerk',
      ":1:1: expected 'network', 'variable' or 'probability', got 'netwerk'",
    ],
    ['a network without end', 'here; }', 'here;', ":2:1: expected 'property', got 'variable'"],
    [
      'a block without end',
      '0.6, 0.4;\n}',
      '0.6, 0.4;',
      ":12:1: expected a row of probabilities, got 'probability'",
    ],
    [
      'a file that stops',
      '0.3333333; }',
      '0.3333333;',
      ':15:1: .*the file ends: a block is not closed',
    ],
  ])('refuses %s', (_, from, to, message) => {
    expect(() => parseBif(changed(from, to), { name: 'rain.bif' })).toThrow(
      failure('ERR_FILE_FORMAT', message),
    );
  });

  it('refuses a file without variables, one that is too long, and too many variables', () => {
    expect(() => parseBif('network unknown {}')).toThrow(
      failure('ERR_FILE_FORMAT', '^bif:1:19: the file has no variable'),
    );
    expect(() => parseBif(' '.repeat(MOST_BIF_BYTES + 1))).toThrow(
      failure('ERR_FILE_FORMAT', 'longer than'),
    );
    const many = Array.from(
      { length: 10_001 },
      (_, i) => `variable v${i} {type discrete [2] {a,b};}`,
    );
    expect(() => parseBif(many.join('\n'))).toThrow(
      failure('ERR_FILE_FORMAT', '^bif:10001:10: .*10000 variables'),
    );
  });

  it('throws nothing but typed errors, whatever is cut off', () => {
    for (let end = 0; end < RAIN.length - 1; end++) {
      let code = 'none';
      try {
        parseBif(RAIN.slice(0, end));
      } catch (error) {
        code = (error as { code?: string }).code ?? 'another error';
      }
      expect(code).toBe('ERR_FILE_FORMAT');
    }
  });
});
