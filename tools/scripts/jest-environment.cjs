// Node's environment, with the typed arrays of the outer realm: a native addon makes its arrays there, and tfjs asks
// `instanceof Float32Array` when it saves a model.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const type of [Float32Array, Float64Array, Int32Array, Uint32Array, Uint8ClampedArray]) {
      this.global[type.name] = type;
    }
  }
};
