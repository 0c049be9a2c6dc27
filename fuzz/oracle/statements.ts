import { factsSet } from './named-paths.ts';
import type { Told, Untruth } from './told.ts';

/** Commands whose replies tell of settings. */
const SPEAKS: ReadonlySet<string> = new Set(['FEAT', 'AVBL', 'CSID', 'MFMT', 'MFCT', 'MFF', 'SITE UMASK', 'SITE IDLE', 'OPTS']);

/** What is untrue in what a reply tells of the settings of its session. */
export function statementUntruth({ verb, argument, reply, place: { settings } }: Told): Untruth | null {
  if (!SPEAKS.has(verb)) return null;
  const text = reply.lines.join('\n');
  const numbers: readonly string[] = text.match(/\d+/g) ?? [];
  switch (verb) {
    case 'FEAT': return reply.code !== 211 ? null : featuresUntruth(reply.lines.slice(1, -1), settings);
    case 'AVBL': return reply.code !== 213 || /^\d+$/.test(text) ? null : { demand: 'room', expected: '213 and a number', symptom: 'no number' };
    case 'CSID': return /name=/i.test(text) && /version=/i.test(text) ? null : { demand: 'names itself', expected: 'Name=…; Version=…;', symptom: 'no name' };
    case 'MFMT': case 'MFCT': case 'MFF': return factsUntold(verb, argument, text);
    case 'SITE UMASK': return argument !== '' || settings.umask === null || numbers.length === 0 || numbers.some((one) => Number.parseInt(one, 8) === settings.umask) ? null : { demand: 'mask told', expected: settings.umask.toString(8), symptom: 'another mask' };
    case 'SITE IDLE': return argument !== '' || settings.idle === null || numbers.length === 0 || numbers.includes(settings.idle) ? null : { demand: 'idle told', expected: settings.idle, symptom: 'another limit' };
    case 'OPTS':
      if (/^MLST\b/i.test(argument) && !/^\s*MLST OPTS\b/i.test(text)) return { demand: 'facts told', expected: '200 MLST OPTS and the facts', symptom: 'no facts' };
      if (/^HASH$/i.test(argument) && settings.hash !== null && !text.toUpperCase().includes(settings.hash)) return { demand: 'hash told', expected: settings.hash, symptom: 'another hash' };
      return null;
    default: return null;
  }
}

/** How features are written: what has to be, then what only should be. */
function featuresUntruth(lines: readonly string[], settings: Told['place']['settings']): Untruth | null {
  const features = lines.map((line) => line.trim());
  if (features.some((line) => /^MLST *$/i.test(line))) return { demand: 'facts listed', expected: 'MLST and its facts', symptom: 'no facts' };
  if (features.some((line) => /^HOST\s+\S/i.test(line))) return { demand: 'host alone', expected: 'HOST and nothing behind it', symptom: 'something behind HOST' };
  return marksUntruth(lines, settings) ?? unusual(features);
}

/** RFC 3659 §7.5.10. */
const USUAL = ['type', 'perm', 'size', 'unique', 'modify'];

function unusual(features: readonly string[]): Untruth | null {
  if (features.some((line) => /^(?:MDTM|SIZE|REST STREAM|TVFS|MLST|UTF8)\b/i.test(line) && !/^(?:MDTM|SIZE|REST STREAM|TVFS|MLST|UTF8)\b/.test(line))) return { demand: 'features in upper case', expected: 'features in upper case', symptom: 'lower case' };
  if (features.some((line) => /^TVFS\s+\S/i.test(line))) return { demand: 'TVFS alone', expected: 'TVFS and nothing behind it', symptom: 'something behind TVFS' };
  const hashes = features.find((line) => /^HASH /i.test(line));
  if (hashes !== undefined && !/\bSHA-1\b/i.test(hashes)) return { demand: 'SHA-1 listed', expected: 'SHA-1 among the hashes', symptom: 'no SHA-1' };
  const facts = features.map((line) => /^MLST +(.*)$/i.exec(line)?.[1]).find((one) => one !== undefined)?.toLowerCase().replaceAll('*', '').split(';').map((fact) => fact.trim());
  const unoffered = facts === undefined ? undefined : USUAL.find((fact) => !facts.includes(fact));
  return unoffered === undefined ? null : { demand: 'usual facts', expected: `${USUAL.join(', ')} among the facts`, symptom: `no ${unoffered}` };
}

/** What FEAT marks by an asterisk is what was chosen. */
function marksUntruth(lines: readonly string[], settings: Told['place']['settings']): Untruth | null {
  const marked = (word: string): string[] | null => {
    const rest = lines.map((line) => line.trim()).find((line) => line.toUpperCase().startsWith(`${word} `))?.slice(word.length + 1);
    return rest === undefined || !rest.includes('*') ? null : rest.split(';').filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1));
  };
  const language = marked('LANG');
  if (settings.language !== null && language !== null && language[0]?.toUpperCase() !== settings.language) return { demand: 'language marked', expected: `${settings.language}*`, symptom: 'another language' };
  const hash = marked('HASH');
  if (settings.hash !== null && hash?.[0]?.toUpperCase() !== settings.hash && lines.some((line) => /^ HASH /i.test(line))) return { demand: 'hash marked', expected: `${settings.hash}*`, symptom: 'another hash' };
  return factsMismarked(lines, settings.facts);
}

/** The facts that FEAT marks are those that OPTS MLST has chosen, and no others. */
function factsMismarked(lines: readonly string[], chosen: ReadonlySet<string> | null): Untruth | null {
  const listed = lines.map((line) => /^ *MLST +(.*)$/i.exec(line)?.[1]).find((facts) => facts !== undefined)?.toLowerCase().split(';').map((fact) => fact.trim()).filter((fact) => fact !== '');
  if (chosen === null || listed === undefined) return null;
  const wrong = listed.find((fact) => fact.endsWith('*') && !chosen.has(fact.slice(0, -1)));
  if (wrong !== undefined) return { demand: 'facts marked', expected: `${wrong.slice(0, -1)} without an asterisk`, symptom: 'a fact that was not chosen' };
  const bare = listed.find((fact) => chosen.has(fact));
  return bare === undefined ? null : { demand: 'facts marked', expected: `${bare}*, as it was chosen`, symptom: 'a chosen fact without an asterisk' };
}

/** Facts that the reply tells as `fact=value;` have the values that were set. */
function factsUntold(verb: string, argument: string, text: string): Untruth | null {
  const set = factsSet(verb, argument);
  for (const [fact, value] of set?.facts ?? []) {
    const told = new RegExp(`\\b${fact.replace('.', '\\.')}=([^;\\s]*)`, 'i').exec(text)?.[1];
    if (told !== undefined && told !== value && Number.parseInt(told, 8) !== Number.parseInt(value, 8)) return { demand: 'times told', expected: `${fact}=${value}`, symptom: 'another value' };
  }
  return null;
}
