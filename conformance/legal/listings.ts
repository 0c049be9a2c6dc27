import { anotherListing } from '../another-listing.ts';
import { legal, type Legal } from './legal.ts';

/** A line as the reference server writes it, taken apart; null for one of another form. */
function parts(line: string): { mode: string; size: string; name: string } | null {
  const found = /^(\S{10}) +\d+ +\S+ +\S+ +(\d+) (?:\S{3} [ \d]\d [ \d:]{5}) (.*)$/s.exec(line);
  return found === null ? null : { mode: found[1]!, size: found[2]!, name: found[3]! };
}

/** Shows LIST and STAT in a form of its own: RFC 959 §4.1.3 leaves it to the server. */
function lists(id: string, title: string, line: (entry: { mode: string; size: string; name: string; directory: boolean }) => string, around: { before?: readonly string[]; after?: readonly string[] } = {}): Legal {
  return legal({
    id: `listings/${id}`, title, why: 'RFC 959 §4.1.3',
    ...anotherListing(['LIST'], (lines) => [...(around.before ?? []), ...lines.map((one) => { const entry = parts(one); return entry === null ? one : line({ ...entry, directory: entry.mode.startsWith('d') }); }), ...(around.after ?? [])]),
  });
}

const nlst = (id: string, title: string, why: string, line: (name: string, argument: string) => string): Legal => legal({
  id: `listings/${id}`, title, why, ...anotherListing(['NLST'], (lines, asked) => lines.map((name) => line(name, asked.argument))),
});

export const listingServers: readonly Legal[] = [
  lists('dos', 'lists as DOS does', ({ size, name, directory }) => `01-31-24  09:05AM       ${directory ? '<DIR>         ' : size.padStart(14)} ${name}`),
  lists('dos-long-year', 'lists as DOS does, with four digits of the year', ({ size, name, directory }) => `01-31-2024  21:05       ${directory ? '<DIR>         ' : size.padStart(14)} ${name}`),
  lists('eplf', 'lists in EPLF', ({ size, name, directory }) => `+i8388621.29609,m824255902,${directory ? '/' : `r,s${size}`},\t${name}`),
  lists('names', 'lists plain names', ({ name }) => name),
  lists('total-and-dots', 'shows a total, the directory and its parent', ({ mode, size, name }) => `${mode} 1 0 0 ${size} Jan 31 09:05 ${name}`, { before: ['total 24', 'drwxr-xr-x 2 0 0 4096 Jan 31 09:05 .', 'drwxr-xr-x 2 0 0 4096 Jan 31 09:05 ..'] }),
  lists('years', 'shows the year of every file', ({ mode, size, name }) => `${mode}   1 ftp      ftp      ${size.padStart(12)} Jan 31  2001 ${name}`),
  lists('iso-dates', 'shows dates as 2024-01-31 09:05', ({ mode, size, name }) => `${mode} 1 ftp ftp ${size} 2024-01-31 09:05 ${name}`),
  lists('day-before-month', 'shows the day before the month', ({ mode, size, name }) => `${mode} 1 ftp ftp ${size} 31 Jan 09:05 ${name}`),
  lists('owners-with-spaces', 'shows owners with spaces in their names', ({ mode, size, name }) => `${mode} 1 John Doe Domain Users ${size} Jan 31 09:05 ${name}`),
  lists('no-links', 'shows no number of links', ({ mode, size, name }) => `${mode} ftp ftp ${size} Jan 31 09:05 ${name}`),
  lists('header-and-trailer', 'puts a heading before a listing and a count behind it', ({ mode, size, name }) => `${mode} 1 ftp ftp ${size} Jan 31 09:05 ${name}`, { before: ['Listing follows', ''], after: ['', '4096 bytes free'] }),
  lists('sizes-in-columns', 'lists name first, in columns of its own', ({ size, name, directory }) => `${name}  ${directory ? 'DIR' : size}  2024/01/31`),
  nlst('nlst-absolute', 'sends absolute paths by NLST', 'RFC 1123 §4.1.2.7: legal pathnames', (name, argument) => (name.startsWith('/') ? name : argument === '' ? `./${name}` : name)),
];
