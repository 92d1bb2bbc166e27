export default { displayName: 'rims', preset: '../../jest.preset.cjs' };
