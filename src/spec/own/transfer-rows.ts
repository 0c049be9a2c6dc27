import type { Lint } from '../lint.ts';

/** Which condition opens what an effect moves. */
const OPENED_BY: Readonly<Record<string, string>> = { 'send the file': 'cannot be opened', 'receive the file': 'cannot be stored', 'send the listing': 'cannot be listed' };
const PORT = 'no port to listen on';

/** A state that moves data is entered only by a verb whose earlier rows have opened the file and a port, and is left when the data is done. */
export const transferRows: Lint = (protocol, margin) => protocol.states.flatMap((state) => {
  const opener = OPENED_BY[state.entry ?? ''];
  if (opener === undefined) return [];
  const place = margin.place(state);
  const problems = protocol.rules.flatMap((rule, index) => (rule.next.includes(state.name) ? rule.on.flatMap((verb) => {
    const asked = new Set(protocol.rules.slice(0, index).filter(({ on }) => on.includes(verb)).map(({ when }) => when));
    return [opener, PORT].filter((phrase) => !asked.has(phrase)).map((phrase) => ({ place: rule.place, problem: `${rule.id} begins a transfer for ${verb}, and no earlier row of ${verb} asks \`${phrase}\`` }));
  }) : []));
  if (state.region !== 'transfer') problems.push({ place, problem: `\`${state.name}\` moves data, so its region is called \`transfer\`` });
  for (const event of ['[data done]', '[data unopened]', '[data failed]']) {
    if (!protocol.rules.some(({ on, in: states }) => on.includes(event) && states.includes(state.name))) problems.push({ place, problem: `no row answers ${event} in \`${state.name}\`` });
  }
  return problems;
});
