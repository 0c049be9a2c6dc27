import type { Lint } from '../lint.ts';

/** Every reply code in use has a meaning in the table of replies. */
export const codes: Lint = (protocol, margin) => {
  const known = new Set(protocol.replies.map(({ code }) => code));
  const users: [object, string, readonly number[]][] = [
    ...protocol.rules.map((rule): [object, string, number[]] => [rule, rule.id, rule.reply.flat()]),
    ...protocol.allowed.map((row): [object, string, number[]] => [row, `the allowed replies of \`${row.verb}\``, [...row.listed, ...row.habits]]),
    ...protocol.texts.map((text): [object, string, number[]] => [text, `the text to \`${text.to}\``, [text.code]]),
    ...protocol.examples.map((example): [object, string, number[]] =>
      [example, `example \`${example.id}\``, example.steps.flatMap((step) => (step.kind === 'reply' ? step.codes : []))]),
  ];
  return users.flatMap(([definition, name, used]) =>
    [...new Set(used)].filter((code) => !known.has(code))
      .map((code) => ({ place: margin.place(definition), problem: `${name} has an unknown reply code ${code}` })));
};
