import type { ViewProps } from '../../panel/panel.ts';
import { AdaptationCard } from './adaptationCard.tsx';
import { AsiaCard } from './asiaCard.tsx';
import './direction.css';
import type { DirectionState } from './panel.ts';
import type { DirectionSession } from './session.ts';
import { TableCard } from './tableCard.tsx';

/** The panel of causal directions and graphs. */
export function View({ state, change, session }: ViewProps<DirectionState, DirectionSession>) {
  const given = { state, change, session };
  return (
    <div class="direction">
      <AdaptationCard {...given} />
      <TableCard {...given} />
      <AsiaCard {...given} />
    </div>
  );
}
