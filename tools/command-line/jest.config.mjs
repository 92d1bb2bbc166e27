export default { displayName: 'command-line', preset: '../../jest.preset.cjs' };
