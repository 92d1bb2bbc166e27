import type { Program } from '../childProcess.ts';
import { ourProgram, peerOptions, peerProgram } from '../programs.ts';
import type { ExpertsGanRequest } from './sizes.ts';

/**
 * Our program.
 *
 * @param request - Sizes and backend.
 * @returns The program.
 */
export function ourCompetition(request: ExpertsGanRequest): Program {
  const script = new URL('ours.ts', import.meta.url);
  return ourProgram({ name: 'ours', script, args: [JSON.stringify(request.sizes)] }, request);
}

/**
 * The peer.
 *
 * @param request - Sizes, and the peer program when another one was named.
 * @param python - The Python that has what it needs.
 * @returns The program.
 */
export function peerCompetition(request: ExpertsGanRequest, python: string): Program {
  const script = new URL('../../peers/experts_gan_torch.py', import.meta.url);
  const { experts, filters, batch, iterations, warmup, threads } = request.sizes;
  const options = peerOptions({ experts, filters, batch, iterations, warmup, threads });
  return peerProgram(
    { name: 'peer', script, args: [...options, '--channels-last'] },
    request,
    python,
  );
}
