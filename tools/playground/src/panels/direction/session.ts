import type { OpenSession, SessionMethod } from '../../worker/session.ts';
import { adaptation } from './adaptation.ts';
import type { AdaptationRequest, AdaptationUpdate } from './adaptation.ts';
import { graphSearch } from './graphSearch.ts';
import type { GraphBeliefs, GraphSearchRequest } from './graphSearch.ts';
import { answerTable } from './tableAnswer.ts';
import type { TableAnswer, TableRequest } from './tableAnswer.ts';

/** What the panel computes in its worker. */
export interface DirectionSession {
  /** A random truth, two hypotheses that adapt, and the belief in them: all of it is reported on the way. */
  adapt: SessionMethod<AdaptationRequest, null, AdaptationUpdate>;
  /** Which columns of a table are causes of which. */
  table: SessionMethod<TableRequest, TableAnswer, TableAnswer>;
  /** The graph of asia, from interventions with hidden targets: what is believed after every search is reported. */
  graph: SessionMethod<GraphSearchRequest, null, GraphBeliefs>;
}

/** Opens the session of the panel. It holds no tensors. */
export const openSession: OpenSession<DirectionSession> = () => ({
  adapt: async (request, call) => {
    for await (const update of adaptation(request, call.signal)) call.report(update);
    return null;
  },
  table: answerTable,
  graph: async (request, call) => {
    for await (const beliefs of graphSearch(request, call.signal)) call.report(beliefs);
    return null;
  },
});
