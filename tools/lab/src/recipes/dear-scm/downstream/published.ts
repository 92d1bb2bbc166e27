/** Where the published figures of both tables are. */
export const DEAR_PAPER = {
  title:
    'Shen et al. (JMLR 2022), Weakly supervised disentangled generative causal representation learning',
  url: 'https://arxiv.org/abs/2010.02637',
} as const;

/** As printed in the authors' talk, in percent: pendulum, 100 rows, all rows, efficiency. */
export const PUBLISHED_EFFICIENCY: Readonly<
  Record<string, { readonly few: string; readonly many: string; readonly efficiency: string }>
> = {
  resnet: { few: '79.71±.98', many: '90.64±1.57', efficiency: '87.97±2.11' },
  'dear-lin-10': { few: '88.93±1.40', many: '93.18±.18', efficiency: '95.43±1.33' },
  'dear-nlr-10': { few: '87.65±.46', many: '91.27±.21', efficiency: '96.03±.29' },
  'resnet-pretrain': { few: '79.59±.93', many: '89.16±1.60', efficiency: '89.28±.59' },
  's-vae': { few: '84.16±.69', many: '90.89±.28', efficiency: '92.60±.49' },
  's-beta-vae': { few: '79.95±1.65', many: '87.87±.52', efficiency: '90.98±1.47' },
  's-tcvae': { few: '85.36±1.11', many: '90.33±.33', efficiency: '94.51±1.31' },
  'dear-lin': { few: '90.21±.94', many: '93.31±.14', efficiency: '96.68±.89' },
  'dear-nlr': { few: '90.62±.32', many: '92.57±.08', efficiency: '97.93±.29' },
};

/** As printed in the authors' talk, in percent: pendulum, worst group and average. */
export const PUBLISHED_ROBUSTNESS: Readonly<
  Record<string, { readonly worst: string; readonly average: string }>
> = {
  erm: { worst: '60.48±2.73', average: '87.40±.89' },
  'dear-lin-10': { worst: '63.93±1.33', average: '89.70±.63' },
  'dear-nlr-10': { worst: '65.59±1.90', average: '90.19±.63' },
  'erm-multilabel': { worst: '61.70±4.02', average: '87.20±1.00' },
  's-vae': { worst: '20.78±4.45', average: '84.26±1.31' },
  's-beta-vae': { worst: '44.12±9.73', average: '86.99±1.78' },
  's-tcvae': { worst: '35.50±5.57', average: '86.64±1.15' },
  'dear-lin': { worst: '74.95±1.26', average: '93.61±.13' },
  'dear-nlr': { worst: '72.48±.74', average: '93.11±.14' },
};
