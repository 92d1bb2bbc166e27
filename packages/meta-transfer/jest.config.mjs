export default { displayName: 'meta-transfer', preset: '../../jest.preset.cjs' };
