export default { displayName: 'transforms', preset: '../../jest.preset.cjs' };
