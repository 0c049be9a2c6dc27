import type { Lint } from '../lint.ts';

/** In a protocol of one's own a source is any words that tell the reader where to look, but it is there. */
export const ownSources: Lint = (protocol, margin) => [
  ...[...protocol.rules, ...protocol.requirements].map((one) => ({ one, name: one.id })),
  ...protocol.commands.map((one) => ({ one, name: `\`${one.verb}\`` })),
].filter(({ one }) => !/[\p{L}\p{N}]/u.test(one.source)).map(({ one, name }) => ({ place: margin.place(one), problem: `${name} has no source: say where it was decided` }));
