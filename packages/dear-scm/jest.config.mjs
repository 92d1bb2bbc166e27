export default { displayName: 'dear-scm', preset: '../../jest.preset.cjs' };
