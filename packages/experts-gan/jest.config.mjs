export default { displayName: 'experts-gan', preset: '../../jest.preset.cjs' };
