import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/node.ts';
import { opaque, SPOKEN } from './misuses/parts.ts';

const dir = mkdtempSync(join(tmpdir(), 'misuses-'));
writeFileSync(join(dir, 'file'), '{"step":1}\n');
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const fileSystem = () => opaque(api.nodeFileSystem);
const state = () => ({
  step: 1,
  config: { width: 1 },
  arrays: { kernel: { shape: [2], values: Float32Array.of(1, 2) } },
  json: { phase: 'main' },
});
/** What lacks a method of a disk. */
const noDisk = [{}, { ...api.nodeFileSystem, rename: undefined }];

describe('the boundary of what needs Node', () => {
  misuseTable(api, {
    folderCheckpoints: {
      arguments: () => ({ folder: dir, options: { keep: 2, fileSystem: fileSystem() } }),
      counts: ['options.keep'],
      misuses: { 'options.keep': [0], 'options.fileSystem': noDisk },
    },
    'folderCheckpoints.save': {
      arguments: () => ({ state: state() }),
      call: ({ state: given }: { state: never }) =>
        api.folderCheckpoints(join(dir, 'checkpoints')).save(given),
      counts: ['state.step'],
      misuses: {
        state: [{}],
        'state.arrays.kernel': [{ shape: [3], values: Float32Array.of(1) }],
        'state.json': [{ loss: NaN }],
      },
      accepts: {
        'state.config.width = null': 'plain JSON',
        'state.config.width = "text"': 'plain JSON',
        'state.config.width = {}': 'plain JSON',
        'state.json.phase = null': 'plain JSON',
        'state.json.phase = 7': 'plain JSON',
        'state.arrays.kernel.values = NaN at 0':
          'weights of a run that diverged come back as they are',
      },
    },
    modelFolder: {
      arguments: () => ({ folder: dir, options: { fileSystem: fileSystem() } }),
      misuses: { 'options.fileSystem': noDisk },
    },
    'modelFolder.save': {
      owner: 'modelFolder',
      arguments: () => ({
        artifacts: {
          modelTopology: { className: 'Sequential' },
          weightSpecs: [{ name: 'kernel', shape: [1], dtype: 'float32' }],
          weightData: new ArrayBuffer(4),
        },
      }),
      call: ({ artifacts }: { artifacts: never }) =>
        api.modelFolder(join(dir, 'model')).save(artifacts),
      misuses: { 'artifacts.weightData': [[7]], 'artifacts.modelTopology': [[], undefined] },
      accepts: {
        'artifacts.modelTopology.className': 'tfjs speaks of it where it loads the model',
      },
    },
    writeFileAtomically: {
      arguments: () => ({
        path: join(dir, 'written'),
        content: 'text',
        options: { fileSystem: fileSystem() },
      }),
      misuses: {
        path: ['a\0b'],
        content: [{}, [1], Float32Array.of(1)],
        'options.fileSystem': noDisk,
      },
    },
    openEventLog: {
      arguments: () => ({
        path: join(dir, 'events'),
        options: { afterStep: 1, stepOf: () => undefined },
      }),
      call: async ({ path, options }: { path: string; options: never }) => {
        await (await api.openEventLog(path, options)).close();
      },
      required: 1,
      misuses: { path: ['a\0b'], 'options.afterStep': [Infinity] },
    },
    'EventLog.append': {
      arguments: () => ({ event: { step: 1 } }),
      call: async ({ event }: { event: never }) => {
        const log = await api.openEventLog(join(dir, 'events'));
        await log.append(event).finally(() => log.close());
      },
      misuses: { event: [[]] },
      accepts: { 'event.step': 'plain JSON, whatever it says' },
    },
    readEvents: {
      arguments: () => ({ path: join(dir, 'file') }),
      misuses: { path: ['a\0b'] },
    },
    lockRun: {
      arguments: () => ({ folder: join(dir, 'run') }),
      call: async ({ folder }: { folder: string }) => {
        await (await api.lockRun(folder)).release();
      },
    },
    systemReason: 'says something of whatever was thrown',
    openRegularFile: {
      owner: 'owner',
      arguments: () => ({ owner: 'owner', path: join(dir, 'file') }),
      call: async ({ owner, path }: { owner: string; path: string }) => {
        await (await api.openRegularFile(owner, path)).close();
      },
      misuses: { path: ['a\0b'] },
      accepts: SPOKEN,
    },
  });
});
