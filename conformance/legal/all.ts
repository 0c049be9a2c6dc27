import { codeServers } from './codes.ts';
import type { Legal } from './legal.ts';
import { listingServers } from './listings.ts';
import { loginServers } from './logins.ts';
import { nameServers } from './names.ts';
import { textServers } from './texts.ts';
import { transferServers } from './transfers.ts';
import { verbServers } from './verbs.ts';
import { wireServers } from './wires.ts';

/** The unusual but correct servers. */
export const legalServers: readonly Legal[] = [...codeServers, ...textServers, ...wireServers, ...loginServers, ...verbServers, ...transferServers, ...listingServers, ...nameServers];
