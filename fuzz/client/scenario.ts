import { z } from 'zod';

const text = z.string().max(100_000);
const nth = z.number().int().min(0).max(1000);

/** One thing that a program asks of its FTP library. Remote names are paths on the server, local ones stand in the client's directory. */
const call = z.discriminatedUnion('call', [
  z.object({ call: z.literal('access'), password: z.enum(['right', 'wrong']), secure: z.union([z.boolean(), z.literal('implicit')]) }),
  z.object({ call: z.enum(['pwd', 'cdup', 'features', 'clearWorkingDir', 'close']) }),
  z.object({ call: z.enum(['cd', 'list', 'remove', 'ensureDir', 'removeDir', 'removeEmptyDir', 'size', 'lastMod', 'downloadToDir', 'uploadFromDir']), path: text }),
  z.object({ call: z.literal('rename'), path: text, to: text }),
  z.object({ call: z.enum(['upload', 'append']), path: text, local: text }),
  /** `startAt`: goes on with the local file from that byte. */
  z.object({ call: z.literal('download'), path: text, startAt: z.number().int().min(0) }),
  z.object({ call: z.enum(['send', 'sendIgnoringError']), line: text }),
]);

const reply = z.discriminatedUnion('do', [
  z.object({ do: z.literal('code'), code: z.number().int().min(0).max(999) }),
  /** Other bytes in its place, before it, or behind it in the same segment; one character a byte. */
  z.object({ do: z.enum(['replace', 'before', 'behind']), text }),
  /** So many bytes of it, and then the end of the connection, its reset, or nothing more. */
  z.object({ do: z.literal('cut'), after: z.number().int().min(0), ending: z.enum(['end', 'reset', 'silence']) }),
  /** This text again and again, so many megabytes of it. */
  z.object({ do: z.literal('flood'), text: text.min(1), megabytes: z.number().int().min(1).max(256) }),
  z.object({ do: z.enum(['twice', 'drip']) }),
]);

/** What a server does that no rule allows. `nth` counts from 1; 0 is every time. */
const trick = z.discriminatedUnion('trick', [
  /** On the first or the last reply to a command; without a verb on the greeting. */
  z.object({ trick: z.literal('reply'), on: z.string(), turn: z.enum(['first', 'last']), nth, reply }),
  /** Another address in the reply to PASV or EPSV: a host of nobody's business, a port that is closed, or the number given. */
  z.object({ trick: z.literal('address'), nth, host: z.enum(['own', 'stranger']), port: z.union([z.enum(['own', 'closed', 'control']), z.number().int()]) }),
  /** On the data connection after so many bytes either way; `known`: the server is told that it failed, and says so. `unannounced`: it ends without
   * the farewell of TLS. */
  z.object({ trick: z.literal('data'), nth, after: z.number().int().min(0), how: z.enum(['end', 'reset', 'silence', 'stays open', 'more', 'late', 'unannounced']), known: z.boolean() }),
  /** Entries that a listing has beside its own. */
  z.object({ trick: z.literal('listing'), nth, entries: z.array(z.object({ name: text, directory: z.boolean() })).min(1) }),
]);

/** A client's day: what its server is like, and what it is asked to do. It is legal where no trick is. */
export const clientScenario = z.object({
  /** Ids of the bank of unusual but legal servers. */
  habits: z.array(z.string()).max(20),
  tricks: z.array(trick).max(20),
  calls: z.array(call).min(1).max(200),
  /** Each call is a session of its own, which logs in first: what a command does that is started for one thing. */
  alone: z.boolean().exactOptional(),
});

export type Call = z.infer<typeof call>;
export type ReplyTrick = z.infer<typeof reply>;
export type Trick = z.infer<typeof trick>;
export type ClientScenario = z.infer<typeof clientScenario>;
