import type { Protocol } from './model.ts';
import type { ProfileSpec } from './profile/profile.ts';

/**
 * The TypeScript file that holds a protocol as a plain literal: the same text for the same protocol, one definition a line.
 * @param name of the exported constant's protocol: `course-ftp` is exported as `courseFtp`
 */
export function emitProtocol(protocol: Protocol): string {
  const { name, ...parts } = protocol;
  return `// Generated from spec/${name} by tools/generate.ts; do not edit.\n`
    + `import type { Protocol } from '../spec/model.ts';\n\n`
    + `export const ${identifier(name)}: Protocol = {\n  name: ${literal(name)},\n${members(parts)}};\n`;
}

/** The TypeScript file that holds a profile, in the same way. */
export function emitProfile(profile: ProfileSpec): string {
  const { name, ...parts } = profile;
  return `// Generated from spec/profiles/${name}.md by tools/generate.ts; do not edit.\n`
    + `import type { ProfileSpec } from '../spec/profile/profile.ts';\n\n`
    + `export const ${identifier(name)}: ProfileSpec = {\n  name: ${literal(name)},\n${members(parts)}};\n`;
}

/** Lists with one definition a line, anything else in one line. */
function members(parts: Readonly<Record<string, unknown>>): string {
  return Object.entries(parts).map(([part, value]) => (Array.isArray(value)
    ? `  ${part}: [\n${value.map((definition) => `    ${literal(definition)},\n`).join('')}  ],\n`
    : `  ${part}: ${literal(value)},\n`)).join('');
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
