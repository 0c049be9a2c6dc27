import type { Call, ClientScenario } from '../scenario.ts';

/** What a client is asked to do on its day, in words. */
export function asked({ calls, alone }: ClientScenario): string { return calls.map(words).join(alone === true ? '; in another session: ' : '; then '); }

function words(call: Call): string {
  switch (call.call) {
    case 'access': return `log in with ${call.password === 'right' ? 'the password' : 'a wrong password, wrong'}${call.secure === false ? '' : call.secure === 'implicit' ? ', under TLS from the first byte' : ', under TLS'}`;
    case 'download': return `fetch ${call.path}${call.startAt > 0 ? ` from byte ${call.startAt} on into part.bin` : ''}`;
    case 'upload': return `store the file ${call.local} as ${call.path}`;
    case 'append': return `append the file ${call.local} to ${call.path}`;
    case 'list': return `list ${call.path === '' ? 'the directory' : call.path}, and print what is there`;
    case 'pwd': return 'print the directory it is in';
    case 'size': return `print the size of ${call.path}`;
    case 'lastMod': return `print the time of ${call.path}`;
    case 'rename': return `rename ${call.path} to ${call.to}`;
    case 'downloadToDir': return `fetch ${call.path === '' ? 'all that is there' : `all of ${call.path}`}`;
    case 'uploadFromDir': return `store all of the directory tree in ${call.path === '' ? 'the directory it is in' : call.path}`;
    case 'send': case 'sendIgnoringError': return `send ${call.line}`;
    default: return 'path' in call ? `${call.call} ${call.path}` : call.call;
  }
}
