export default { displayName: 'playground', preset: '../../jest.preset.cjs' };
