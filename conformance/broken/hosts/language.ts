import { ftp } from '../../../src/generated/ftp.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { featLine, onlyPromised } from '../another-feature.ts';
import { answering } from '../answering.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { perSession } from '../own-transfer.ts';

/** A server that keeps the language of before where a command should have changed it. */
function keepsLanguage(verb: string): Partial<ServerParts> {
  const last = perSession(() => ({ language: 'en' }));
  return answering((session, asked) => {
    const before = last(session);
    if (asked.on === verb && asked.argument === '') session.language = before.language;
    before.language = session.language;
    return undefined;
  });
}

export const languageFaults = [
  onlyPromised('hosts', 'LANG'),

  fault({
    id: 'hosts/lang-not-listed', title: 'has LANG and lists no language in FEAT', seen: null, caughtBy: ['hosts/lang-is-listed'],
    parts: () => featLine('LANG', () => null),
  }),

  fault({
    id: 'hosts/lang-marks-all', title: 'marks every language in FEAT', seen: null, caughtBy: ['hosts/lang-is-listed'],
    parts: () => featLine('LANG', (line) => line.replaceAll('*', '').replace(/(\w)(;|$)/g, '$1*$2')),
  }),

  fault({
    id: 'hosts/lang-in-small-letters', title: 'takes languages in small letters only', seen: null, caughtBy: ['hosts/lang-takes-what-is-listed'],
    parts: () => ({ conditions: { 'language not offered': (_, asked) => asked.argument !== asked.argument.toLowerCase() } }),
  }),

  fault({
    id: 'hosts/lang-mark-stays', title: 'marks the default language in FEAT whatever LANG chose', seen: null, caughtBy: ['hosts/feat-marks-the-language'],
    parts: () => featLine('LANG', (line) => line.replace('*', '').replace(' EN', ' EN*').replace('LANG*', 'LANG')),
  }),

  fault({
    id: 'hosts/paths-are-translated', title: 'translates paths', seen: null, caughtBy: ['hosts/lang-changes-texts-only'],
    parts: () => answering((session, asked) => (session.language === 'de' && asked.on === 'PWD' ? { quoted: 'Das Verzeichnis' } : undefined)),
  }),

  fault({
    id: 'hosts/texts-in-latin-1', title: 'writes its texts in ISO 8859-1', seen: null, caughtBy: ['hosts/lang-texts-are-utf-8'],
    parts: () => rewriteReplies((text) => Buffer.from(text, 'latin1').toString('utf8')),
  }),

  fault({
    id: 'hosts/lang-alone-does-nothing', title: 'answers 200 to LANG without a tag and stays in its language', seen: null, caughtBy: ['hosts/lang-without-a-tag'],
    parts: () => keepsLanguage('LANG'),
  }),

  fault({
    id: 'hosts/rein-keeps-the-language', title: 'keeps the language over REIN', seen: null, caughtBy: ['hosts/rein-brings-the-default-language'],
    parts: () => keepsLanguage('REIN'),
  }),

  fault({
    id: 'hosts/one-language-under-two-names', title: 'lists two languages and has the texts of one', seen: null, caughtBy: ['hosts/languages-differ'],
    parts: () => ({ protocol: { ...ftp, texts: ftp.texts.map((text) => (text.language === undefined ? text : { ...text, lines: ftp.texts.find((one) => one.language === undefined && one.code === text.code && one.to === text.to)?.lines ?? ['Command okay.'] })) } }),
  }),
];
