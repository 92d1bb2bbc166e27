import type { Program } from '../childProcess.ts';
import { ourProgram, peerOptions, peerProgram } from '../programs.ts';
import type { ModelName, RimsRequest } from './options.ts';

/** A program that takes part, and the one of ours that it is compared with. */
export interface Entry {
  /** As tables and messages call it. */
  readonly name: string;
  /** The name of ours, for a peer. */
  readonly peerOf?: string;
  /** What to run. */
  readonly program: Program;
}

/**
 * The programs of a round: each model of ours, followed by its peers.
 *
 * @param request - Sizes, models and peers.
 * @param python - The Python for the peers. Default: no peers.
 * @returns The programs.
 */
export function entriesOf(request: RimsRequest, python: string | undefined): readonly Entry[] {
  const { models, peers } = request.choices;
  const formsOf = (model: string) => (model === 'lstm' ? ['lstm'] : peers);
  return models.flatMap((model) => [
    ourModel(model as ModelName, request),
    ...(python === undefined
      ? []
      : formsOf(model).map((form) => peerModel(model, form, request, python))),
  ]);
}

function ourModel(model: ModelName, request: RimsRequest): Entry {
  const script = new URL('ours.ts', import.meta.url);
  const args = [model, JSON.stringify(request.sizes)];
  return { name: model, program: ourProgram({ name: `our ${model}`, script, args }, request) };
}

function peerModel(peerOf: string, form: string, request: RimsRequest, python: string): Entry {
  const script = new URL('../../peers/rims_torch.py', import.meta.url);
  const args = ['--form', form, ...peerOptions(request.sizes)];
  return {
    name: form === 'lstm' ? 'nn.LSTM' : form,
    peerOf,
    program: peerProgram({ name: `peer ${form}`, script, args }, request, python),
  };
}
