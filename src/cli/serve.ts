import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { FtpspecError } from '../ftpspec-error.ts';
import { DEFAULTS } from '../server/config.ts';
import { ReferenceServer } from '../server/reference-server.ts';
import { ANONYMOUS } from '../server/users.ts';
import { listenAddresses } from './listen-addresses.ts';
import { bytes, ipv4, portRange, seconds, whole } from './option-values.ts';
import { portNumber } from './port-number.ts';
import { protocolOption } from './protocol-option.ts';
import type { SetExitCode } from './program.ts';
import { LOG_LEVELS, serveLog } from './serve-log.ts';
import { readConfig } from './serve-config/read-config.ts';
import { settingsAsOptions } from './serve-config/settings-as-options.ts';
import type { ServeOptions } from './serve-options.ts';
import { chosenSuite, specOption } from './spec-option.ts';
import { onStopSignal } from './stop-signals.ts';
import { addTlsOptions, tlsSettings } from './tls-options.ts';
import { userSpec } from './user-spec.ts';

const DAY = 86_400;
/** Milliseconds: what RFC 2577 §5 suggests. */
const LOGIN_DELAY = 5000;

export function addServe(program: Command, setExitCode: SetExitCode): void {
  addTlsOptions(program.command('serve')
    .summary('run the reference server')
    .description('Runs the reference server: an FTP server whose every reply is chosen by the specification.')
    .argument('[host]', 'as --host')
    .argument('[port]', 'as --port; a number alone is the port')
    .addOption(protocolOption())
    .addOption(specOption())
    .option('--config <file>', 'settings and users in YAML; options beside it take precedence')
    .option('--port <number>', 'port to listen on; 0 takes a free one (default: the one of the protocol, 2121 for ftp)')
    .option('--host <address>', 'address to listen on; 0.0.0.0 or :: for all', DEFAULTS.host)
    .option('--root <dir>', 'the directory that is served', '.')
    .option('--user <name:password>', 'a user who may read and write; may be given several times', userSpec, [])
    .option('--anonymous', 'let anonymous and ftp read with any password (so when there is no --user)', false)
    .option('--log-file <file>', 'log to this file as well, as JSON')
    .option('--log-dir <dir>', 'log every operation to server_YYYYMMDD_HHMMSS.log in this directory as well, as text')
    .addOption(new Option('--log-level <level>', 'what to log').choices(LOG_LEVELS).default('info'))
    .option('--idle <seconds>', 'close a session that is idle for so long', seconds(0.1, DAY), DEFAULTS.idleLimit)
    .option('--passive-ports <low-high>', 'ports for passive data connections', portRange)
    .option('--passive-address <ipv4>', 'address that 227 replies name, for a server behind address translation', ipv4)
    .option('--grace <seconds>', 'how long transfers may go on when the server is stopped', seconds(0, DAY), DEFAULTS.grace)
    .option('--keep-partial', 'keep an interrupted upload as NAME.part', false)
    .option('--page-structure', 'offer STRU P, which RFC 1123 advises against', false)
    .option('--marker-interval <bytes>', 'bytes between the restart markers of MODE B and C (default: 1M)', bytes)
    .option('--rate-limit <bytes>', 'bytes a second that each transfer may move, such as 500K', bytes)
    .option('--buffer-size <bytes>', 'bytes that are sent at a time, such as 4K', bytes)
    .option('--max-sessions <number>', 'sessions at a time; one more gets 421', whole(1, 1_000_000), DEFAULTS.sessionLimit)
    .option('--max-sessions-per-address <number>', 'the same for the clients of one address', whole(1, 1_000_000))
    .option('--login-delay <seconds>', 'how long a wrong password waits for its refusal', seconds(0, 60), LOGIN_DELAY))
    .configureHelp({ optionDescription: describeOption })
    .addHelpText('after', `
Examples:
  ftpspec serve --user alice:secret --root ~/files
  ftpspec serve --host :: --port 2121 --anonymous --log-file ftp.log
  ftpspec serve --user alice:secret --tls --tls-port 2990
  ftpspec serve --protocol inline-marker 0.0.0.0 8888 --log-dir logs
  ftpspec serve --config examples/serve/ftpspec.yaml --port 2121
  ftpspec serve --user u:p --passive-ports 50000-50100 --passive-address 192.0.2.7

SIGINT or SIGTERM stops it: clients are told (421, or what the protocol has for it), running transfers may end, the statistics are shown. A second signal ends it at once.`)
    .action(async (host: string | undefined, port: string | undefined, options: ServeOptions, command: Command) => { setExitCode(await serve(placed(configured(options, command), host, port))); });
}

