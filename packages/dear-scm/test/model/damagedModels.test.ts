import * as tf from '@tensorflow/tfjs';
import { factorGraph } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { processorTime } from '@causal-mechanisms/test-utils';
import { tinyData } from '../baselines/data.ts';
import { finished } from '../finished.ts';
import {
  ClassifierModel,
  DearModel,
  trainClassifier,
  trainVae,
  VaeModel,
} from '../../src/index.ts';
import { memoryFile, randomModel } from './models.ts';

beforeAll(async () => {
  await useBackend();
});

interface Saved {
  save(handler: tf.io.IOHandler): Promise<void>;
  dispose(): void;
}

const CONFIG = {
  networks: { kind: 'mlp', width: 3, depth: 1 },
  batchSize: 4,
  iterations: 1,
} as const;
const GRAPH = factorGraph('a -> b');

/** What is loaded, how one is made, and the fields in which another value cannot be told from the true one. */
const KINDS: readonly [
  string,
  () => Saved | Promise<Saved>,
  (h: tf.io.IOHandler) => Promise<Saved>,
][] = [
  ['DearModel', () => randomModel(), (handler) => DearModel.load(handler)],
  [
    'VaeModel',
    () => finished(trainVae(tinyData(8), { graph: GRAPH, config: { ...CONFIG, latentWidth: 3 } })),
    (handler) => VaeModel.load(handler),
  ],
  [
    'ClassifierModel',
    () => finished(trainClassifier(tinyData(8), { target: 'both', config: CONFIG })),
    (handler) => ClassifierModel.load(handler),
  ],
];

/** Another unit or range of labels, or another kind of equal size, makes another sound model. */
const SOUND =
  /^model\.(average|factors\.\d\.(kind|unit)|scaling\.(loss|margin|ranges\.\d\.(kind|least|most|mean|deviation))|prior\.leastSlope|networks\.injectedNoise|graph\.\d\.\d)$/;

type Json = Record<string, unknown>;

/** Every place in a description, with what may be put there instead. */
function damages(value: unknown, path: readonly string[] = []): [string, (root: Json) => void][] {
  const own: [string, unknown][] = ['text', null, -1, 1e300, 2 ** 31, {}, [], true].map(
    (wrong) => [JSON.stringify(wrong), wrong] as [string, unknown],
  );
  const here = path.join('.');
  const at = (root: Json): [Json, string] => {
    let holder = root;
    for (const key of path.slice(0, -1)) holder = holder[key] as Json;
    return [holder, path.at(-1) ?? ''];
  };
  const found: [string, (root: Json) => void][] = [];
  if (path.length > 0) {
    for (const [words, wrong] of own) {
      if (JSON.stringify(value) === words) continue;
      found.push([
        `${here} = ${words}`,
        (root) => {
          const [holder, key] = at(root);
          holder[key] = wrong;
        },
      ]);
    }
    found.push([
      `${here} left out`,
      (root) => {
        const [holder, key] = at(root);
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else Reflect.deleteProperty(holder, key);
      },
    ]);
  }
  if (typeof value === 'object' && value !== null) {
    if (!Array.isArray(value) && path.length > 0) {
      found.push([
        `${here}.more`,
        (root) => {
          const [holder, key] = at(root);
          (holder[key] as Json)['more'] = 1;
        },
      ]);
    }
    for (const [key, inner] of Object.entries(value)) found.push(...damages(inner, [...path, key]));
  }
  return found;
}

describe.each(KINDS)('a damaged %s', (name, make, load) => {
  let whole: tf.io.ModelArtifacts;
  beforeAll(async () => {
    const file = memoryFile();
    const model = await make();
    await model.save(file.handler);
    model.dispose();
    whole = file.artifacts();
  });

  async function loading(artifacts: unknown): Promise<string> {
    const before = tf.memory().numTensors;
    const start = processorTime();
    const handler = { load: () => Promise.resolve(artifacts as tf.io.ModelArtifacts) };
    const code = await load(handler).then(
      (model) => {
        model.dispose();
        return undefined;
      },
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(processorTime() - start).toBeLessThan(5000);
    return String(code);
  }

  it('is refused wherever its description is changed, or is another sound model', async () => {
    const wrong: string[] = [];
    for (const [words, damage] of damages(whole.userDefinedMetadata)) {
      const userDefinedMetadata = structuredClone(whole.userDefinedMetadata) as Json;
      damage(userDefinedMetadata);
      const code = await loading({ ...whole, userDefinedMetadata });
      const place = words.split(' ')[0] ?? '';
      const sound =
        SOUND.test(place) ||
        (name !== 'DearModel' && words === 'version left out') ||
        (name === 'ClassifierModel' && place === 'model.scaling.ranges.0.name');
      if (code !== 'ERR_FILE_FORMAT' && !(code === 'undefined' && sound)) {
        wrong.push(`${words}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is refused where the list of its parameters is changed', async () => {
    const specs = whole.weightSpecs ?? [];
    const [first] = specs;
    const lists: unknown[] = [
      [],
      specs.slice(1),
      [...specs, first],
      [...specs].reverse(),
      null,
      'text',
      [null],
      [{}],
      [{ ...first, name: 'other' }, ...specs.slice(1)],
      [{ ...first, shape: [1] }, ...specs.slice(1)],
      [{ ...first, shape: 'text' }, ...specs.slice(1)],
      [{ ...first, dtype: 'int32' }, ...specs.slice(1)],
      [{ ...first, quantization: { dtype: 'uint8', min: 0, scale: 1 } }, ...specs.slice(1)],
    ];
    for (const [i, weightSpecs] of lists.entries()) {
      expect([i, await loading({ ...whole, weightSpecs })]).toEqual([i, 'ERR_FILE_FORMAT']);
    }
  });

  it('is refused where its numbers are cut, too many, of no number, or not there', async () => {
    const bytes = new Uint8Array(whole.weightData as ArrayBuffer);
    const nan = bytes.slice();
    new Float32Array(nan.buffer)[1] = NaN;
    const data: unknown[] = [
      undefined,
      new ArrayBuffer(0),
      bytes.slice(0, -1).buffer,
      bytes.slice(0, -4).buffer,
      Uint8Array.of(...bytes, 0, 0, 0, 0).buffer,
      nan.buffer,
      'text',
      null,
      [null],
    ];
    for (const [i, weightData] of data.entries()) {
      expect([i, await loading({ ...whole, weightData })]).toEqual([i, 'ERR_FILE_FORMAT']);
    }
  });

  it('is refused where nothing, or something else, was saved', async () => {
    for (const artifacts of [null, undefined, {}, 'text', [], { userDefinedMetadata: null }]) {
      expect(await loading(artifacts)).toBe('ERR_FILE_FORMAT');
    }
    const other = {
      ...whole,
      userDefinedMetadata: { ...whole.userDefinedMetadata, format: 'else' },
    };
    expect(await loading(other)).toBe('ERR_FILE_FORMAT');
    expect(name).toMatch(/Model$/);
  });
});
