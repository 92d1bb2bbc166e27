import {
  ConfigError,
  parameterLayout,
  readParameters,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { io } from '@tensorflow/tfjs';

const KIND = { owner: 'Line', format: 'test/line' } as const;
const layout = parameterLayout([
  { name: 'kernel', shape: [1, 2] },
  { name: 'bias', shape: [2] },
]);
const values = Float32Array.of(0.1, -2, 3e-8, 4);
const understand = ({ unit }: Readonly<Record<string, unknown>>) => {
  if (unit === undefined) throw new ConfigError('line: there is no unit');
  if (unit === 'crash') throw new TypeError('boom');
  return { unit, layout };
};

/** What a handler was given. */
async function written(): Promise<io.ModelArtifacts> {
  let artifacts: io.ModelArtifacts = {};
  const save = (given: io.ModelArtifacts) => {
    artifacts = given;
    const modelArtifactsInfo = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
    return Promise.resolve({ modelArtifactsInfo });
  };
  // A window into a larger array, as a backend may give it: the rest must not be written.
  const window = Float32Array.of(9, ...values, 9).subarray(1, 5);
  await writeParameters({ save }, { ...KIND, layout, values: window, description: { unit: 'm' } });
  return artifacts;
}

const read = (artifacts: io.ModelArtifacts, kind = KIND) =>
  readParameters({ load: () => Promise.resolve(artifacts) }, { ...kind, understand });

it('gives back what was written, to the last bit', async () => {
  const artifacts = await written();
  expect(artifacts.weightSpecs).toEqual([
    { name: 'kernel', shape: [1, 2], dtype: 'float32' },
    { name: 'bias', shape: [2], dtype: 'float32' },
  ]);
  expect((artifacts.weightData as ArrayBuffer).byteLength).toBe(16);
  expect(await read(artifacts)).toEqual({ unit: 'm', layout, values });
});

it('marks files that stock TensorFlow.js opens as such', async () => {
  const topology = { class_name: 'Sequential', config: { layers: [] } };
  const written: io.ModelArtifacts[] = [];
  const save = (artifacts: io.ModelArtifacts) => {
    written.push(artifacts);
    const modelArtifactsInfo = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
    return Promise.resolve({ modelArtifactsInfo });
  };
  const saved = { ...KIND, layout, values, description: { unit: 'm' } };
  await writeParameters({ save }, saved);
  await writeParameters({ save }, { ...saved, topology });
  const [own, stock] = written as [io.ModelArtifacts, io.ModelArtifacts];
  expect([own.format, own.modelTopology]).toEqual([KIND.format, { format: KIND.format }]);
  expect([stock.format, stock.modelTopology]).toEqual(['layers-model', topology]);
  expect((await read(stock)).values).toEqual(values);
});

it('reads weights that come in several pieces', async () => {
  const artifacts = await written();
  const whole = artifacts.weightData as ArrayBuffer;
  const weightData = [whole.slice(0, 6), whole.slice(6, 7), whole.slice(7)];
  expect((await read({ ...artifacts, weightData })).values).toEqual(values);
});

type Damage = (artifacts: io.ModelArtifacts) => io.ModelArtifacts;

it.each<[string, Damage, RegExp]>([
  [
    'of another format',
    (saved) => ({ ...saved, userDefinedMetadata: { format: 'test/curve', unit: 'm' } }),
    /^Line.load: this is no saved Line$/,
  ],
  [
    'without metadata',
    ({ weightData, weightSpecs }) => ({
      ...(weightData === undefined ? {} : { weightData }),
      ...(weightSpecs === undefined ? {} : { weightSpecs }),
    }),
    /no saved Line/,
  ],
  [
    'whose description is refused',
    (saved) => ({ ...saved, userDefinedMetadata: { format: KIND.format } }),
    /^Line.load: the saved Line is damaged: line: there is no unit$/,
  ],
  [
    'whose description makes the reader fail',
    (saved) => ({ ...saved, userDefinedMetadata: { format: KIND.format, unit: 'crash' } }),
    /^Line.load: the saved Line is damaged$/,
  ],
  [
    'that is a number short',
    (saved) => ({ ...saved, weightData: (saved.weightData as ArrayBuffer).slice(4) }),
    /^Line.load: the parameters do not fit/,
  ],
  [
    'that is cut within a number',
    (saved) => ({ ...saved, weightData: (saved.weightData as ArrayBuffer).slice(3) }),
    /damaged/,
  ],
  [
    'without weights',
    ({ weightSpecs = [], userDefinedMetadata = {} }) => ({ weightSpecs, userDefinedMetadata }),
    /^Line.load: the parameters do not fit/,
  ],
  [
    'with a parameter fewer',
    (saved) => ({ ...saved, weightSpecs: saved.weightSpecs?.slice(1) ?? [] }),
    /^Line.load: the parameters do not fit/,
  ],
  [
    'with parameters of another shape',
    (saved) => ({
      ...saved,
      weightSpecs: saved.weightSpecs?.map((spec) => ({ ...spec, shape: [2] })) ?? [],
    }),
    /^Line.load: the parameters do not fit/,
  ],
])('refuses a file %s', async (_, damage, message) => {
  const failure = read(damage(await written()));
  await expect(failure).rejects.toMatchObject({
    code: 'ERR_FILE_FORMAT',
    message: expect.stringMatching(message) as string,
  });
});

it('needs a handler that can do what is asked', async () => {
  const saved = { ...KIND, layout, values, description: {} };
  await expect(writeParameters({}, saved)).rejects.toThrow('Line.save: the handler cannot write');
  await expect(readParameters({}, { ...KIND, understand })).rejects.toThrow(
    'Line.load: the handler cannot read',
  );
});

it('keeps the mark of the files, whatever the description says', async () => {
  let format: unknown;
  const save = ({ userDefinedMetadata }: io.ModelArtifacts) => {
    format = (userDefinedMetadata as Record<string, unknown>)['format'];
    const modelArtifactsInfo = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
    return Promise.resolve({ modelArtifactsInfo });
  };
  const description = { format: 'mine' };
  await writeParameters({ save }, { ...KIND, layout, values, description });
  expect(format).toBe(KIND.format);
});
