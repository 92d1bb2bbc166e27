import { activeRuns, activeSteps } from '../../../src/panels/modules/raster.ts';

// Two modules, four steps.
const activity = {
  description: { modules: 2 },
  active: Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 0),
};

describe('activeRuns', () => {
  it('draws a rectangle for each stretch', () => {
    expect(activeRuns(activity, 4)).toEqual([
      'M0 0.08h2v0.84h-2zM3 0.08h1v0.84h-1z',
      'M2 1.08h1v0.84h-1z',
    ]);
  });

  it('stops where it is told', () => {
    expect(activeRuns(activity, 1)).toEqual(['M0 0.08h1v0.84h-1z', '']);
  });
});

describe('activeSteps', () => {
  it('counts', () => {
    expect(activeSteps(activity, 4)).toEqual([3, 1]);
    expect(activeSteps(activity, 2)).toEqual([2, 0]);
  });
});
