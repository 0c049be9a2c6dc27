import { EVERY, type Coverage, type Picture } from './diagram.ts';
import { labelLines } from './label.ts';
import { timesSeen } from './seen.ts';

/** Pictures as a Mermaid state diagram: the regions stand side by side in one session, as parallel states. */
export function mermaidOf(pictures: readonly Picture[], coverage: Coverage | null): string {
  const bodies = pictures.map((picture) => regionLines(picture, coverage).map((line) => `    ${line}`).join('\n'));
  const missed = coverage === null ? [] : pictures.flatMap(({ region, nodes }) => nodes.filter(({ state }) => !coverage.states[`${region}.${state.name}`]).map(({ state }) => state.name));
  return [
    'stateDiagram-v2',
    '  state session {',
    bodies.join('\n    --\n'),
    '  }',
    ...(missed.length > 0 ? ['  classDef missed fill:#fee2e2,stroke:#b91c1c,stroke-dasharray:4', `  class ${missed.join(',')} missed`] : []),
    '',
  ].join('\n');
}

function regionLines(picture: Picture, coverage: Coverage | null): string[] {
  const every = `${picture.region}Any`;
  const name = (state: string): string => (state === EVERY ? every : state);
  const [first] = picture.nodes;
  return [
    `%% ${picture.region}`,
    ...(first ? [`[*] --> ${first.state.name}`] : []),
    ...(picture.edges.some(({ from }) => from === EVERY) ? [`state "${EVERY}" as ${every}`] : []),
    ...picture.edges.map((edge) => {
      const lines = labelLines(edge.rules).map(({ text, small }) => (small ? `(${text})` : text));
      const unseen = coverage !== null && timesSeen(picture.region, edge, coverage) === 0;
      return `${name(edge.from)} --> ${name(edge.to)}: ${[...lines, ...(edge.everywhere ? ['(from every state)'] : []), ...(unseen ? ['(not visited)'] : [])].map(plain).join('<br/>')}`;
    }),
  ];
}

/** Mermaid ends a statement at a semicolon and takes # for an entity. */
function plain(text: string): string {
  return text.replaceAll('#', '#35;').replaceAll(';', '#59;').replaceAll(':', '#58;');
}
