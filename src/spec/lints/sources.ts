import type { Lint } from '../lint.ts';

/** Everything normative has a source: an RFC, or a decision that is written down in `decisions.md`. */
export const sources: Lint = (protocol, margin) => {
  const cited: { name: string; source: string; definition: object }[] = [
    ...[...protocol.rules, ...protocol.requirements].map((definition) => ({ name: definition.id, source: definition.source, definition })),
    ...protocol.commands.map((definition) => ({ name: `\`${definition.verb}\``, source: definition.source, definition })),
    ...protocol.replies.map((definition) => ({ name: `reply code ${definition.code}`, source: definition.source, definition })),
    ...protocol.allowed.map((definition) => ({ name: `the allowed replies of \`${definition.verb}\``, source: definition.source, definition })),
  ];
  return cited.flatMap(({ name, source, definition }) => {
    const place = margin.place(definition);
    const decisions = [...source.matchAll(/decisions\.md#([\w-]+)/g)].map(([, anchor]) => anchor ?? '');
    if (decisions.length === 0 && !/\bRFC \d+/.test(source)) {
      return [{ place, problem: `the source of ${name} names no RFC and no decision` }];
    }
    return decisions.filter((anchor) => !margin.decisions.has(anchor))
      .map((anchor) => ({ place, problem: `${name} cites a decision \`${anchor}\` that decisions.md does not hold` }));
  });
};
