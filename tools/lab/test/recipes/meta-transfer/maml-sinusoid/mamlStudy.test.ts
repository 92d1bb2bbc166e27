import {
  runMaml,
  SINUSOID_DATA,
} from '../../../../src/recipes/meta-transfer/maml-sinusoid/mamlStudy.ts';

// Training, measuring and resuming are tested through the command, in recipe.test.ts.
describe('runMaml', () => {
  it('is a study of generated data', () => {
    expect(typeof runMaml).toBe('function');
    expect(SINUSOID_DATA.kind).toBe('generated');
  });
});
