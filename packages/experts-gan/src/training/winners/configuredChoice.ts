import { ConfigError } from '@causal-mechanisms/tensor-utils';
import { winnersByLogit } from '../logitLosses.ts';
import type { ChooseWinners } from './chooseWinners.ts';
import { relocatedWinners } from './relocatedWinners.ts';
import { winnersByConscience } from './winnersByConscience.ts';
import { winnersBySampling } from './winnersBySampling.ts';
import type { RepairSettings, WinnersSettings } from './winnersConfig.ts';

/**
 * @param settings - Of the configuration.
 * @param given - The caller's own choice. Default: the one of the settings.
 * @returns The choice of winners, with its relocation where there is one.
 * @throws ConfigError when there are two choices.
 */
export function configuredChoice(
  { winners, repair }: { readonly winners: WinnersSettings; readonly repair: RepairSettings },
  given?: ChooseWinners,
): ChooseWinners {
  if (given !== undefined && winners.kind !== 'best') {
    throw new ConfigError(
      `trainExperts: winners are chosen by the option chooseWinners or by the configuration (winners: ${winners.kind}), not by both`,
      { data: { winners } },
    );
  }
  const choose = given ?? choiceOf(winners);
  const relocates = repair !== false && repair.kind === 'relocate';
  return relocates ? relocatedWinners(choose, repair) : choose;
}

function choiceOf(winners: WinnersSettings): ChooseWinners {
  if (winners.kind === 'sampled') return winnersBySampling(winners);
  if (winners.kind === 'conscience') return winnersByConscience(winners);
  return winnersByLogit;
}
