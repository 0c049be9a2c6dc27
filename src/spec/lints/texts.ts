import { firstReplies } from '../first-replies.ts';
import type { Lint } from '../lint.ts';

/** The reference server has words for each reply that it sends. */
export const texts: Lint = (protocol) => {
  const written = new Set(protocol.texts.filter(({ language }) => language === undefined).map(({ code, to }) => `${code} ${to}`));
  return firstReplies(protocol)
    .filter(({ rule, trigger, code }) => ![rule.id, trigger, 'any'].some((to) => written.has(`${code} ${to}`)))
    .map(({ rule, trigger, code }) => ({ place: rule.place, problem: `${rule.id} answers ${trigger} with ${code}, for which there is no text` }));
};
