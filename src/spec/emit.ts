import type { Protocol } from './model.ts';

/**
 * The TypeScript file that holds a protocol as a plain literal: the same text for the same protocol, one definition a line.
 * @param name of the exported constant's protocol: `course-ftp` is exported as `courseFtp`
 */
export function emitProtocol(protocol: Protocol): string {
  const { name, ...parts } = protocol;
  const lists = Object.entries(parts).map(([part, definitions]) =>
    `  ${part}: [\n${definitions.map((definition) => `    ${literal(definition)},\n`).join('')}  ],\n`);
  return `// Generated from spec/${name} by tools/generate.ts; do not edit.\n`
    + `import type { Protocol } from '../spec/model.ts';\n\n`
    + `export const ${identifier(name)}: Protocol = {\n  name: ${literal(name)},\n${lists.join('')}};\n`;
}

/** JSON is TypeScript, but a member that is undefined would vanish from it unseen. */
function literal(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => {
    if (member === undefined) throw new TypeError(`${key} is undefined where null is meant`);
    return member;
  });
}

function identifier(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
