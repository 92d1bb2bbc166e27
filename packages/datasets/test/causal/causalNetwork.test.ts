import { adjacencyOf, causalNetwork } from '../../src/index.ts';
import type { CausalNetworkDescription } from '../../src/index.ts';

const DESCRIPTION: CausalNetworkDescription = {
  names: ['rain', 'wet'],
  categories: [2, 3],
  labels: [
    ['no', 'yes'],
    ['dry', 'damp', 'soaked'],
  ],
  parents: [[], [0]],
  mechanisms: [
    [[0.8, 0.2]],
    [
      [0.9, 0.1, 0],
      [0, 0.5, 0.5],
    ],
  ],
};

describe('causalNetwork', () => {
  it('makes mechanisms of tables and keeps mechanisms', () => {
    const network = causalNetwork(DESCRIPTION);
    expect(network).toMatchObject({
      names: ['rain', 'wet'],
      categories: [2, 3],
      parents: [[], [0]],
      labels: DESCRIPTION.labels,
    });
    const out = new Float64Array(3);
    network.mechanisms[1]?.probabilities(Uint8Array.of(1), out);
    expect([...out]).toEqual([0, 0.5, 0.5]);
    const again = causalNetwork({ ...DESCRIPTION, mechanisms: network.mechanisms });
    expect(again.mechanisms[1]).toBe(network.mechanisms[1]);
  });

  it('names variables and categories by number', () => {
    const network = causalNetwork({
      categories: [2, 2],
      parents: [[], []],
      mechanisms: [[[1, 0]], [[0, 1]]],
    });
    expect(network.names).toEqual(['X0', 'X1']);
    expect(network.labels).toEqual([
      ['0', '1'],
      ['0', '1'],
    ]);
  });

  it.each<[string, Partial<CausalNetworkDescription>, string, RegExp]>([
    ['no variable', { categories: [], names: [] }, 'ERR_ARGUMENT', /number of variables.*got 0/],
    ['a missing name', { names: ['rain'] }, 'ERR_SHAPE', /2 names/],
    ['a name twice', { names: ['wet', 'wet'] }, 'ERR_ARGUMENT', /wet/],
    ['missing parents', { parents: [[]] }, 'ERR_SHAPE', /2 parents, got 1/],
    ['missing mechanisms', { mechanisms: [] }, 'ERR_SHAPE', /2 mechanisms, got 0/],
    ['missing labels', { labels: [] }, 'ERR_SHAPE', /2 labels, got 0/],
    [
      'a missing label',
      { labels: [['no', 'yes'], ['dry']] },
      'ERR_SHAPE',
      /3 labels of wet, got 1/,
    ],
    ['one category', { categories: [1, 3] }, 'ERR_ARGUMENT', /rain.*from 2 to 256, got 1/],
    ['too many categories', { categories: [2, 257] }, 'ERR_ARGUMENT', /wet.*257/],
    ['a cycle', { parents: [[1], [0]] }, 'ERR_ARGUMENT', /rain -> wet -> rain|wet -> rain -> wet/],
    ['a parent that is none', { parents: [[], [2]] }, 'ERR_ARGUMENT', /parents of wet.*got 2/],
    [
      'a table of other categories',
      {
        mechanisms: [
          [[0.8, 0.1, 0.1]],
          [
            [1, 0, 0],
            [1, 0, 0],
          ],
        ],
      },
      'ERR_SHAPE',
      /2 categories of the table of rain, got 3/,
    ],
    [
      'a missing row',
      { mechanisms: [[[0.8, 0.2]], [[1, 0, 0]]] },
      'ERR_SHAPE',
      /wet must have 2 rows/,
    ],
    [
      'a row that does not add up',
      {
        mechanisms: [
          [[0.8, 0.2]],
          [
            [1, 0, 0],
            [0.5, 0.2, 0.2],
          ],
        ],
      },
      'ERR_VALUES',
      /row 1 of the table of wet must add up to 1, its sum is 0\.8999/,
    ],
  ])('refuses %s', (_, changes, code, message) => {
    const description = { ...DESCRIPTION, ...changes };
    if (changes.categories !== undefined) delete description.labels;
    expect(() => causalNetwork(description)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });
});

describe('adjacencyOf', () => {
  it('has causes as rows and effects as columns', () => {
    expect(adjacencyOf({ parents: [[2], [0, 2], []] })).toEqual([
      Uint8Array.of(0, 1, 0),
      Uint8Array.of(0, 0, 0),
      Uint8Array.of(1, 1, 0),
    ]);
  });
});
