import type { InterventionalData } from '@causal-mechanisms/datasets';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkStructureData } from '../../src/graphs/structureData.ts';
import { tableOf } from './noisyChain.ts';

const table = tableOf([
  [0, 1, 1],
  [1, 0, 1],
]);

function check(data: Partial<InterventionalData>, targetsNeeded = false): void {
  checkStructureData('f', { observational: table, interventions: [], ...data }, targetsNeeded);
}

describe('checkStructureData', () => {
  it('lets good data pass', () => {
    check({});
    check({ interventions: [{ target: 1, samples: table }] }, true);
    check({ interventions: [{ target: null, samples: table }] });
    check({ interventions: [{ target: 0, samples: tableOf([[], []]) }] });
  });

  it('refuses targets that do not exist, and hidden ones where they are needed', () => {
    for (const target of [-1, 2, 0.5, NaN]) {
      expect(thrownCode(() => check({ interventions: [{ target, samples: table }] }))).toBe(
        'ERR_ARGUMENT',
      );
    }
    expect(() => check({ interventions: [{ target: 2, samples: table }] })).toThrow(
      'f: the target of interventions[0] must be a variable from 0 to 1, got 2',
    );
    expect(() => check({ interventions: [{ target: null, samples: table }] }, true)).toThrow(
      'f: the target of interventions[0] must be known, got null; jointStructure finds hidden targets',
    );
  });

  it('refuses data without variables or rows', () => {
    expect(thrownCode(() => check({ observational: tableOf([]) }))).toBe('ERR_ARGUMENT');
    expect(() => check({ observational: tableOf([[], []]) })).toThrow('at least one row');
  });

  it('refuses tables that do not fit', () => {
    const refused = (samples: InterventionalData['observational']): unknown =>
      thrownCode(() => check({ interventions: [{ target: 0, samples }] }));
    expect(refused(tableOf([[0, 1]]))).toBe('ERR_SHAPE');
    expect(refused(tableOf([[0], [1]], [2, 3]))).toBe('ERR_SHAPE');
    expect(refused({ ...table, names: ['x1', 'x0'] })).toBe('ERR_SHAPE');
    expect(refused({ ...table, names: ['x0'] })).toBe('ERR_SHAPE');
    expect(refused({ ...table, rows: 4 })).toBe('ERR_SHAPE');
    expect(thrownCode(() => check({ observational: { ...table, rows: 2 } }))).toBe('ERR_SHAPE');
  });

  it('refuses single categories and values that are none', () => {
    expect(() => check({ observational: tableOf([[0], [0]], [2, 1]) })).toThrow(
      'f: columns[1] (x1) of observational must have 2 to 256 categories, got 1; leave out variables that never change',
    );
    for (const count of [0, 257, 2.5]) {
      const observational = tableOf([[0], [0]], [2, count]);
      expect(thrownCode(() => check({ observational }))).toBe('ERR_VALUES');
    }
    expect(() => check({ observational: tableOf([[0, 2]], [2]) })).toThrow(
      'f: columns[0] (x0) of observational must hold categories from 0 to 1, got 2 in row 1',
    );
  });
});
