import type { Level } from '../spec/model.ts';

/** Ink of arrows and labels by level; each readable on white (contrast 4.5 or more). */
export const LEVEL_INK: Readonly<Record<Level, string>> = { MUST: '#1d4ed8', SHOULD: '#0f766e', MAY: '#6b7280', HABIT: '#b45309' };

export const PAPER = {
  ink: '#111827', quiet: '#4b5563', line: '#9ca3af', state: '#eef2ff', cluster: '#f9fafb',
  visited: '#dcfce7', visitedLine: '#15803d', missed: '#fee2e2', missedLine: '#b91c1c',
} as const;
