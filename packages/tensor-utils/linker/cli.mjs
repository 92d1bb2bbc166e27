#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { readStamp } from './addon/addonStamp.mjs';
import { ensureKernels } from './kernels/buildKernels.mjs';
import { selectPackage } from './findPackage.mjs';
import { linkNative, planLink, withPackageLock } from './linkNative.mjs';
import { NativeError } from './nativeError.mjs';
import { hasNvidiaGpu } from './tensorflow/nvidiaGpu.mjs';

const help = `Usage: causal-mechanisms-native [options]

Links the addon of an installed @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node to the TensorFlow
library of a current Python wheel, instead of the old one that its own installer pins. The wheel is
downloaded with pip once per user; needs python3 with pip, and g++. Then compiles training kernels
for the processor of this machine, which do the convolutions faster than TensorFlow.

Options:
  --package P   name or folder of the package (default: the GPU one if an NVIDIA GPU answers)
  --wheel DIR   folder of an unpacked TensorFlow wheel, or a site-packages folder (default: download)
  --cpu         link to TensorFlow without CUDA although there is an NVIDIA GPU
  --force       link again although a linked addon is in place
  --dry-run     say what would be done, change nothing
  --verbose     show the output of a command that failed
  -h, --help    this text

Exit status: 0 done, 1 failed, 2 bad usage.`;

/** @param {string} line */
const say = (line) => console.log(line);

/**
 * @returns {{ values: Record<string, string | boolean | undefined> } | { problem: string }} The
 *   options, or what is wrong with them.
 */
function readOptions() {
  try {
    return parseArgs({
      options: {
        package: { type: 'string' },
        wheel: { type: 'string' },
        cpu: { type: 'boolean' },
        force: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @param {Record<string, string | boolean | undefined>} values - The options.
 */
async function run(values) {
  const wanted = typeof values['package'] === 'string' ? values['package'] : undefined;
  const wheel = typeof values['wheel'] === 'string' ? values['wheel'] : undefined;
  const nvidia = values['cpu'] !== true && (await hasNvidiaGpu());
  const target = selectPackage(process.cwd(), wanted, nvidia);
  const options = { nvidia, say, ...(wheel === undefined ? {} : { wheel }) };
  if (values['dry-run'] === true) {
    const plan = await planLink(options);
    say(`package:    ${target.name} ${target.version} in ${target.folder}`);
    say(`TensorFlow: ${plan.tensorflow || 'to be downloaded with pip into the cache folder'}`);
    say(
      `tools:      ${plan.missing.length === 0 ? 'all there' : `missing: ${plan.missing.join(', ')}`}`,
    );
    return;
  }
  await withPackageLock(
    target,
    async () => {
      const present = readStamp(target);
      if (present?.linked === true && values['force'] !== true && wheel === undefined) {
        say(
          `${target.name}: TensorFlow ${present.tensorflow} is linked already (--force links again)`,
        );
        if (!present.gpu) say(await ensureKernels(target, { say }));
        return;
      }
      const facts = await linkNative(target, options);
      const device = facts.gpu ? 'GPU' : 'CPU';
      say(`${target.name}: linked to TensorFlow ${facts.tensorflow}, computes on the ${device}`);
      if (!facts.gpu) say(await ensureKernels(target, { say, force: values['force'] === true }));
    },
    say,
  );
}

const parsed = readOptions();
if ('problem' in parsed) {
  console.error(`causal-mechanisms-native: ${parsed.problem}\nTry --help.`);
  process.exitCode = 2;
} else if (parsed.values['help'] === true) {
  say(help);
} else {
  try {
    await run(parsed.values);
  } catch (error) {
    console.error(
      `causal-mechanisms-native: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (parsed.values['verbose'] === true && error instanceof NativeError)
      console.error(error.detail);
    process.exitCode = 1;
  }
}
