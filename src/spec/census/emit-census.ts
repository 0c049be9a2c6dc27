import type { Census } from './census.ts';

/** The TypeScript file that holds every census as a plain literal, one section a line. */
export function emitCensus(censuses: readonly Census[]): string {
  const documents = censuses.map(({ sections, ...head }) => {
    const lines = sections.map((section) => `      ${JSON.stringify(section)},\n`);
    return `  {\n    ...${JSON.stringify(head)},\n    sections: [\n${lines.join('')}    ],\n  },\n`;
  });
  return '// Generated from spec/census by tools/generate.ts; do not edit.\n'
    + `import type { Census } from '../spec/census/census.ts';\n\n`
    + `export const censuses: readonly Census[] = [\n${documents.join('')}];\n`;
}
