import { createServer } from 'node:net';
import { downloadHost, isReachable } from '../../../linker/addon/ownInstaller.mjs';

describe('downloadHost', () => {
  it.each<[Record<string, string>, string, number]>([
    [{}, 'storage.googleapis.com', 443],
    [{ CDN_STORAGE: 'https://mirror.example/tf/' }, 'mirror.example', 443],
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, 'proxy.example', 3128],
    [{ https_proxy: 'proxy.example:8080' }, 'proxy.example', 8080],
    [{ TFJS_NODE_BASE_URI: 'http://plain.example/lib-' }, 'plain.example', 80],
  ])('%j', (env, host, port) => {
    expect(downloadHost(env)).toEqual({ host, port });
  });
});

describe('isReachable', () => {
  it('connects to a listening port and not to a closed one', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
    expect(await isReachable({ host: '127.0.0.1', port })).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await isReachable({ host: '127.0.0.1', port })).toBe(false);
  });
});
