import { OwnPlayer } from '../own/own-player.ts';
import { wireOf } from '../own/wires.ts';
import type { Scenario } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import type { Outcome } from './outcome.ts';
import { Player } from './player.ts';

/**
 * Plays one scenario from its first step to its last, or to the first problem, on the wire of its protocol. Never throws.
 * @param prefix of the names that the scenario makes: unique on this server
 */
export function play(subject: Subject, scenario: Scenario, prefix: string): Promise<Outcome> {
  const wire = wireOf(subject.table.protocol);
  return wire === null ? new Player(subject, scenario, prefix).play() : new OwnPlayer(subject, wire, scenario, prefix).play();
}
