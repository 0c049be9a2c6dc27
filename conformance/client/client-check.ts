import type { Check } from '../check.ts';
import { demand, type Profile } from './profile.ts';
import type { Scene } from './scene.ts';
import type { Seen } from './seen.ts';

/** One fact about a client: a scene that is played with it, and what has to be seen. */
export interface ClientCheck extends Pick<Check, 'id' | 'title' | 'chapter' | 'rules' | 'verbs'> {
  readonly scene: Scene;
  readonly judge: (seen: Seen) => void;
}

/**
 * Declares a check of clients; its id is `client/PROTOCOL/name`.
 * @param rules demands by number, other rules and requirements by id
 */
export function clientCheck(profile: Profile, name: string, title: string, rules: readonly (number | string)[], scene: Scene, judge: ClientCheck['judge']): ClientCheck {
  return {
    id: `client/${profile.protocol.name}/${name}`, title, chapter: 'client', rules: rules.map((rule) => (typeof rule === 'number' ? demand(profile, rule) : rule)),
    verbs: [...new Set(scene.goals.flatMap(({ kind }) => profile.verbs[kind].slice(0, 1)))], scene, judge,
  };
}