/** Times are kept in milliseconds and shown in seconds. */
function describeOption(option: Option): string {
  if (option.choices !== undefined && option.argChoices) return `${option.description} (${option.argChoices.join(', ')}; default: ${String(option.defaultValue)})`;
  const silent = option.defaultValue === undefined || option.defaultValue === false || Array.isArray(option.defaultValue);
  return silent ? option.description : `${option.description} (default: ${option.flags.includes('<seconds>') ? Number(option.defaultValue) / 1000 : String(option.defaultValue)})`;
}

/** The options with what a file says, where the command line says nothing; users of both may come in. */
function configured(options: ServeOptions, command: Command): ServeOptions {
  if (options.config === undefined) return options;
  const settings = settingsAsOptions(options.config, readConfig(options.config));
  const said = Object.fromEntries(Object.entries(options).filter(([name]) => command.getOptionValueSource(name) === 'cli'));
  const users = [...(settings.user ?? []), ...options.user];
  const twice = users.find(({ name }, at) => users.findIndex((other) => other.name === name) < at);
  if (twice !== undefined) throw new FtpspecError('USAGE', `--user gives ${twice.name}, and so does ${options.config}`);
  return { ...options, ...settings, ...said, user: users };
}

/** The options with what stands without an option's name: HOST PORT, HOST, or PORT. */
function placed(options: ServeOptions, first: string | undefined, second: string | undefined): ServeOptions {
  const onlyPort = second === undefined && /^\d+$/.test(first ?? '');
  const [host, port] = onlyPort ? [undefined, first] : [first, second];
  return { ...options, ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
}

async function serve(options: ServeOptions): Promise<number> {
  const suite = await chosenSuite(options);
  const port = options.port === undefined ? suite.port : portNumber(options.port, suite.table.protocol.name);
  const { log, flush } = serveLog(options.logLevel, options.logFile ?? null, options.logDir ?? null);
  const root = resolve(options.root);
  const users = [...options.user, ...(options.anonymous || options.user.length === 0 ? ANONYMOUS : [])];
  const tls = await tlsSettings(options);
  if (tls !== null && !suite.table.commands.has('AUTH')) throw new FtpspecError('USAGE', `${suite.table.protocol.name} has no TLS`);
  const server = await ReferenceServer.start({
    host: options.host, port, root, users, idleLimit: options.idle, grace: options.grace, keepPartial: options.keepPartial,
    pageStructure: options.pageStructure, markerInterval: options.markerInterval ?? DEFAULTS.markerInterval,
    sessionLimit: options.maxSessions, passivePorts: options.passivePorts ?? null, passiveAddress: options.passiveAddress ?? null, log,
    loginDelay: options.loginDelay, addressSessions: options.maxSessionsPerAddress ?? null, addressFailures: options.failuresPerAddress ?? null,
    ...(options.loginAttempts !== undefined && { loginLimit: options.loginAttempts }), ...(options.failuresForgottenAfter !== undefined && { addressPause: options.failuresForgottenAfter }),
    hosts: options.hosts ?? [], mediaTypes: options.mediaTypes ?? {}, namesLanguage: options.namesLanguage ?? null, totalRate: options.totalRate ?? null, rateLimit: options.rateLimit ?? null, bufferSize: options.bufferSize ?? null, tls: tls?.settings ?? null,
  }, suite.parts);
  const tell = (...lines: readonly string[]): void => {
    say(...lines);
    for (const line of lines) log.debug(line);
  };
  tell(`ftpspec serves ${root}`, ...listenAddresses(server.address.host, server.address.port).map((address) => `listening on ${address}`));
  if (server.implicitAddress !== null) tell(...listenAddresses(server.implicitAddress.host, server.implicitAddress.port).map((address) => `listening on ${address} (TLS from the start)`));
  tell(...(tls?.lines ?? []));
  if (suite.table.commands.has('USER')) tell(`users: ${users.map((user) => `${Buffer.from(user.name, 'latin1').toString('utf8')}${user.readOnly ? ' (reads only)' : ''}`).join(', ')}`);
  await new Promise<void>((stopped) => {
    onStopSignal((signal) => {
      tell(`${signal}: stopping; transfers may go on for ${options.grace / 1000} s`);
      void withinGrace(server.stop(options.grace), options.grace).then(stopped);
    }, flush);
  });
  log.info(server.statistics.summary(), 'stopped');
  say(`statistics: ${flat(server.statistics.summary())}`);
  flush();
  return 0;
}

/** A client that takes nothing any more must not keep the server. */
async function withinGrace(stopped: Promise<void>, grace: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => { timer = setTimeout(resolve, grace + 2000); });
  await Promise.race([stopped, over]);
  clearTimeout(timer);
}

/** `uptime 3, sessions 1, transfers sent 0, …` */
function flat(values: Readonly<Record<string, unknown>>, prefix = ''): string {
  return Object.entries(values).map(([name, value]) => (typeof value === 'object' && value !== null ? flat(value as Record<string, unknown>, `${prefix}${name} `) : `${prefix}${name} ${String(value)}`)).join(', ');
}

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
