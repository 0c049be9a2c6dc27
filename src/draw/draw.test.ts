import { beforeAll, describe, expect, test } from 'vitest';
import { ftpTable } from '../../conformance/catalog.ts';
import { arrange } from './arrange.ts';
import { draw } from './draw.ts';
import { EVERY, picturesOf, type Coverage } from './diagram.ts';
import { notVisited } from './not-visited.ts';
import { timesSeen } from './seen.ts';

const pictures = picturesOf(ftpTable);
const edge = (region: string, from: string, to: string) => pictures.find((one) => one.region === region)?.edges.find((one) => one.from === from && one.to === to);

describe('pictures', () => {
  test('every rule is told somewhere: on an arrow, as staying, or as staying everywhere', () => {
    const told = new Set(pictures.flatMap(({ nodes, edges, everywhere }) => [...nodes.flatMap(({ stays }) => stays), ...edges.flatMap(({ rules }) => rules), ...everywhere]));
    expect(ftpTable.protocol.rules.filter((rule) => !told.has(rule)).map(({ id }) => id)).toEqual([]);
  });

  test('two states have one arrow each way, whatever the number of rules', () => {
    for (const { edges } of pictures) {
      const ends = edges.map(({ from, to }) => `${from} ${to}`);
      expect(new Set(ends).size).toBe(ends.length);
    }
    expect(edge('transfer', 'sending', 'idle')?.rules.length).toBeGreaterThan(3);
  });

  test('a rule of every state is one arrow, not one a state', () => {
    expect(edge('access', EVERY, 'closed')?.rules.some(({ on }) => on.includes('QUIT'))).toBe(true);
    expect(edge('access', 'loggedIn', 'closed')?.rules.some(({ on }) => on.includes('QUIT'))).toBe(false);
    expect(edge('access', 'awaitingUser', 'awaitingPassword')).toMatchObject({ everywhere: true, level: 'MUST' });
  });
});

test('boxes on a page do not overlap and none is wider than the widest', () => {
  const boxes = [[800, 790], [260, 230], [340, 370], [1100, 460], [360, 350], [250, 240], [1, 1]].map(([width, height]) => ({ width: width!, height: height! }));
  const placed = arrange(boxes, 10);
  expect(new Set(placed.map(({ item }) => item))).toEqual(new Set(boxes));
  for (const { x, item } of placed) expect(x + item.width).toBeLessThanOrEqual(1100);
  for (const one of placed) {
    const over = placed.filter((other) => other !== one && other.x < one.x + one.item.width && one.x < other.x + other.item.width && other.y < one.y + one.item.height && one.y < other.y + other.item.height);
    expect(over).toEqual([]);
  }
});

test('an arrow counts as seen only where both its ends were', () => {
  const rules = Object.fromEntries((edge('transfer', 'sending', 'idle')?.rules ?? []).map(({ id }) => [id, 2]));
  const coverage = { states: { 'transfer.idle': 1, 'transfer.sending': 1 }, rules };
  expect(timesSeen('transfer', edge('transfer', 'sending', 'idle')!, coverage)).toBeGreaterThan(0);
  expect(timesSeen('transfer', edge('transfer', 'listing', 'idle')!, coverage)).toBe(0);
});

test('an arrow of silent rules counts as seen when both its ends were, for nothing else shows it', () => {
  const silent = edge('dataPort', 'passivePort', 'defaultPort')!;
  expect(silent.rules.every(({ reply }) => reply.length === 0)).toBe(true);
  expect(timesSeen('dataPort', silent, { states: { 'dataPort.passivePort': 2, 'dataPort.defaultPort': 5 }, rules: {} })).toBe(2);
  expect(timesSeen('dataPort', silent, { states: { 'dataPort.defaultPort': 5 }, rules: {} })).toBe(0);
});

describe('svg', () => {
  let svg: string;
  beforeAll(async () => { svg = await draw(ftpTable, 'svg', null, null); });

  test('is well formed, with every region and state in it and ids that are unique', () => {
    wellFormed(svg);
    for (const { name, states } of ftpTable.regions) for (const text of [name, ...states]) expect(svg).toContain(`>${text}<`);
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(svg).not.toContain('xlink:');
  });

  test('names in its tooltips the rules behind an arrow', () => {
    expect(svg).toMatch(/<title>[^<]*FTP-ACC-26 \(MUST\): USER/);
  });

  test('draws one region alone', async () => {
    const one = await draw(ftpTable, 'svg', null, 'type');
    wellFormed(one);
    expect(one).toContain('>image<');
    expect(one).not.toContain('>awaitingUser<');
  });

  test('marks what was visited and names what was not', async () => {
    const coverage: Coverage = { states: { 'type.ascii': 7 }, rules: { 'FTP-XFR-5': 3 } };
    const covered = await draw(ftpTable, 'svg', coverage, 'type');
    wellFormed(covered);
    expect(covered).toContain('visited 7×');
    expect(covered).toMatch(/Not visited: \d+ of \d+ states: access\.connecting/);
    expect(notVisited(ftpTable, coverage).states).not.toContain('type.ascii');
    expect(notVisited(ftpTable, coverage).rules).not.toContain('FTP-XFR-5');
    expect(notVisited(ftpTable, coverage).rules).toContain('FTP-XFR-4');
  });
});

test('mermaid holds every state and a statement a line', async () => {
  const text = await draw(ftpTable, 'mermaid', null, null);
  expect(text).toMatch(/^stateDiagram-v2\n/);
  expect(text).toContain('awaitingUser --> awaitingPassword: USER → 331');
  expect(text.split('\n').filter((line) => line.trim() === '--')).toHaveLength(ftpTable.regions.length - 1);
});

test('dot has a cluster a region', async () => {
  const text = await draw(ftpTable, 'dot', null, null);
  for (const { name } of ftpTable.regions) expect(text).toContain(`subgraph "cluster_${name}"`);
});

test('json tells which rules stand behind an arrow and what was seen', async () => {
  const { regions } = JSON.parse(await draw(ftpTable, 'json', { states: { 'type.ascii': 1, 'type.image': 1 }, rules: { 'FTP-XFR-5': 3 } }, 'type'));
  expect(regions).toHaveLength(1);
  expect(regions[0].edges).toContainEqual(expect.objectContaining({ from: 'any state', to: 'image', rules: ['FTP-XFR-5'], seen: 3 }));
});

test('an unknown region is refused with the known ones', async () => {
  await expect(draw(ftpTable, 'dot', null, 'nowhere')).rejects.toMatchObject({ code: 'UNKNOWN_NAME', hint: expect.stringContaining('transfer') });
});

/** Tags nest, attributes are quoted, nothing stands unescaped: what an XML parser asks of these documents. */
function wellFormed(xml: string): void {
  const open: string[] = [];
  const wrong: string[] = [];
  const text = (between: string): void => { if (/[<>]|&(?!(?:amp|lt|gt|quot|#\d+|#x[\da-f]+);)/i.test(between)) wrong.push(between); };
  let at = 0;
  for (const match of xml.matchAll(/<(\/?)([A-Za-z][\w:]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    text(xml.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== '/' && match[4] !== '/') open.push(match[2]!);
    if (match[1] === '/' && open.pop() !== match[2]) wrong.push(match[0]);
  }
  text(xml.slice(at));
  expect([...wrong, ...open]).toEqual([]);
}
