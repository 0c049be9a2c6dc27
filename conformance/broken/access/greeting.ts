import { fault } from '../fault.ts';
import { eachSession } from '../each-session.ts';

export const greetingFaults = [
  fault({
    id: 'access/no-greeting', title: 'waits for the client to speak first', seen: null, caughtBy: ['access/greets-unasked'],
    line: () => {
      let greeted = false;
      return { toClient: (chunk) => { if (greeted) return chunk; greeted = true; return Buffer.alloc(0); } };
    },
  }),

  fault({
    id: 'access/one-client-at-a-time', title: 'accepts the next client when the one before has gone', seen: 'students: accept() and serve in one loop', caughtBy: ['access/greets-while-others-are-connected'],
    parts: () => {
      let open = 0;
      return {
        conditions: eachSession({ begins: () => { open += 1; }, ends: () => { open -= 1; } }),
        reply: (bytes, on) => (on === '[connected]' && open > 1 ? Buffer.alloc(0) : bytes),
      };
    },
  }),

  fault({
    id: 'access/throws-early-input-away', title: 'throws away what the client sent before the greeting', seen: null, caughtBy: ['access/commands-before-the-greeting'],
    line: () => {
      let greeted = false;
      return {
        toServer: (chunk) => (greeted ? chunk : Buffer.alloc(0)),
        toClient: (chunk) => { greeted = true; return chunk; },
      };
    },
  }),
];
