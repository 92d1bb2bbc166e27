import { NativeError } from '../nativeError.mjs';
import { lastLine, runCommand } from '../runCommand.mjs';

/**
 * @typedef {object} AddonFacts
 * @property {string} tensorflow - Version of the TensorFlow library that answered.
 * @property {boolean} gpu - Whether it computes on a GPU.
 * @property {boolean} [linked] - Whether this linker has made it. Default: false.
 */

const checkLimitMs = 180_000;
const marker = 'causal-mechanisms-native:';

// A product that can be checked by hand, then a convolution with its gradient: what training needs. Parts of a tensor,
// since what tfjs-node 4.22 calls for them is gone from Node 23 on; useBackend brings it back, and so do the first lines.
const script = `
  const util = require('node:util');
  util.isArray = Array.isArray;
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  const tf = require(process.argv[1]);
  (async () => {
    const backend = tf.backend();
    const product = await tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1], [1]])).data();
    if (Array.from(product).join() !== '3,7') throw new Error('matMul gave ' + product);
    const image = tf.ones([1, 4, 4, 1]);
    const slope = tf.grad((kernel) => tf.conv2d(image, kernel, 1, 'valid').sum());
    const gradient = await slope(tf.ones([3, 3, 1, 1])).data();
    if (Array.from(gradient).join() !== '4,4,4,4,4,4,4,4,4') throw new Error('conv2d gave ' + gradient);
    const half = await tf.split(tf.tensor1d([1, 2, 3, 4]), 2)[1].data();
    if (Array.from(half).join() !== '3,4') throw new Error('split gave ' + half);
    const facts = { tensorflow: backend.binding.TF_Version, gpu: Boolean(backend.isUsingGpuDevice) };
    console.log(${JSON.stringify(marker)} + JSON.stringify(facts));
  })().catch((error) => { console.error(error.message); process.exit(1); });
`;

/**
 * Loads a package's addon in a process of its own and computes with it.
 *
 * @param {import('../findPackage.mjs').NativePackage} target - The package.
 * @returns {Promise<AddonFacts>} What answered.
 * @throws {NativeError} `ERR_NATIVE_CHECK` when it does not load or computes wrongly.
 */
export async function checkAddon(target) {
  const result = await runCommand(process.execPath, ['-e', script, target.folder], {
    cwd: target.folder,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
    timeoutMs: checkLimitMs,
  });
  const line = result.stdout.split('\n').find((each) => each.startsWith(marker));
  if (result.status !== 0 || line === undefined) {
    const reason = result.timedOut ? 'took too long' : lastLine(result.output);
    throw new NativeError('ERR_NATIVE_CHECK', `${target.name} does not work: ${reason}`, {
      detail: result.output,
    });
  }
  return JSON.parse(line.slice(marker.length));
}
