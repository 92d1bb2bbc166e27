// No file imports itself over a detour, not even for a type: what a file says can be understood in some order.
export default {
  forbidden: [{ name: 'no-import-cycles', severity: 'error', from: {}, to: { circular: true } }],
  options: {
    tsPreCompilationDeps: true,
    includeOnly: '^(packages|tools)/',
    exclude: { path: '/(dist|out-tsc|node_modules)/' },
    // Packages find each other's sources.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@causal-mechanisms/source', 'import', 'node', 'default'],
    },
  },
};
