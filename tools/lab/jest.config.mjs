export default { displayName: 'lab', preset: '../../jest.preset.cjs' };
