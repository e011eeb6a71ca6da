/** Every sentence of the page, in one place, so that it can be translated. */
export const TEXTS = {
  app: 'Nearfar',
  skip: 'Skip to the map',
  views: { compare: 'Compare', explore: 'Explore' },
  loading: 'Loading …',
} as const;
