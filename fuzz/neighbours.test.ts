import { expect, it } from 'vitest';
import { Neighbours, merged } from './neighbours.ts';
import type { Scenario } from './scenario.ts';

const scenario = (...sessions: number[]): Scenario => ({ protocol: 'ftp', generator: 'walk', steps: sessions.map((session) => ({ act: 'open', session })) });

it('plays scenarios in turn, each in sessions of its own', () => {
  expect(merged([scenario(0, 1, 0), scenario(0)]).steps.map(({ session }) => session)).toEqual([0, 2, 1, 0]);
});

it('knows who ran when something happened', () => {
  const neighbours = new Neighbours();
  const [gone, one, other] = [scenario(0), scenario(0), scenario(0, 0)];
  neighbours.begins(gone);
  neighbours.ends(gone);
  expect(neighbours.together(gone, 0)).toBeNull();
  neighbours.begins(one);
  neighbours.begins(other);
  neighbours.ends(one);
  expect(neighbours.together(one, 0)?.steps).toHaveLength(3);
  expect(neighbours.together(scenario(0), 0)).toBeNull();
});
