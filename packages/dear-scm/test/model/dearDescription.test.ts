import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveDearDescription } from '../../src/model/dearDescription.ts';
import { description } from './models.ts';

it('takes what a file gives back', () => {
  expect(resolveDearDescription(JSON.parse(JSON.stringify(description)))).toEqual(description);
});

it.each<[string, object]>([
  ['an unknown key', { more: 1 }],
  [
    'weights in the graph',
    {
      graph: [
        [0, 2],
        [0, 0],
      ],
    },
  ],
  ['a graph of another size', { graph: [[0]] }],
  ['no factors', { factors: [] }],
  ['a scaling of fewer factors', { scaling: { ...description.scaling, ranges: [] } }],
  [
    'a scaling of other factors',
    { scaling: { ...description.scaling, ranges: [...description.scaling.ranges].reverse() } },
  ],
])('refuses %s', (_, change) => {
  expect(thrownCode(() => resolveDearDescription({ ...description, ...change }))).toBe(
    'ERR_CONFIG',
  );
});
