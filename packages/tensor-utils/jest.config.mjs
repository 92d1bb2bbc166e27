export default { displayName: 'tensor-utils', preset: '../../jest.preset.cjs' };
