import { mechanismFromDefinition } from '@causal-mechanisms/transforms';
import {
  CHANGES,
  changeKind,
  readChanges,
  writeChanges,
} from '../../../src/panels/experts/changes.ts';

describe('changes of the page', () => {
  it('are mechanisms, at the ends of their ranges too, for images of 32 and of 16 rows', () => {
    for (const { definition, strength } of CHANGES) {
      const least = strength?.min === 0 ? 1 : strength?.min;
      for (const value of [least ?? 1, strength?.usual ?? 1, strength?.max ?? 1]) {
        for (const rows of [16, 32]) {
          if (value !== 0) mechanismFromDefinition(definition(value, rows));
        }
      }
    }
    expect(changeKind('up')?.definition(4, 32)).toEqual({ kind: 'shift', dx: 0, dy: -4 });
    expect(changeKind('downLeft')?.definition(4, 16)).toEqual({ kind: 'shift', dx: -2, dy: 2 });
    expect(changeKind('nothing')).toBeUndefined();
  });

  it('are read in their order, brought into range, each kind once', () => {
    expect(readChanges('invert,up:99,noise:-1,up:2,nonsense:3,right:oh')).toEqual([
      { kind: 'invert', strength: 1 },
      { kind: 'up', strength: 2 },
      { kind: 'noise', strength: 0 },
      { kind: 'right', strength: 4 },
    ]);
    expect(readChanges('')).toEqual([]);
  });

  it('are written as they are read', () => {
    const text = 'noise:0.35,invert,up:3';
    expect(writeChanges(readChanges(text))).toBe(text);
  });
});
