import { themeOf } from '../colours.ts';

/** The dark theme of the design, for tests and baselines. */
export const DARK_TOKENS: Record<string, string> = {
  bg0: '#0a0c10',
  bg2: '#151922',
  bg3: '#1d222d',
  tank: '#0c0f14',
  line: '#20262f',
  line2: '#313947',
  ink: '#eceff4',
  ink2: '#b0b7c4',
  ink3: '#8a92a2',
  bad: '#ff8279',
  a: '#f5973d',
  b: '#4b9bff',
};

export const LIGHT_TOKENS: Record<string, string> = {
  bg0: '#eef0f3',
  bg2: '#ffffff',
  bg3: '#f0f2f5',
  tank: '#f1f3f6',
  line: '#e2e5ea',
  line2: '#c8ced8',
  ink: '#14181f',
  ink2: '#474f5d',
  ink3: '#626b7a',
  bad: '#b42318',
  a: '#b35000',
  b: '#1764d6',
};

export const DARK = themeOf((token) => DARK_TOKENS[token] ?? '');
export const LIGHT = themeOf((token) => LIGHT_TOKENS[token] ?? '');
