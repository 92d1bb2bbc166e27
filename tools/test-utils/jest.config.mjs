export default { displayName: 'test-utils', preset: '../../jest.preset.cjs' };
