import { fault } from '../fault.ts';

/** Ports that no system gives by itself, below those. */
const [LOWEST, ROOM] = [11_000, 9_000];

export const portFaults = [
  fault({
    id: 'security/ports-in-order', title: 'takes one passive port after the other', seen: 'RFC 2577 §8', caughtBy: ['security/passive-ports-are-no-sequence'],
    parts: () => {
      let next = LOWEST + Math.floor(Math.random() * ROOM);
      return { conditions: { 'no port to listen on': async (session) => {
        for (let attempt = 0; attempt < 50; attempt += 1) {
          next += 1;
          const opened = await session.dataPort.passive({ family: session.ipv6 ? 6 : 4, address: session.local.address, ports: [next, next] });
          if (!opened.ok) continue;
          session.passivePort = opened.port;
          return false;
        }
        return true;
      } } };
    },
  }),
];
