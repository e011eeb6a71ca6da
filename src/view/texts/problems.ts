/** Words of the problems of a placement. */
export const PROBLEMS = {
  title: 'Problems',
  none: 'Nothing is wrong with this placement.',
  looking: 'Looking …',
  lost: (percent: string) => `${percent} of speed lost`,
  source: 'Why',
  mend: 'Mend',
  severity: { high: 'severe', medium: 'medium', low: 'slight' },
  failed: (reason: string) => `The placement could not be checked: ${reason}`,
} as const;
